using MultiVenueMargin.Accounts.Markets;
using MultiVenueMargin.Domain;
using MultiVenueMargin.Domain.Instruments;
using MultiVenueMargin.Domain.Market;
using MultiVenueMargin.Risk.Pricing;

namespace MultiVenueMargin.Host.Demo;

/// <summary>
/// Two coins on a random walk from a seed, with a crash now and then that comes within seconds, lasts, and is made good again. The same seed gives the
/// same market, step by step; time only says how long options have to run.
/// </summary>
internal sealed class DemoMarket
{
    private const double CalmStep = 0.0004;
    private const int CalmSteps = 100;
    private const int FallSteps = 12;
    private const int LowSteps = 100;
    private const int RiseSteps = 60;

    private static readonly LocationId[] Sources = [new("INDEX-A"), new("INDEX-B"), new("INDEX-C")];

    private readonly Random _random;
    private readonly IReadOnlyDictionary<InstrumentId, Instrument> _listed;
    private readonly Dictionary<RiskUnit, double> _calm;
    private long _step;
    private double _depth = 0.22;

    public DemoMarket(int seed, IReadOnlyList<Instrument> listed, decimal bitcoin, decimal ether)
    {
        _random = new Random(seed);
        _listed = listed.ToDictionary(instrument => instrument.Id);
        _calm = new Dictionary<RiskUnit, double> { [DemoListing.Bitcoin] = (double)bitcoin, [DemoListing.Ether] = (double)ether };
    }

    /// <summary>How much is missing of what the coins cost without the crash.</summary>
    public double Fallen { get; private set; }

    public Instrument InstrumentOf(InstrumentId id) => _listed[id];

    /// <summary>What one is traded at now, in its quote currency.</summary>
    public decimal PriceOf(InstrumentId id, DateTimeOffset now) => MarkOf((Derivative)_listed[id], now).Mark!.Value.Value;

    public decimal PriceOf(RiskUnit unit) => Rounded(_calm[unit] * (1 - Fallen), 2);

    public void Step()
    {
        foreach (var unit in new[] { DemoListing.Bitcoin, DemoListing.Ether })
        {
            // Twelve uniform numbers less six are near enough to a normal one.
            var normal = Enumerable.Range(0, 12).Sum(_ => _random.NextDouble()) - 6;
            _calm[unit] *= 1 + (CalmStep * normal);
        }

        var at = _step++ % (CalmSteps + FallSteps + LowSteps + RiseSteps);
        if (at == CalmSteps)
        {
            _depth = 0.20 + (0.08 * _random.NextDouble());
        }

        Fallen = at < CalmSteps ? 0
            : at < CalmSteps + FallSteps ? _depth * (at - CalmSteps + 1) / FallSteps
            : at < CalmSteps + FallSteps + LowSteps ? _depth
            : _depth * (CalmSteps + FallSteps + LowSteps + RiseSteps - at - 1) / RiseSteps;
    }

    /// <summary>What every source says now: of each coin with its contracts, and of cash.</summary>
    public IEnumerable<MarketBatch> Batches(DateTimeOffset now)
    {
        foreach (var unit in new[] { DemoListing.Bitcoin, DemoListing.Ether })
        {
            var marks = _listed.Values.OfType<Derivative>().Where(contract => contract.Unit == unit)
                .Select(contract => new InstrumentQuoted(contract.Id, DemoListing.VenueOf(contract.Id), MarkOf(contract, now)));
            var units = new Dictionary<RiskUnit, UnitMarket>
            {
                [unit] = new()
                {
                    AverageDailyVolume = new Quantity(unit == DemoListing.Bitcoin ? 600_000m : 9_000_000m),
                    DailyVolatility = unit == DemoListing.Bitcoin ? 0.026 : 0.036,
                },
            };
            yield return new MarketBatch(unit.Code, Quotes(unit.NativeCoin, PriceOf(unit), now), [.. marks], units, null, null);
        }

        yield return new MarketBatch(
            "cash",
            [.. Quotes(DemoListing.Usd, 1m, now), .. Quotes(DemoListing.Usdc, 0.9999m, now), .. Quotes(DemoListing.Usdt, 1.0002m, now)],
            [],
            new Dictionary<RiskUnit, UnitMarket>(),
            null,
            null);
    }

    private static List<PriceQuoted> Quotes(Asset asset, decimal price, DateTimeOffset now) =>
        [.. Sources.Select(source => new PriceQuoted(asset, new SourceMark(source, new Price(price), new Rate(0.0001m), now)))];

    private static decimal Rounded(double value, int digits) => decimal.Round((decimal)value, digits, MidpointRounding.ToEven);

    private InstrumentMark MarkOf(Derivative contract, DateTimeOffset now)
    {
        var spot = (double)PriceOf(contract.Unit);
        var years = contract is DatedDerivative dated ? dated.YearsAt(now) : 0;
        var forward = spot * (1 + (0.04 * years));
        if (contract is EuropeanOption option)
        {
            var volatility = 0.48 + (0.5 * Fallen) + (contract.Unit == DemoListing.Ether ? 0.16 : 0);
            var premium = Black76.Price(option.Right, forward, (double)option.Strike.Value, volatility, Math.Max(years, 1e-6));
            return new InstrumentMark
            {
                Mark = new Price(Rounded(premium, 2)),
                Confidence = new Rate(0.002m),
                AsOf = now,
                ImpliedVolatility = volatility,
                Forward = new Price(Rounded(forward, 2)),
                HalfSpread = new Rate(0.005m),
            };
        }

        return new InstrumentMark
        {
            Mark = new Price(Rounded(forward * (contract is Perpetual ? 1.0002 : 1), 2)),
            Confidence = new Rate(0.0001m),
            AsOf = now,
            HalfSpread = new Rate(0.0001m),
            PredictedFunding = contract is Perpetual ? new Rate(0.00005m) : null,
            AverageDailyVolume = new Quantity(contract.Unit == DemoListing.Bitcoin ? 120_000m : 1_800_000m),
        };
    }
}
