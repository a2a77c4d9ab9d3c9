using MultiVenueMargin.Domain;
using MultiVenueMargin.Domain.Instruments;
using MultiVenueMargin.Domain.Market;

namespace MultiVenueMargin.Risk.Tests.Coverage;

/// <summary>
/// Daily log returns of a known law, and the markets that somebody would have seen on the way: each day's price, and the history up to
/// that day and no further. Drawn by a generator of its own, so that a path is the same on every machine and in every release.
/// </summary>
internal sealed class SyntheticPath
{
    public const double Volatility = 0.03;

    private const int Window = 1_000;

    private static readonly DateTimeOffset Start = new(2020, 1, 1, 8, 0, 0, TimeSpan.Zero);
    private static readonly RiskUnit Unit = new("BTC");
    private static readonly Perpetual Contract = new(new("BTC-PERP"), Unit, ContractStyle.Linear, Asset.Usd, 1m);

    private readonly double[] _returns;

    private SyntheticPath(double[] returns) => _returns = returns;

    /// <summary>What a law makes of standard normal draws, one return after the other.</summary>
    public static SyntheticPath Of(PriceLaw law, int days, ulong seed)
    {
        var random = new NormalDraws(seed);
        var returns = new double[Window + days];
        var variance = Volatility * Volatility;
        for (var day = 0; day < returns.Length; day++)
        {
            returns[day] = law switch
            {
                PriceLaw.Normal => Volatility * random.Next(),
                PriceLaw.StudentT => Volatility * StudentT(random),
                _ => Math.Sqrt(variance) * random.Next(),
            };

            // GARCH(1,1) with the same long-run variance: a shock is half gone after some five weeks.
            variance = (0.02 * Volatility * Volatility) + (0.05 * returns[day] * returns[day]) + (0.93 * variance);
        }

        return new SyntheticPath(returns);
    }

    /// <summary>One market a day, from the first that has a whole window behind it.</summary>
    /// <param name="toldShare">What the history tells of each return: 1 is the truth, ½ a planted mistake that halves volatility.</param>
    public IReadOnlyList<MarketSnapshot> Markets(double toldShare = 1)
    {
        var told = _returns.Select(r => toldShare * r).ToArray();
        var markets = new List<MarketSnapshot>();
        var price = 100_000.0;
        for (var day = Window; day <= _returns.Length; day++)
        {
            // Prices far from where they began are like any other: only relative moves matter to a linear contract, and its amount is 1 BTC.
            markets.Add(At(day, price, new ArraySegment<double>(told, day - Window, Window), toldShare * Volatility));
            price *= day < _returns.Length ? Math.Exp(_returns[day]) : 1;
        }

        return markets;
    }

    private static MarketSnapshot At(int day, double price, ArraySegment<double> returns, double longRun)
    {
        var asOf = Start.AddDays(day);
        var mark = new Price(decimal.Round((decimal)price, 6));
        return new MarketSnapshot
        {
            Version = new MarketVersion($"day-{day}"),
            AsOf = asOf,
            Prices = new Dictionary<Asset, AssetMark> { [Unit.NativeCoin] = new() { Mark = mark, AsOf = asOf } },
            Instruments = new Dictionary<InstrumentId, Instrument> { [Contract.Id] = Contract },
            Marks = new Dictionary<InstrumentId, InstrumentMark> { [Contract.Id] = new() { Mark = mark, AsOf = asOf } },
            Units = new Dictionary<RiskUnit, UnitMarket>
            {
                [Unit] = new()
                {
                    History = new ReturnHistory { PriceReturns = returns, VolatilityReturns = new double[returns.Count], LongRunVolatility = longRun },
                },
            },
        };
    }

    /// <summary>Five degrees of freedom: N/√(χ²/5), scaled to a variance of one (5/3 before).</summary>
    private static double StudentT(NormalDraws random)
    {
        var (normal, square) = (random.Next(), 0.0);
        for (var i = 0; i < 5; i++)
        {
            var next = random.Next();
            square += next * next;
        }

        return normal / Math.Sqrt(square / 5) * Math.Sqrt(3.0 / 5);
    }
}
