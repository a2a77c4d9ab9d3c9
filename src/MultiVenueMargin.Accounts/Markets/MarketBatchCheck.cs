using MultiVenueMargin.Accounts.Codec;
using MultiVenueMargin.Domain;
using MultiVenueMargin.Domain.Instruments;
using MultiVenueMargin.Domain.Market;

namespace MultiVenueMargin.Accounts.Markets;

/// <summary>
/// Whether what sources say can be meant: the rules by which a whole market is checked (<see cref="MarketCheck"/>), applied to what each source
/// says by itself, so that a finding names the source; and what could not be written down.
/// </summary>
internal static class MarketBatchCheck
{
    /// <param name="published">Prices that hold already: a volume is checked against them.</param>
    public static IReadOnlyList<Finding> Check(
        MarketBatch batch,
        IReadOnlyDictionary<InstrumentId, Instrument> listed,
        IReadOnlyDictionary<Asset, AssetMark> published,
        DateTimeOffset now)
    {
        List<Finding> findings = [];
        // They were checked when they came; how old they are is no question here.
        var holding = published.ToDictionary(entry => entry.Key, entry => new AssetMark { Mark = entry.Value.Mark, AsOf = now });
        foreach (var (source, prices, marks) in BySource(batch))
        {
            var priced = new Dictionary<Asset, AssetMark>(holding);
            foreach (var quote in prices)
            {
                CheckZero(quote, source, findings);
                priced[quote.Asset] = new AssetMark { Mark = quote.Quote.Mark, Confidence = quote.Quote.Confidence, AsOf = quote.Quote.AsOf };
            }

            foreach (var quote in marks)
            {
                CheckSize(quote, source, findings);
            }

            var known = marks.Where(quote => listed.ContainsKey(quote.Instrument)).ToDictionary(quote => quote.Instrument);
            var market = Market(now, priced) with
            {
                Instruments = known.Keys.ToDictionary(id => id, id => listed[id]),
                Marks = known.ToDictionary(entry => entry.Key, entry => entry.Value.Mark with { Sources = [] }),
            };
            findings.AddRange(MarketCheck.Check(market).Select(finding => finding with { Path = At(source, finding.Path) }));
        }

        CheckSizes(batch, findings);
        findings.AddRange(MarketCheck.Check(
            Market(now, holding) with { Units = batch.Units, Correlations = batch.Correlations ?? [] }));
        return findings;
    }

    /// <summary>Each source's quotes, in groups in which nothing is quoted twice: what comes twice is checked twice.</summary>
    private static IEnumerable<(LocationId Source, List<PriceQuoted> Prices, List<InstrumentQuoted> Marks)> BySource(MarketBatch batch)
    {
        var prices = batch.Prices.GroupBy(quote => (quote.Quote.Source, quote.Asset))
            .SelectMany(quotes => quotes.Select((quote, nth) => (Key: (quote.Quote.Source, nth), Quote: quote)))
            .ToLookup(entry => entry.Key, entry => entry.Quote);
        var marks = batch.Marks.GroupBy(quote => (quote.Source, quote.Instrument))
            .SelectMany(quotes => quotes.Select((quote, nth) => (Key: (quote.Source, nth), Quote: quote)))
            .ToLookup(entry => entry.Key, entry => entry.Quote);
        return prices.Select(group => group.Key).Union(marks.Select(group => group.Key)).Order()
            .Select(key => (key.Source, prices[key].ToList(), marks[key].ToList()));
    }

    private static MarketSnapshot Market(DateTimeOffset now, IReadOnlyDictionary<Asset, AssetMark> prices) => new()
    {
        Version = new MarketVersion("batch"),
        AsOf = now,
        Prices = prices,
        Instruments = new Dictionary<InstrumentId, Instrument>(),
        Marks = new Dictionary<InstrumentId, InstrumentMark>(),
        Units = new Dictionary<RiskUnit, UnitMarket>(),
    };

    // What is worth nothing to one source may be a missing price, and a consensus is of prices above zero.
    private static void CheckZero(PriceQuoted quote, LocationId source, List<Finding> findings)
    {
        if (source.IsDefault)
        {
            findings.Add(new Finding($"Prices[{quote.Asset}].Quote.Source", "is empty", "Name it"));
        }

        if (quote.Quote.Mark.Value < MarketCheck.LeastDivisor)
        {
            findings.Add(new Finding(
                At(source, $"Prices[{quote.Asset}].Mark"),
                $"is {quote.Quote.Mark}",
                $"State a price of at least {ExactNumber.Format(MarketCheck.LeastDivisor)}, or leave an unknown one out"));
        }
    }

    private static void CheckSize(InstrumentQuoted quote, LocationId source, List<Finding> findings)
    {
        if (source.IsDefault)
        {
            findings.Add(new Finding($"Marks[{quote.Instrument}].Source", "is empty", "Name it"));
        }

        AtMost(quote.Mark.Depth.Count, MarketCodec.MostLevels, At(source, $"Marks[{quote.Instrument}].Depth"), findings);
    }

    private static void CheckSizes(MarketBatch batch, List<Finding> findings)
    {
        AtMost(batch.Correlations?.Count ?? 0, MarketLimits.Correlations, "Correlations", findings);
        foreach (var (unit, said) in batch.Units.OrderBy(entry => entry.Key))
        {
            AtMost(said.Smiles.Count, UnitMarketCodec.MostExpiries, $"Units[{unit}].Smiles", findings);
            foreach (var smile in said.Smiles.Values.OfType<QuotedSmile>())
            {
                AtMost(smile.Points.Count, UnitMarketCodec.MostPoints, $"Units[{unit}].Smiles", findings);
            }

            if (said.History is { } history)
            {
                AtMost(history.PriceReturns.Count, UnitMarketCodec.MostDays, $"Units[{unit}].History.PriceReturns", findings);
                AtMost(history.VolatilityReturns.Count, UnitMarketCodec.MostDays, $"Units[{unit}].History.VolatilityReturns", findings);
                AtMost(history.Stress.Count, UnitMarketCodec.MostDays, $"Units[{unit}].History.Stress", findings);
            }
        }
    }

    private static void AtMost(int count, int most, string path, List<Finding> findings)
    {
        if (count > most)
        {
            findings.Add(new Finding(path, $"has {count} entries", $"It has at most {most}"));
        }
    }

    private static string At(LocationId source, string path) => $"Sources[{source}].{path}";
}
