using MultiVenueMargin.Domain;
using MultiVenueMargin.Domain.Books;
using MultiVenueMargin.Domain.Instruments;
using MultiVenueMargin.Domain.Market;
using MultiVenueMargin.Domain.Rules;
using MultiVenueMargin.Risk.Reports;
using MultiVenueMargin.Risk.Valuation;

namespace MultiVenueMargin.Risk.House;

/// <summary>
/// How far single factors may move before a pool is called or liquidated (MARGIN §6). The whole account is looked at again at
/// each step: 1 % to −99 % and +100 %, then 10 % to +500 %; the first step that crosses is refined by bisection. A look is
/// the hot path's where its bound decides and else the report's (<see cref="FactorPath"/>).
/// </summary>
public static class Distances
{
    private const decimal Precision = 0.00000001m;

    private static readonly decimal[] Falls = [.. Enumerable.Range(1, 99).Select(percent => -percent / 100m)];

    private static readonly decimal[] Rises =
        [.. Enumerable.Range(1, 100).Select(percent => percent / 100m), .. Enumerable.Range(11, 40).Select(tenth => tenth / 10m)];

    /// <summary>The levels MARGIN asks for: where a call begins and where liquidation does.</summary>
    public static IReadOnlyList<decimal> LevelsOf(RuleSet rules) =>
        [rules.States.Of(MarginState.Call).EnterBelow, rules.States.Of(MarginState.Liquidating).EnterBelow];

    /// <summary>Every factor the book depends on: each unit's price, volatility and basis, each stablecoin, each venue.</summary>
    public static IReadOnlyList<Factor> FactorsOf(Book book, MarketSnapshot market, RuleSet rules)
    {
        var contracts = book.Positions
            .Select(position => market.Instruments.GetValueOrDefault(position.Instrument))
            .OfType<Derivative>()
            .ToList();
        var assets = book.Lines.Select(line => line.Asset).Concat(contracts.Select(contract => contract.Quote)).Distinct().Order().ToList();
        var units = contracts.Select(contract => contract.Unit)
            .Concat(assets.Select(rules.Collateral.UnitOf).OfType<RiskUnit>())
            .Distinct()
            .Order()
            .ToList();
        var withOptions = contracts.OfType<EuropeanOption>().Select(option => option.Unit).ToHashSet();
        var withDates = contracts.OfType<DatedDerivative>().Select(dated => dated.Unit).ToHashSet();
        var venues = book.Positions.Select(position => position.Venue).Concat(book.Lines.Select(line => line.Location)).Distinct().Order();
        return
        [
            .. units.Select(unit => new PriceFactor(unit)),
            .. units.Where(withOptions.Contains).Select(unit => new VolatilityFactor(unit)),
            .. units.Where(withDates.Contains).Select(unit => new BasisFactor(unit)),
            .. assets.Where(asset => rules.Collateral.TermsOf(asset).Kind == AssetKind.Stablecoin).Select(asset => new PegFactor(asset)),
            .. venues.Select(venue => new VenueLossFactor(venue)),
        ];
    }

    /// <summary>The distances of one pool to each level (a ratio, such as 1.20) along each factor.</summary>
    public static IReadOnlyList<Distance> Find(
        Book book, MarketSnapshot market, RuleSet rules, PoolId pool, IReadOnlyList<Factor> factors, IReadOnlyList<decimal> levels) =>
        Find(book, new PricedMarket(market, rules), pool, factors, levels);

    /// <summary>The same on a market that is already priced.</summary>
    public static IReadOnlyList<Distance> Find(
        Book book, PricedMarket priced, PoolId pool, IReadOnlyList<Factor> factors, IReadOnlyList<decimal> levels)
    {
        ArgumentNullException.ThrowIfNull(factors);
        var search = new AccountSearch(book, priced);
        return factors.SelectMany(factor => Find(search, pool, factor, levels)).ToList();
    }

    /// <summary>The same along one factor, in a search that others share.</summary>
    internal static IEnumerable<Distance> Find(AccountSearch search, PoolId pool, Factor factor, IReadOnlyList<decimal> levels)
    {
        var path = search.Along(factor);
        return levels.Select(level => Find(pool, factor, level, move => path.IsBelow(pool, move, level)));
    }

    /// <summary>The same of whatever tells whether a pool is below the level after a move.</summary>
    internal static Distance Find(PoolId pool, Factor factor, decimal level, Func<decimal, bool> isBelow) => factor is VenueLossFactor
        ? new Distance(pool, factor, level, isBelow(-1m) ? -1m : null, null)
        : new Distance(pool, factor, level, First(isBelow, Falls), First(isBelow, Rises));

    private static decimal? First(Func<decimal, bool> isBelow, decimal[] steps)
    {
        var before = 0m;
        if (isBelow(before))
        {
            return 0m;
        }

        foreach (var step in steps)
        {
            if (isBelow(step))
            {
                return Refine(isBelow, before, step);
            }

            before = step;
        }

        return null;
    }

    private static decimal Refine(Func<decimal, bool> isBelow, decimal above, decimal below)
    {
        while (Math.Abs(below - above) > Precision / 2)
        {
            var middle = (above + below) / 2;
            if (isBelow(middle))
            {
                below = middle;
            }
            else
            {
                above = middle;
            }
        }

        return decimal.Round(below, 8, MidpointRounding.ToEven);
    }
}
