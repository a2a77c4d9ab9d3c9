using MultiVenueMargin.Domain;
using MultiVenueMargin.Domain.Instruments;
using MultiVenueMargin.Venues.Exchanges.Deribit.Wire;
using MultiVenueMargin.Venues.Numbers;
using MultiVenueMargin.Venues.Updates;

namespace MultiVenueMargin.Venues.Exchanges.Deribit;

/// <summary>
/// Instruments and what their names tell. Everything is counted as Deribit counts amounts: dollars of an inverse future, coins of everything
/// else. A multiplier is 1 then, and a position can be read without knowing the instrument first.
/// </summary>
internal static class DeribitInstruments
{
    /// <summary><c>BTC_USDC-PERPETUAL</c> is linear, <c>BTC-PERPETUAL</c> is not.</summary>
    public static bool IsLinear(string name) => Underlying(name).Contains('_');

    /// <summary>A combination is traded and never held: its legs are. <c>BTC-FS-19MAY26_PERP</c>: after the underlying stands a strategy.</summary>
    public static bool IsCombo(string name)
    {
        var parts = name.Split('-');
        return parts.Length > 2 && parts[1].Length > 0 && char.IsAsciiLetter(parts[1][0]) && parts[1] != "PERPETUAL";
    }

    public static InstrumentListed? Read(FieldReader fields, DeribitInstrument wire)
    {
        fields.Unnamed(wire.Rest, DeribitFields.Instrument, "instrument");
        if (wire.Kind is "future_combo" or "option_combo")
        {
            return null;
        }

        var id = fields.Instrument(wire.InstrumentName, "instrument_name");
        var underlying = fields.Asset(wire.BaseCurrency, "base_currency");
        var quote = fields.Asset(wire.QuoteCurrency, "quote_currency");
        if (id is null || underlying is null || quote is null)
        {
            return null;
        }

        return Define(fields, wire, id.Value, underlying.Value, quote.Value) is { } instrument
            ? new InstrumentListed(
                instrument,
                wire.IsActive ?? wire.State == "open",
                fields.Exact(wire.ContractSize, "contract_size"),
                fields.Exact(wire.MinTradeAmount, "min_trade_amount"),
                fields.Exact(wire.TickSize, "tick_size"),
                fields.Exact(wire.MaxLeverage, "max_leverage"))
            : null;
    }

    public static InstrumentStateTold? Read(FieldReader fields, DeribitInstrumentState wire)
    {
        fields.Unnamed(wire.Rest, DeribitFields.InstrumentState, "instrument.state");
        var id = fields.Instrument(wire.InstrumentName, "instrument_name");
        var at = fields.Needed(fields.Instant(wire.Timestamp, "timestamp"), "timestamp");
        return id is { } instrument && wire.State is { Length: > 0 } state ? new InstrumentStateTold(instrument, state, at) : null;
    }

    private static Instrument? Define(FieldReader fields, DeribitInstrument wire, InstrumentId id, Asset underlying, Asset quote)
    {
        if (wire.Kind == "spot")
        {
            return new Spot(id, underlying, quote);
        }

        if (wire.Kind is not ("future" or "option") || wire.InstrumentType is not ("reversed" or "linear"))
        {
            fields.Remark(RemarkKind.LeftOut, "kind", $"{id} is a {wire.InstrumentType} {wire.Kind}, which this adapter does not know");
            return null;
        }

        var style = wire.InstrumentType == "reversed" ? ContractStyle.Inverse : ContractStyle.Linear;
        var settlement = style == ContractStyle.Inverse ? underlying : quote;
        if (wire.SettlementCurrency is { } stated && stated != settlement.Code)
        {
            fields.Remark(RemarkKind.LeftOut, "settlement_currency", $"{id} settles in {stated}, not in {settlement}");
            return null;
        }

        // Strikes and underlying prices of an inverse contract are in dollars, also where its premium is quoted in coin.
        var unit = new RiskUnit(underlying.Code);
        var currency = style == ContractStyle.Inverse ? Asset.Usd : quote;
        if (wire.Kind == "future" && wire.SettlementPeriod == "perpetual")
        {
            return new Perpetual(id, unit, style, currency, 1m);
        }

        var expiry = fields.Needed(fields.Instant(wire.ExpirationTimestamp, "expiration_timestamp"), "expiration_timestamp");
        if (wire.Kind == "future")
        {
            return new DatedFuture(id, unit, style, currency, 1m, expiry);
        }

        var right = wire.OptionType switch { "call" => OptionRight.Call, "put" => OptionRight.Put, _ => OptionRight.Unspecified };
        if (right == OptionRight.Unspecified)
        {
            fields.Refuse($"option_type of {id} is {wire.OptionType ?? "missing"}");
            return null;
        }

        return new EuropeanOption(id, unit, style, currency, 1m, expiry, right, fields.Needed(fields.Price(wire.Strike, "strike"), "strike"));
    }

    private static string Underlying(string name)
    {
        var dash = name.IndexOf('-');
        return dash < 0 ? name : name[..dash];
    }
}
