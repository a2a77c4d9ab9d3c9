using MultiVenueMargin.Accounts.Markets;
using MultiVenueMargin.Accounts.Platform;
using MultiVenueMargin.Accounts.Registers;
using MultiVenueMargin.Contracts.Reading;
using MultiVenueMargin.Domain;
using MultiVenueMargin.Domain.Instruments;

namespace MultiVenueMargin.Contracts;

/// <summary>market_data_service.proto: quotes in, one numbered market out. Whether quotes make sense is for the publisher.</summary>
public static class MarketDataWire
{
    public static Read<MarketBatch> Read(V1.PublishRequest wire) => WireReader.Read(wire, static (at, request) => new MarketBatch(
        at.MarketName("market", request.Market),
        at.List("prices", request.Prices, MarketLimits.QuotesPerBatch, static (inner, price) => new PriceQuoted(
            inner.Asset("asset", price.Asset), inner.Required("quote", price.Quote, MarketWire.ReadSource))),
        at.List("marks", request.Marks, MarketLimits.QuotesPerBatch, Quoted),
        at.Map("units", request.Units, MarketLimits.Units, "unit", static (inner, unit) =>
            KeyValuePair.Create(inner.Unit("unit", unit.Unit), UnitMarketWire.Read(inner, unit))),
        request.Correlations.Count == 0
            ? null
            : at.List("correlations", request.Correlations, MarketLimits.Correlations, UnitMarketWire.ReadCorrelation),
        request.HasStressFlag ? request.StressFlag : null));

    public static V1.PublishRequest Write(MarketBatch batch)
    {
        var wire = new V1.PublishRequest
        {
            Market = batch.Market,
            Prices = { batch.Prices.Select(price => new V1.PriceQuote { Asset = price.Asset.Code, Quote = MarketWire.Write(price.Quote) }) },
            Marks =
            {
                batch.Marks.Select(mark => new V1.InstrumentQuote { Source = mark.Source.Code, Mark = MarketWire.Write(mark.Instrument, mark.Mark) }),
            },
            Units = { batch.Units.OrderBy(entry => entry.Key).Select(entry => UnitMarketWire.Write(entry.Key, entry.Value)) },
            Correlations = { (batch.Correlations ?? []).Select(UnitMarketWire.Write) },
        };
        if (batch.StressFlag is { } flag)
        {
            wire.StressFlag = flag;
        }

        return wire;
    }

    public static V1.PublishResponse Write(MarketAnswer answer) => new()
    {
        Refusal = answer.Refusal is { } refusal ? Refusals.NameOf(refusal) : "",
        Findings = { answer.Findings.Select(FiguresWire.Write) },
    };

    /// <summary>A batch that could not be read: what is wrong with which field.</summary>
    public static V1.PublishResponse Refused(IReadOnlyList<FieldProblem> problems) => new()
    {
        Refusal = Refusals.NameOf(V1.ErrorReason.Malformed),
        Findings = { problems.Select(problem => new V1.Finding { Path = problem.Path, Problem = problem.Problem }) },
    };

    /// <summary>What a published slice changed, at its position.</summary>
    public static V1.MarketChange Write(long position, string market, MarketSlice slice, DateTimeOffset at)
    {
        var changes = new V1.MarketSnapshot
        {
            AsOf = WireText.Of(at),
            Prices = { slice.Prices.OrderBy(entry => entry.Key).Select(entry => MarketWire.Write(entry.Key, entry.Value, slice.Divergences.GetValueOrDefault(entry.Key))) },
            Marks = { slice.Marks.OrderBy(entry => entry.Key).Select(entry => MarketWire.Write(entry.Key, entry.Value)) },
            Units = { slice.Units.OrderBy(entry => entry.Key).Select(entry => UnitMarketWire.Write(entry.Key, entry.Value)) },
            Correlations = { (slice.Correlations ?? []).Select(UnitMarketWire.Write) },
        };
        if (slice.StressFlag is { } flag)
        {
            changes.StressFlag = flag;
        }

        return new V1.MarketChange { Position = position, Market = market, Changes = changes };
    }

    /// <summary>Listings, which are part of the market, at their position.</summary>
    public static V1.MarketChange Write(long position, IEnumerable<Instrument> listed, DateTimeOffset at) => new()
    {
        Position = position,
        Changes = new V1.MarketSnapshot { AsOf = WireText.Of(at), Instruments = { listed.Select(InstrumentWire.Write) } },
    };

    public static Read<RegisterCommand> Read(V1.UpsertInstrumentsRequest wire, PrincipalId by) =>
        WireReader.Read<V1.UpsertInstrumentsRequest, RegisterCommand>(wire, (at, request) => new ListInstruments(
            at.List("instruments", request.Instruments, RegisterLimits.InstrumentsPerCommand, InstrumentWire.Read))
        {
            Request = at.Request("request_id", request.RequestId),
            By = by,
        });

    private static InstrumentQuoted Quoted(WireReader at, V1.InstrumentQuote wire)
    {
        var source = at.Location("source", wire.Source);
        return at.Required("mark", wire.Mark, (inner, mark) =>
        {
            if (mark.Sources.Count > 0)
            {
                inner.Refuse("sources", "stands in a quote, which has one source; leave it empty");
            }

            return new InstrumentQuoted(inner.Instrument("instrument", mark.Instrument), source, MarketWire.ReadMark(inner, mark));
        });
    }
}
