using MultiVenueMargin.Domain;
using MultiVenueMargin.Domain.Books;
using MultiVenueMargin.Domain.Instruments;
using MultiVenueMargin.Domain.Market;
using MultiVenueMargin.Domain.Rules;
using MultiVenueMargin.Risk.Collateral;
using MultiVenueMargin.Risk.Perturbations;
using MultiVenueMargin.Risk.Reports;
using MultiVenueMargin.Risk.Scenarios;
using MultiVenueMargin.Risk.Valuation;

namespace MultiVenueMargin.Risk.House;

/// <summary>
/// How far single factors may move before a pool is called or liquidated (MARGIN §6). The whole account is evaluated again at
/// each step: 1 % to −99 % and +100 %, then 10 % to +500 %; the first step that crosses is refined by bisection.
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
        var distances = new List<Distance>();
        foreach (var factor in factors)
        {
            var path = new Path(book, priced, pool, factor);
            foreach (var level in levels)
            {
                distances.Add(factor is VenueLossFactor
                    ? new Distance(pool, factor, level, path.IsBelow(-1m, level) ? -1m : null, null)
                    : new Distance(pool, factor, level, First(path, Falls, level), First(path, Rises, level)));
            }
        }

        return distances;
    }

    private static decimal? First(Path path, decimal[] steps, decimal level)
    {
        var before = 0m;
        if (path.IsBelow(before, level))
        {
            return 0m;
        }

        foreach (var step in steps)
        {
            if (path.IsBelow(step, level))
            {
                return Refine(path, before, step, level);
            }

            before = step;
        }

        return null;
    }

    private static decimal Refine(Path path, decimal above, decimal below, decimal level)
    {
        while (Math.Abs(below - above) > Precision / 2)
        {
            var middle = (above + below) / 2;
            if (path.IsBelow(middle, level))
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

    /// <summary>The account along one factor, each place evaluated once.</summary>
    private sealed class Path(Book book, PricedMarket market, PoolId pool, Factor factor)
    {
        private readonly Dictionary<decimal, (Usd Equity, Usd Maintenance)> _at = [];

        public bool IsBelow(decimal move, decimal level)
        {
            if (!_at.TryGetValue(move, out var figures))
            {
                figures = Evaluate(move);
                _at.Add(move, figures);
            }

            return figures.Equity.Amount < level * figures.Maintenance.Amount;
        }

        private (Usd, Usd) Evaluate(decimal move)
        {
            var (movedBook, movedMarket) = move == 0 ? (book, market) : Perturbation.Apply(book, market, factor, move);
            if (!PoolHoldings.PoolsOf(movedBook).Contains(pool))
            {
                return (Usd.Zero, Usd.Zero);
            }

            var report = HouseModel.EvaluateFigures(movedBook, movedMarket).PoolOf(pool);
            return (report.Equity.Adjusted, report.MaintenanceMargin);
        }
    }
}
