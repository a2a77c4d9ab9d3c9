// Price and greeks of many options at once: what a market does for all that are listed when their underlying ticks.
//
// Options go side by side through the widest registers that the machine has. Each row holds one number of every option, so that a register is
// one load, and a block is few enough options for all rows to stay in the nearest cache. The formulas are Black76's, operation by operation:
// the figures are those of one option alone to the bit, whatever the width.

using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using MultiVenueMargin.Risk.Pricing.Lanes;

namespace MultiVenueMargin.Risk.Pricing;

/// <summary>
/// A block of options: rows to fill in, <see cref="Run"/>, rows to read. Unchecked: the domains of <see cref="Black76"/> are the caller's duty.
/// Not for several threads at once.
/// </summary>
internal sealed class GreeksKernel
{
    /// <summary>Options of a block.</summary>
    public const int Block = 64;

    private const nuint SideRow = 0;
    private const nuint ForwardRow = Block;
    private const nuint StrikeRow = 2 * Block;
    private const nuint VolatilityRow = 3 * Block;
    private const nuint RootYearsRow = 4 * Block;
    private const nuint LogMoneynessRow = 5 * Block;
    private const nuint PriceRow = 6 * Block;
    private const nuint DeltaRow = 7 * Block;
    private const nuint GammaRow = 8 * Block;
    private const nuint VegaRow = 9 * Block;
    private const nuint ThetaRow = 10 * Block;

    // Between the steps: where Black76's formula stands.
    private const nuint NearRow = 11 * Block;
    private const nuint FarRow = 12 * Block;
    private const nuint WRow = 13 * Block;
    private const nuint VRow = 14 * Block;
    private const nuint WidthRow = 15 * Block;
    private const nuint WeightRow = 16 * Block;
    private const int Rows = 17;

    private readonly double[] _rows = new double[Rows * Block];

    /// <summary>1 for a call, −1 for a put.</summary>
    public Span<double> Sides => Row(SideRow);

    public Span<double> Forwards => Row(ForwardRow);

    public Span<double> Strikes => Row(StrikeRow);

    public Span<double> Volatilities => Row(VolatilityRow);

    /// <summary>√T.</summary>
    public Span<double> RootYears => Row(RootYearsRow);

    /// <summary>ln(F/K).</summary>
    public ReadOnlySpan<double> LogMoneyness => Row(LogMoneynessRow);

    public ReadOnlySpan<double> Prices => Row(PriceRow);

    public ReadOnlySpan<double> Deltas => Row(DeltaRow);

    public ReadOnlySpan<double> Gammas => Row(GammaRow);

    public ReadOnlySpan<double> Vegas => Row(VegaRow);

    public ReadOnlySpan<double> Thetas => Row(ThetaRow);

    /// <summary>Computes the first <paramref name="options"/> of the block; what else is in it may come out as anything.</summary>
    public void Run(int options)
    {
        switch (LaneWidth.Widest)
        {
            case 8:
                Run<EightLanes>(options);
                break;
            case 4:
                Run<FourLanes>(options);
                break;
            default:
                Run<OneLane>(options);
                break;
        }
    }

    /// <summary>The same in registers of one width.</summary>
    internal void Run<TLanes>(int options)
        where TLanes : struct, ILanes<TLanes>
    {
        // The steps read and write without asking for lengths.
        ArgumentOutOfRangeException.ThrowIfNegative(options);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(options, Block);
        nuint end = (nuint)((options + TLanes.Width - 1) / TLanes.Width * TLanes.Width);
        ref double rows = ref MemoryMarshal.GetArrayDataReference(_rows);
        Reach<TLanes>(ref rows, end);
        Weights<TLanes>(ref rows, end);
        Values<TLanes>(ref rows, end);
        Curvatures<TLanes>(ref rows, end);
        Slopes<TLanes>(ref rows, end);
    }

    // Each step is compiled by itself, as in RiskArrayKernel.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Reach<TLanes>(ref double rows, nuint end)
        where TLanes : struct, ILanes<TLanes>
    {
        for (nuint i = 0; i < end; i += (nuint)TLanes.Width)
        {
            TLanes logMoneyness = Black76.LogMoneyness(TLanes.LoadUnchecked(in rows, ForwardRow + i), TLanes.LoadUnchecked(in rows, StrikeRow + i));
            Black76.Reach(
                logMoneyness,
                TLanes.LoadUnchecked(in rows, VolatilityRow + i) * TLanes.LoadUnchecked(in rows, RootYearsRow + i),
                out TLanes near,
                out TLanes far,
                out TLanes w,
                out TLanes v,
                out TLanes width);
            logMoneyness.StoreUnchecked(ref rows, LogMoneynessRow + i);
            near.StoreUnchecked(ref rows, NearRow + i);
            far.StoreUnchecked(ref rows, FarRow + i);
            w.StoreUnchecked(ref rows, WRow + i);
            v.StoreUnchecked(ref rows, VRow + i);
            width.StoreUnchecked(ref rows, WidthRow + i);
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Weights<TLanes>(ref double rows, nuint end)
        where TLanes : struct, ILanes<TLanes>
    {
        for (nuint i = 0; i < end; i += (nuint)TLanes.Width)
        {
            TLanes low = TLanes.Least(TLanes.LoadUnchecked(in rows, ForwardRow + i), TLanes.LoadUnchecked(in rows, StrikeRow + i));
            Black76.Weight(low, TLanes.LoadUnchecked(in rows, NearRow + i)).StoreUnchecked(ref rows, WeightRow + i);
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Values<TLanes>(ref double rows, nuint end)
        where TLanes : struct, ILanes<TLanes>
    {
        for (nuint i = 0; i < end; i += (nuint)TLanes.Width)
        {
            TLanes forward = TLanes.LoadUnchecked(in rows, ForwardRow + i);
            TLanes strike = TLanes.LoadUnchecked(in rows, StrikeRow + i);
            TLanes timeValue = Black76.TimeValue(
                TLanes.Least(forward, strike),
                TLanes.LoadUnchecked(in rows, WeightRow + i),
                TLanes.LoadUnchecked(in rows, NearRow + i),
                TLanes.LoadUnchecked(in rows, WRow + i),
                TLanes.LoadUnchecked(in rows, VRow + i),
                TLanes.LoadUnchecked(in rows, WidthRow + i));
            (Black76.Intrinsic(TLanes.LoadUnchecked(in rows, SideRow + i), forward, strike) + timeValue).StoreUnchecked(ref rows, PriceRow + i);
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Curvatures<TLanes>(ref double rows, nuint end)
        where TLanes : struct, ILanes<TLanes>
    {
        for (nuint i = 0; i < end; i += (nuint)TLanes.Width)
        {
            Black76.Curvature(
                TLanes.LoadUnchecked(in rows, WeightRow + i),
                TLanes.LoadUnchecked(in rows, ForwardRow + i),
                TLanes.LoadUnchecked(in rows, VolatilityRow + i),
                TLanes.LoadUnchecked(in rows, RootYearsRow + i),
                out TLanes gamma,
                out TLanes vega,
                out TLanes theta);
            gamma.StoreUnchecked(ref rows, GammaRow + i);
            vega.StoreUnchecked(ref rows, VegaRow + i);
            theta.StoreUnchecked(ref rows, ThetaRow + i);
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Slopes<TLanes>(ref double rows, nuint end)
        where TLanes : struct, ILanes<TLanes>
    {
        for (nuint i = 0; i < end; i += (nuint)TLanes.Width)
        {
            Black76.Delta(
                TLanes.LoadUnchecked(in rows, SideRow + i),
                TLanes.LoadUnchecked(in rows, ForwardRow + i),
                TLanes.LoadUnchecked(in rows, StrikeRow + i),
                TLanes.LoadUnchecked(in rows, NearRow + i),
                TLanes.LoadUnchecked(in rows, FarRow + i)).StoreUnchecked(ref rows, DeltaRow + i);
        }
    }

    private Span<double> Row(nuint row) => _rows.AsSpan((int)row, Block);
}
