using MultiVenueMargin.Domain;
using MultiVenueMargin.Domain.Books;
using MultiVenueMargin.Domain.Market;
using MultiVenueMargin.Domain.Rules;
using MultiVenueMargin.Risk.Collateral;
using MultiVenueMargin.Risk.Reports;
using MultiVenueMargin.Risk.Valuation;

namespace MultiVenueMargin.Risk.House;

/// <summary>The house margin (MARGIN §1–§6) as a pure function of book, market and rules.</summary>
public static class HouseModel
{
    public static MarginReport Evaluate(Book book, MarketSnapshot market, RuleSet rules) =>
        Evaluate(book, new PricedMarket(market, rules));

    /// <summary>The same against a market that is already priced and shared with other accounts.</summary>
    public static MarginReport Evaluate(Book book, PricedMarket market) => Evaluate(book, market, explain: true);

    /// <summary>
    /// Who gains and loses in one scenario of one unit's scan, by holding; adds up to the negative of its value in the vector.
    /// Absent: the pool, the unit or the scenario is not there.
    /// </summary>
    public static IReadOnlyList<ScanContribution>? ContributionsIn(
        Book book, PricedMarket market, PoolId pool, RiskUnit unit, string scenarioId)
    {
        var holdings = PoolHoldings.PoolsOf(book).Select(each => PoolHoldings.Of(book, each, market)).ToList();
        return holdings.Find(each => each.Pool == pool) is { } asked
            && PoolMargin.Of(book, asked, AccountTotals(holdings), market, explain: false).Units
                .FirstOrDefault(each => each.Unit == unit) is { } unitHoldings
            ? Scan.In(unitHoldings, scenarioId)
            : null;
    }

    /// <summary>Without contributions, workings and the joint statistics: the same figures, for who evaluates thousands of times and explains nothing.</summary>
    public static MarginReport EvaluateFigures(Book book, PricedMarket market) => Evaluate(book, market, explain: false);

    private static MarginReport Evaluate(Book book, PricedMarket market, bool explain)
    {
        var holdings = PoolHoldings.PoolsOf(book).Select(pool => PoolHoldings.Of(book, pool, market)).ToList();
        var totals = AccountTotals(holdings);
        var pools = holdings.Select(pool => PoolMargin.Of(book, pool, totals, market, explain)).ToList();
        return new MarginReport
        {
            Account = book.Account,
            AsOf = market.AsOf,
            Market = market.Market.Version,
            Rules = market.Rules.Version,
            Pools = pools.Select(pool => pool.Report).ToList(),
            Joint = explain ? JointStatistics.Of(pools.SelectMany(pool => pool.Units).ToList(), market) : null,
        };
    }

    /// <summary>x_total: all positive lines of an asset over locations and pools.</summary>
    internal static Dictionary<Asset, decimal> AccountTotals(List<PoolHoldings> holdings)
    {
        var totals = new Dictionary<Asset, decimal>();
        foreach (var line in holdings.SelectMany(pool => pool.Lines).Where(line => line.Amount > 0))
        {
            totals[line.Line.Asset] = totals.GetValueOrDefault(line.Line.Asset) + line.Amount;
        }

        return totals;
    }
}
