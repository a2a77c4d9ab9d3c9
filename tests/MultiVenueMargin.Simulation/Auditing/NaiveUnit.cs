using MultiVenueMargin.Domain;
using MultiVenueMargin.Simulation.Actors;

namespace MultiVenueMargin.Simulation.Auditing;

/// <summary>The requirement of one unit of coins and perpetuals by MARGIN §3 to §5, for the class of BTC and ETH and without a history.</summary>
/// <param name="price">Of a coin.</param>
/// <param name="dollar">Of a coin of USDC.</param>
/// <param name="coins">Debts, and what stands against a short, by location, in USD.</param>
/// <param name="free">What stands against nothing, by location, before its haircut.</param>
internal sealed class NaiveUnit(
    double price, double dollar, IReadOnlyList<Perp> perpetuals, IReadOnlyList<(LocationId Location, double Usd)> coins, IReadOnlyList<(LocationId Location, double Usd)> free, double haircut)
{
    public const double Range = 0.16;

    private static readonly double[] Tails = [-0.66, -0.33, 0.5, 1, 2, 3, 4, 5];

    public double Requirement()
    {
        var coinDelta = coins.Sum(each => each.Usd);
        var gross = perpetuals.Sum(each => Math.Abs(each.Delta)) + Math.Abs(coinDelta);
        var net = Math.Abs(perpetuals.Sum(each => each.Delta) + coinDelta);
        var core = Math.Max(Scan(), 0.0025 * gross);
        var days = net / price / (0.1 * (double)Street.DailyVolume);
        var concentration = core * Math.Clamp(Math.Sqrt(Math.Min(days + 0.3, 5) / 2) - 1, 0, 0.5);
        var least = (0.02 * net) + (0.01 * (gross - net) / 2);
        return Math.Max(core + Basis() + Peg(coinDelta) + Liquidity(coinDelta) + concentration, least);
    }

    private double Scan()
    {
        var worst = 0.0;
        for (var k = -4; k <= 4; k++)
        {
            worst = Math.Min(worst, ProfitIn(k * Range / 4, 1));
        }

        foreach (var tail in Tails)
        {
            worst = Math.Min(worst, Math.Min(0, ProfitIn(tail, Math.Min(1, Range / Math.Abs(tail))) + 25_000));
        }

        return -Math.Min(worst, Math.Min(ProfitIn(-1.5 * Range, 0.5), ProfitIn(1.5 * Range, 0.5)));
    }

    /// <summary>Location by location; of a gain at one of them counts the lesser part.</summary>
    private double ProfitIn(double move, double weight) => perpetuals.Select(each => each.Venue).Concat(coins.Select(each => each.Location))
        .Concat(free.Select(each => each.Location)).Distinct().Sum(location =>
        {
            var moved = perpetuals.Where(each => each.Venue == location).Sum(each => each.Delta) + coins.Where(each => each.Location == location).Sum(each => each.Usd);
            var there = free.Where(each => each.Location == location).Sum(each => each.Usd);
            var profit = (moved * move * weight) + (move >= 0 ? there * weight * move : -there * Math.Max(0, (weight * -move) - haircut));
            return profit > 0 ? Math.Min(0.6 * profit, 20e6) : profit;
        });

    /// <summary>Perpetuals of one venue against those of another.</summary>
    private double Basis()
    {
        var venues = perpetuals.GroupBy(each => each.Venue).Select(venue => venue.Sum(each => each.Delta)).ToList();
        return 0.002 * Math.Min(venues.Where(delta => delta > 0).Sum(), -venues.Where(delta => delta < 0).Sum());
    }

    /// <summary>What is quoted in USDC against what is quoted in USD, coins included.</summary>
    private double Peg(double coinDelta)
    {
        var inDollarCoins = perpetuals.Where(each => !each.Contract.IsInverse).Sum(each => each.Delta);
        var inDollars = perpetuals.Where(each => each.Contract.IsInverse).Sum(each => each.Delta) + coinDelta;
        if (inDollarCoins * inDollars >= 0)
        {
            return 0;
        }

        var matched = Math.Min(Math.Abs(inDollarCoins), Math.Abs(inDollars));
        var calm = ((0.005 * Math.Min(matched, 1e6)) + (0.01 * Math.Clamp(matched - 1e6, 0, 4e6))
            + (0.02 * Math.Clamp(matched - 5e6, 0, 15e6)) + (0.04 * Math.Max(0, matched - 20e6))) / matched;
        var lower = Math.Min(dollar, 1);
        return matched * (lower >= 0.995 ? calm
            : lower >= 0.99 ? calm + (4 * calm * (0.995 - lower) / 0.005)
            : lower > 0.80 ? (5 * calm) + ((0.40 - (5 * calm)) * (0.99 - lower) / 0.19)
            : 0.40);
    }

    private double Liquidity(double coinDelta) =>
        perpetuals.Sum(each => Math.Abs(each.Delta) * (each.HalfSpread + Impact(each.Delta))) + (Math.Abs(coinDelta) * (0.0005 + Impact(coinDelta)));

    private double Impact(double delta) => 0.7 * Street.DailyVolatility * Math.Sqrt(Math.Abs(delta) / price / (double)Street.DailyVolume);
}
