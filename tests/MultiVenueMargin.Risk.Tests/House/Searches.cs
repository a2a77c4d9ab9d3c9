using MultiVenueMargin.Domain;
using MultiVenueMargin.Domain.Books;
using MultiVenueMargin.Risk.House;
using MultiVenueMargin.Risk.Perturbations;
using MultiVenueMargin.Risk.Reports;
using MultiVenueMargin.Risk.Tests.Properties;
using MultiVenueMargin.Risk.Valuation;

namespace MultiVenueMargin.Risk.Tests.House;

/// <summary>The searches of MARGIN §6 as they are defined: the whole account reported again after each move.</summary>
internal static class Searches
{
    public static readonly decimal[] Moves = [-0.99m, -0.37m, -0.01m, -0.000_000_01m, 0.003_906_25m, 0.04m, 1m, 5m];

    public static IReadOnlyList<Factor> MarketFactorsOf(BookCase drawn) =>
        Distances.FactorsOf(drawn.Book, drawn.Market, drawn.Rules).Where(factor => factor is not VenueLossFactor).ToList();

    public static BookCase WithoutHistory(BookCase drawn) => drawn with
    {
        Market = drawn.Market with
        {
            Units = drawn.Market.Units.ToDictionary(unit => unit.Key, unit => unit.Value with { History = null }),
        },
    };

    /// <summary>The pool's worst equity and MM after a move; absent where nothing of the pool is left.</summary>
    public static (decimal Equity, decimal Maintenance)? Reported(Book book, PricedMarket market, PoolId pool, Factor factor, decimal move)
    {
        var (movedBook, movedMarket) = move == 0 ? (book, market) : Perturbation.Apply(book, market, factor, move);
        return HouseModel.EvaluateFigures(movedBook, movedMarket).Pools.FirstOrDefault(each => each.Pool == pool) is { } report
            ? (report.Equity.Adjusted.Amount, report.MaintenanceMargin.Amount)
            : null;
    }

    /// <summary>The distances of a pool along a factor by reports alone, each move reported once.</summary>
    public static List<Distance> Distant(Book book, PricedMarket market, PoolId pool, Factor factor, IReadOnlyList<decimal> levels)
    {
        var reported = new Dictionary<decimal, (decimal Equity, decimal Maintenance)?>();
        return levels.Select(level => Distances.Find(pool, factor, level, move =>
        {
            if (!reported.TryGetValue(move, out var figures))
            {
                figures = Reported(book, market, pool, factor, move);
                reported.Add(move, figures);
            }

            return figures is var (equity, maintenance) && equity < level * maintenance;
        })).ToList();
    }

    /// <summary>Whether a pool meets the target with more of an asset, by the report alone.</summary>
    public static bool Meets(Book book, PricedMarket market, PoolId pool, Asset asset, LocationId location, decimal amount)
    {
        var posted = new CollateralLine
        {
            Pool = pool,
            Location = location,
            Asset = asset,
            Balance = new Quantity(amount),
            AsOf = market.AsOf,
        };
        var after = HouseModel.EvaluateFigures(book with { Lines = [.. book.Lines, posted] }, market).PoolOf(pool);
        return after.Equity.Adjusted.Amount >= market.Rules.Calls.TargetRatio * after.MaintenanceMargin.Amount;
    }
}
