using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using MultiVenueMargin.Risk.Pricing;
using MultiVenueMargin.Risk.Pricing.Lanes;
using MultiVenueMargin.Risk.Scenarios;
using MultiVenueMargin.Risk.Valuation;

namespace MultiVenueMargin.Host.Bench.Margins;

/// <summary>
/// Options through the kernel alone, with all that it works in made beforehand: also each option's price and ln(F/K), which come with its greeks. A bench reaches into the platform's kernel here and nowhere else: where
/// that changes, so do these lines.
/// </summary>
internal sealed class KernelPass
{
    private readonly IReadOnlyList<BookedOption> _options;
    private readonly ScenarioSet _set;
    private readonly double[][] _volatilities;
    private readonly OptionFigures[] _figures;
    private readonly double[] _room = new double[RiskArrayKernel.RoomLength];
    private readonly double[] _changes;

    public KernelPass(IReadOnlyList<BookedOption> options, ScenarioSet set)
    {
        (_options, _set, _changes) = (options, set, new double[set.Growths.Length]);
        _volatilities = [.. options.Select(option => Filled(option, set.Growths.Length))];
        _figures = [.. options.Select(option => OptionFigures.Of(option.Right, option.Forward, option.Strike, option.Volatility, option.Years))];
    }

    /// <summary>Whether the machine has registers for four numbers, and an addition that multiplies.</summary>
    public static bool HasFourLanes => Vector256.IsHardwareAccelerated && Fma.IsSupported;

    /// <summary>All options, with the registers that the platform chooses; returns one of the numbers of each, added up.</summary>
    public double Run()
    {
        var sum = 0d;
        for (var i = 0; i < _options.Count; i++)
        {
            sum += Changes(i)[0];
        }

        return sum;
    }

    /// <summary>The same with registers of four numbers.</summary>
    public double RunInFourLanes() => Run<FourLanes>();

    /// <summary>The same without any.</summary>
    public double RunInOneLane() => Run<OneLane>();

    /// <summary>Changes of an option's value in every scenario; until the next are asked for.</summary>
    public ReadOnlySpan<double> Changes(int option)
    {
        var it = _options[option];
        RiskArrayKernel.PriceChangesTrusted(
            it.Right, it.Forward, it.Strike, _figures[option].LogMoneyness, Math.Sqrt(it.Years), _figures[option].Price, _set.Growths, _set.LogGrowths, _volatilities[option], _room, _changes);
        return _changes.AsSpan(0, _set.Count);
    }

    private double Run<TLanes>()
        where TLanes : struct, ILanes<TLanes>
    {
        var sum = 0d;
        for (var i = 0; i < _options.Count; i++)
        {
            var it = _options[i];
            RiskArrayKernel.PriceChanges<TLanes>(
                Black76.Side(it.Right), it.Forward, it.Strike, _figures[i].LogMoneyness, Math.Sqrt(it.Years), _figures[i].Price, _set.Growths, _set.LogGrowths, _volatilities[i], _room,
                _changes);
            sum += _changes[0];
        }

        return sum;
    }

    /// <summary>Beyond the scenarios stands what was before them.</summary>
    private static double[] Filled(BookedOption option, int lanes) =>
        [.. option.Volatilities, .. Enumerable.Repeat(option.Volatility, lanes - option.Volatilities.Length)];
}
