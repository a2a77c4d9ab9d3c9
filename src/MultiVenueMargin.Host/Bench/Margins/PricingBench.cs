using System.Globalization;
using MultiVenueMargin.Risk.Pricing;
using MultiVenueMargin.Risk.Scenarios;
using MultiVenueMargin.Risk.Valuation;

namespace MultiVenueMargin.Host.Bench.Margins;

/// <summary>Prices of options: our kernel, what the platform makes of it, and a peer that is asked the same.</summary>
internal sealed class PricingBench
{
    // Many enough for no branch to be learnt, few enough to stay in the cache.
    private const int MostOptions = 500;

    private const string Widest = "the registers that the platform chooses";

    private readonly List<PricedOptionContract> _priced;
    private readonly List<BookedOption> _options;
    private readonly ScenarioSet _scan;
    private readonly KernelPass _pass;
    private readonly Repeated _kernel;
    private readonly Repeated _fourLanes;
    private readonly Repeated _oneLane;
    private readonly Repeated _arrays;
    private readonly GreeksPass _greeksPass;
    private readonly Repeated _greeks;
    private readonly Repeated _greeksOfOne;

    public PricingBench(RiskScale scale)
    {
        var street = new RiskStreet(scale.Instruments, positions: 2);
        var market = new PricedMarket(street.Market(), RiskStreet.Rules);
        _scan = market.ScanOf(RiskStreet.Bitcoin);
        if (_scan.Count != RiskStreet.Scenarios)
        {
            throw new InvalidOperationException($"There are {_scan.Count} scenarios and not {RiskStreet.Scenarios}.");
        }

        _priced = [.. street.Options.Take(MostOptions).Select(id => market.TryPrice(id, out var priced, out var reason)
            ? (PricedOptionContract)priced! : throw new InvalidOperationException($"{id} has no price: {reason}"))];
        _options = [.. _priced.Select(option => BookedOption.Of(option, _scan, RiskStreet.Rules.Scan))];
        var cells = (double)_options.Count * _scan.Count;
        _pass = new KernelPass(_options, _scan);
        _kernel = new Repeated(cells, _pass.Run);
        _fourLanes = new Repeated(cells, _pass.RunInFourLanes);
        _oneLane = new Repeated(cells, _pass.RunInOneLane);
        _arrays = new Repeated(cells, () =>
        {
            var sum = 0d;
            foreach (var option in _priced)
            {
                sum += option.ArrayOver(_scan).Profit[0];
            }

            return sum;
        });
        _greeksPass = new GreeksPass(_options);
        _greeks = new Repeated(_options.Count, _greeksPass.Run);
        _greeksOfOne = new Repeated(_options.Count, () =>
        {
            var sum = 0d;
            foreach (var option in _options)
            {
                sum += Black76.PriceAndGreeks(option.Right, option.Forward, option.Strike, option.Volatility, option.Years).Theta;
            }

            return sum;
        });
    }

    public IReadOnlyList<Repeated> All => [_kernel, .. KernelPass.HasFourLanes ? [_fourLanes] : Array.Empty<Repeated>(), _oneLane, _arrays, _greeks, _greeksOfOne];

    public IReadOnlyList<BookedOption> Options => _options;

    public IReadOnlyList<double> Moves => [.. _scan.Scenarios.Select(scenario => (double)scenario.Move)];

    /// <summary>What the kernel takes for so many options.</summary>
    public double KernelSeconds(int options) => _kernel.Seconds * options * _scan.Count;

    /// <summary>Of each option its change in each scenario, by the kernel alone.</summary>
    public IReadOnlyList<double[]> KernelChanges() => [.. _options.Select((_, i) => _pass.Changes(i).ToArray())];

    /// <summary>The same from the arrays that the platform keeps.</summary>
    public IReadOnlyList<double[]> ArrayChanges() => [.. _priced.Select(option =>
    {
        var profits = new double[_scan.Count];
        option.ArrayOver(_scan).Profit.CopyTo(profits);
        return profits;
    })];

    /// <summary>Of each option price and greeks, of many at once.</summary>
    public IReadOnlyList<OptionGreeks> Greeks() => _greeksPass.Greeks();

    /// <param name="peer">What it said; absent where there is none, for the reason given.</param>
    public IEnumerable<BenchRow> Rows(PeerAnswer? peer, string reason)
    {
        var cells = string.Create(CultureInfo.InvariantCulture, $"{_options.Count} options × {_scan.Count} scenarios");
        var each = string.Create(CultureInfo.InvariantCulture, $"{_options.Count} options");
        var version = peer is null ? $"absent: {reason}" : $"QuantLib {peer.Version}";
        yield return new BenchRow("peer: QuantLib blackFormula, per option-scenario", $"{cells}, {version}", peer?.FormulaNs ?? double.NaN, "ns");
        yield return new BenchRow("peer: QuantLib AnalyticEuropeanEngine, per option-scenario", $"{cells}, {version}", peer?.EngineNs ?? double.NaN, "ns");
        yield return new BenchRow("peer: QuantLib BlackCalculator, price and greeks, per option", $"{each}, {version}", peer?.GreeksNs ?? double.NaN, "ns");

        var (kernel, arrays) = (KernelChanges(), ArrayChanges());
        var formula = peer is null ? double.NaN
            : Math.Max(PeerCheck.LargestDifference(_options, Moves, peer.Formula, kernel), PeerCheck.LargestDifference(_options, Moves, peer.Formula, arrays));
        var engine = peer is null ? double.NaN : PeerCheck.LargestDifference(_options, Moves, peer.Engine, arrays);
        var greeks = peer is null ? double.NaN : PeerCheck.LargestDifference(_options, peer.Greeks, Greeks());
        yield return new BenchRow("kernel and arrays against blackFormula, largest difference", $"{cells}, {version}", formula, "of the forward", "≤ 1e-13");
        yield return new BenchRow("arrays against AnalyticEuropeanEngine, largest difference", $"{cells}, {version}", engine, "of the forward", "≤ 1e-13");
        yield return new BenchRow("price and greeks against BlackCalculator, largest difference", $"{each}, {version}", greeks, "of the forward", "the same figures");

        // Who computes something else is not outrun.
        yield return Beside("risk arrays, the kernel alone, per option-scenario", cells, _kernel, "≤ 2.3 ns, ≤ 0.037 of blackFormula", peer?.FormulaNs, formula, PeerCheck.Tolerance, "blackFormula", reason);
        if (KernelPass.HasFourLanes)
        {
            yield return new BenchRow("the same in registers of four numbers", cells, _fourLanes.Nanoseconds, "ns", "≤ 4.5 ns", _fourLanes.Seconds / _kernel.Seconds, Widest);
        }

        yield return new BenchRow("the same in one number after the other", cells, _oneLane.Nanoseconds, "ns", "≤ 25 ns", _oneLane.Seconds / _kernel.Seconds, Widest);
        yield return Beside("risk arrays, as the platform keeps them, per option-scenario", cells, _arrays, null, peer?.EngineNs, engine, PeerCheck.Tolerance, "AnalyticEuropeanEngine", reason);
        yield return new BenchRow("allocated per risk array, as the platform keeps them", cells, _arrays.Bytes * _scan.Count, "bytes", null, _arrays.Bytes / sizeof(double), "its numbers alone");
        yield return Beside("price, delta, gamma, vega and theta, per option", each, _greeks, "≤ 4 ns", peer?.GreeksNs, greeks, PeerCheck.GreeksTolerance, "BlackCalculator", reason);
        yield return new BenchRow("the same of one option after the other", each, _greeksOfOne.Nanoseconds, "ns", null, _greeksOfOne.Seconds / _greeks.Seconds, "many at once");
    }

    private static BenchRow Beside(string name, string size, Repeated ours, string? goal, double? theirs, double difference, double tolerance, string peer, string reason) =>
        theirs is not { } time ? new BenchRow(name, size, ours.Nanoseconds, "ns", goal, null, $"no {peer}: {reason}")
        : difference <= tolerance ? new BenchRow(name, size, ours.Nanoseconds, "ns", goal, ours.Nanoseconds / time, peer)
        : new BenchRow(name, size, ours.Nanoseconds, "ns", goal, null, $"{peer} computes something else");
}
