using MultiVenueMargin.Accounts;
using MultiVenueMargin.Accounts.Codec;
using MultiVenueMargin.Accounts.Margins;
using MultiVenueMargin.Domain.Books;
using MultiVenueMargin.Domain.Market;
using MultiVenueMargin.Domain.Rules;
using MultiVenueMargin.Risk.Valuation;

namespace MultiVenueMargin.Live.Audits;

/// <summary>One decision whose figures are to be found again: everything it names but the market, which is found when all are gathered.</summary>
/// <param name="Book">Of the account at the version that the evidence names.</param>
internal sealed record EvidenceCheck(StreamId Stream, long Version, Evidence Recorded, Book Book, RuleSet Rules)
{
    public long MarketPosition => Recorded.Market.Position;

    /// <summary>The first figure that is another; null where all are the same.</summary>
    public Difference? Against(MarketSnapshot market)
    {
        var again = EvidenceRecomputation.Of(
            Book, Recorded.Figures.Pool, Recorded.AccountVersion, Recorded.Market, new PricedMarket(market, Rules));
        foreach (var (figure, recorded, recomputed) in Figures(Recorded).Zip(Figures(again), (left, right) => (left.Name, left.Text, right.Text)))
        {
            if (recorded != recomputed)
            {
                return new Difference(Stream, Version, figure, recorded, recomputed);
            }
        }

        // Marks of what is held: by their canonical bytes, for a list of sources is equal when its members are.
        foreach (var asset in Recorded.Prices.Keys.Union(again.Prices.Keys).Order())
        {
            if (Missing($"Prices[{asset}]", Recorded.Prices.ContainsKey(asset), again.Prices.ContainsKey(asset)) is { } missing)
            {
                return missing;
            }

            if (Recorded.Prices[asset].Mark != again.Prices[asset].Mark)
            {
                return new Difference(Stream, Version, $"Prices[{asset}]", Recorded.Prices[asset].Mark.ToString(), again.Prices[asset].Mark.ToString());
            }
        }

        foreach (var instrument in Recorded.Marks.Keys.Union(again.Marks.Keys).Order())
        {
            if (Missing($"Marks[{instrument}]", Recorded.Marks.ContainsKey(instrument), again.Marks.ContainsKey(instrument)) is { } missing)
            {
                return missing;
            }

            if (Recorded.Marks[instrument].Mark != again.Marks[instrument].Mark)
            {
                return new Difference(
                    Stream, Version, $"Marks[{instrument}]", $"{Recorded.Marks[instrument].Mark}", $"{again.Marks[instrument].Mark}");
            }
        }

        return BytesOf(Recorded).AsSpan().SequenceEqual(BytesOf(again))
            ? null
            : new Difference(Stream, Version, "Evidence", "marks with other ages, sources or market data", "those of the market partition");
    }

    private static byte[] BytesOf(Evidence evidence) => RecordCodec.BytesOf(
        new MarginStateChanged(evidence.Figures.Pool, MarginState.Healthy, MarginState.Healthy, MarginState.Healthy, evidence));

    private static IEnumerable<(string Name, string Text)> Figures(Evidence evidence)
    {
        var figures = evidence.Figures;
        yield return ("Rules", evidence.Rules.ToString());
        yield return (nameof(figures.WorstEquity), figures.WorstEquity.ToString());
        yield return (nameof(figures.LikelyEquity), figures.LikelyEquity.ToString());
        yield return (nameof(figures.BestEquity), figures.BestEquity.ToString());
        yield return (nameof(figures.MaintenanceMargin), figures.MaintenanceMargin.ToString());
        yield return (nameof(figures.InitialMargin), figures.InitialMargin.ToString());
        yield return (nameof(figures.ShortfallToTarget), figures.ShortfallToTarget.ToString());
        yield return (nameof(figures.CallAmount), figures.CallAmount.ToString());
        yield return (nameof(figures.State), figures.State.ToString());
        yield return (nameof(figures.LastKnown), figures.LastKnown.ToString());
    }

    private Difference? Missing(string figure, bool isRecorded, bool isRecomputed) => isRecorded == isRecomputed
        ? null
        : new Difference(Stream, Version, figure, isRecorded ? "there" : "absent", isRecomputed ? "there" : "absent");
}
