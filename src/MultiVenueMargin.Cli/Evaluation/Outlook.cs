using MultiVenueMargin.Cli.Tables;
using MultiVenueMargin.Domain;
using MultiVenueMargin.Domain.Books;
using MultiVenueMargin.Domain.Market;
using MultiVenueMargin.Domain.Rules;
using MultiVenueMargin.Risk.Reports;

namespace MultiVenueMargin.Cli.Evaluation;

/// <summary>What is found only when it is asked for: how far the factors may move, and what would meet a call.</summary>
internal sealed record Outlook(IReadOnlyList<Distance> Distances, IReadOnlyList<CallOption> CallAmounts)
{
    public static Outlook Of(MarginReport report, Book book, MarketSnapshot market, RuleSet rules)
    {
        var factors = Risk.House.Distances.FactorsOf(book, market, rules);
        decimal[] levels = [rules.States.Of(MarginState.Call).EnterBelow, rules.States.Of(MarginState.Liquidating).EnterBelow];
        var distances = report.Pools.SelectMany(pool =>
            Risk.House.Distances.Find(book, market, rules, pool.Pool, factors, levels));
        var amounts = report.Pools
            .Where(pool => pool.CallAmount > Usd.Zero)
            .SelectMany(pool => PostableIn(pool)
                .Select(at => new CallOption(
                    pool.Pool, at.Asset, at.Location, Risk.House.CallAmounts.AmountIn(book, market, rules, pool.Pool, at.Asset, at.Location))));
        return new Outlook(distances.ToList(), amounts.ToList());
    }

    /// <summary>Where the pool has priced collateral already: what it can be expected to have more of.</summary>
    private static IEnumerable<(Asset Asset, LocationId Location)> PostableIn(PoolReport pool) => pool.Equity.Lines
        .Where(line => line.Amount > 0 && line.Mark is not null)
        .Select(line => (line.Line.Asset, line.Line.Location))
        .Distinct();
}
