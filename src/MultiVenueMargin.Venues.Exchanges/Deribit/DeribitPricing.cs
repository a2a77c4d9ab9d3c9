using MultiVenueMargin.Domain;
using MultiVenueMargin.Venues.Exchanges.Deribit.Wire;
using MultiVenueMargin.Venues.Numbers;
using MultiVenueMargin.Venues.Updates;

namespace MultiVenueMargin.Venues.Exchanges.Deribit;

/// <summary>
/// Prices. Volatility is written in per cent by tickers, summaries and the volatility index, and as a share by <c>markprice.options</c>; funding
/// is the rate over eight hours; a best bid of zero is nobody.
/// </summary>
internal static class DeribitPricing
{
    private static readonly TimeSpan FundingPeriod = TimeSpan.FromHours(8);

    public static InstrumentPriced? Read(FieldReader fields, DeribitTicker wire)
    {
        fields.Unnamed(wire.Rest, DeribitFields.Ticker, "ticker");
        return Priced(fields, wire.InstrumentName, wire.Timestamp, "timestamp") is { } priced
            ? priced with
            {
                Mark = fields.Price(wire.MarkPrice, "mark_price"),
                Index = fields.Price(wire.IndexPrice, "index_price"),
                Bid = fields.PriceUnlessZero(wire.BestBidPrice, "best_bid_price"),
                Ask = fields.PriceUnlessZero(wire.BestAskPrice, "best_ask_price"),
                ImpliedVolatility = fields.Owned(wire.MarkIv, "mark_iv") / 100m,
                Forward = fields.Price(wire.UnderlyingPrice, "underlying_price"),
                Delivery = fields.Price(wire.DeliveryPrice, "delivery_price"),
                Funding = fields.Rate(wire.CurrentFunding, "current_funding"),
                FundingPeriod = wire.CurrentFunding.IsAbsent ? null : FundingPeriod,
            }
            : null;
    }

    public static InstrumentPriced? Read(FieldReader fields, DeribitBookSummary wire)
    {
        fields.Unnamed(wire.Rest, DeribitFields.BookSummary, "book_summary");
        return Priced(fields, wire.InstrumentName, wire.CreationTimestamp, "creation_timestamp") is { } priced
            ? priced with
            {
                Mark = fields.Price(wire.MarkPrice, "mark_price"),
                Bid = fields.PriceUnlessZero(wire.BidPrice, "bid_price"),
                Ask = fields.PriceUnlessZero(wire.AskPrice, "ask_price"),
                ImpliedVolatility = fields.Owned(wire.MarkIv, "mark_iv") / 100m,
                Forward = fields.Price(wire.UnderlyingPrice, "underlying_price"),
                Funding = fields.Rate(wire.CurrentFunding, "current_funding"),
                FundingPeriod = wire.CurrentFunding.IsAbsent ? null : FundingPeriod,
            }
            : null;
    }

    public static InstrumentPriced? Read(FieldReader fields, DeribitOptionMark wire)
    {
        fields.Unnamed(wire.Rest, DeribitFields.OptionMark, "markprice.options");
        return Priced(fields, wire.InstrumentName, wire.Timestamp, "timestamp") is { } priced
            ? priced with { Mark = fields.Price(wire.MarkPrice, "mark_price"), ImpliedVolatility = fields.Owned(wire.Iv, "iv") }
            : null;
    }

    public static IndexPriced? Read(FieldReader fields, DeribitIndexPrice wire)
    {
        fields.Unnamed(wire.Rest, DeribitFields.IndexPrice, "deribit_price_index");
        var price = fields.Needed(fields.Price(wire.Price, "price"), "price");
        var at = fields.Needed(fields.Instant(wire.Timestamp, "timestamp"), "timestamp");
        return Name(fields, wire.IndexName) is { } index ? new IndexPriced(index, price, at) : null;
    }

    public static VolatilityIndexTold? Read(FieldReader fields, DeribitVolatilityIndex wire)
    {
        fields.Unnamed(wire.Rest, DeribitFields.VolatilityIndex, "deribit_volatility_index");
        var volatility = fields.Needed(fields.Owned(wire.Volatility, "volatility"), "volatility");
        var at = fields.Needed(fields.Instant(wire.Timestamp, "timestamp"), "timestamp");
        return Name(fields, wire.IndexName) is { } index ? new VolatilityIndexTold(index, volatility / 100m, at) : null;
    }

    private static InstrumentPriced? Priced(FieldReader fields, string? name, VenueNumber time, string field)
    {
        if (name is not null && DeribitInstruments.IsCombo(name))
        {
            // Its price is a difference, which may be negative: no price here, and nothing that is held.
            return null;
        }

        var at = fields.Needed(fields.Instant(time, field), field);
        return fields.Instrument(name, "instrument_name") is { } instrument ? new InstrumentPriced { Instrument = instrument, SaidAt = at } : null;
    }

    private static string? Name(FieldReader fields, string? name)
    {
        if (Identifier.IsValid(name, 64))
        {
            return name;
        }

        fields.Refuse("index_name is missing");
        return null;
    }
}
