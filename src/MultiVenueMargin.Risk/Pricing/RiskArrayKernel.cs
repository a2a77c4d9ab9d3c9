// One option under many scenarios: the inner loop of every scan.
//
// A scenario multiplies the forward by g = 1 + s, so ln(F′/K) = ln(F/K) + ln g: one logarithm per option and one per
// scenario, shared by all options, in place of one per pair. The sum is off by at most 3e-15 where a fresh logarithm
// would be off by its last place; that moves a price by at most 3e-15·min(F′, K) (see Black76), far inside the bound of 1e-13·F.
//
// Each cell is Black76's price of the same arguments that a naive loop would pass, so the array equals that loop to the bit. Scenarios go side by
// side through the widest registers that the machine has. The price before any scenario goes with them as the last lane, a scenario that moves
// nothing: so one that moves nothing changes exactly nothing.

using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using MultiVenueMargin.Domain.Instruments;
using MultiVenueMargin.Risk.Pricing.Lanes;

namespace MultiVenueMargin.Risk.Pricing;

/// <summary>Value changes of one option under a set of scenarios. Pure, thread-safe, the same bits on every machine.</summary>
public static class RiskArrayKernel
{
    // Stands for ln 0: with K = 0 as well, ∞ − ∞ would be no number, ∞ − 1e300 is ∞.
    private const double LogOfNothing = -1e300;

    // Times the largest forward this is still far from overflow.
    private const double LargestMove = 1e100;

    // Scenarios that go through one step after the other: few enough to stay in the nearest cache with all that belongs to them.
    private const int Block = 64;

    /// <summary>What <see cref="PriceChangesTrusted"/> works in.</summary>
    internal const int RoomLength = 3 * Block;

    // How many lanes the machine has. Registers of 256 bits are of use only with a fused multiply-add beside them.
    private static readonly int Widest =
        Vector512.IsHardwareAccelerated && Avx512F.IsSupported ? EightLanes.Width
        : Vector256.IsHardwareAccelerated && Fma.IsSupported ? FourLanes.Width
        : OneLane.Width;

    /// <summary>
    /// Fills <paramref name="changes"/>[j] = B(F·(1+s_j), K, σ_j, T) − B(F, K, σ, T), undiscounted, in units of the
    /// forward per one unit of the underlying. Absolute error at most 1e-13·max(F, F·(1+s_j)) plus the rounding of the prices.
    /// </summary>
    /// <param name="right">Call or put.</param>
    /// <param name="forward">F, as in <see cref="Black76"/>.</param>
    /// <param name="strike">K, as in <see cref="Black76"/>.</param>
    /// <param name="years">T.</param>
    /// <param name="volatility">σ before the shock.</param>
    /// <param name="priceMoves">s_j, relative, from −1 to 1e100.</param>
    /// <param name="volatilities">σ_j after the shock, as many as moves.</param>
    /// <param name="changes">Receives the changes, as many as moves.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is outside its domain.</exception>
    /// <exception cref="ArgumentException">The spans differ in length.</exception>
    public static void PriceChanges(
        OptionRight right,
        double forward,
        double strike,
        double years,
        double volatility,
        ReadOnlySpan<double> priceMoves,
        ReadOnlySpan<double> volatilities,
        Span<double> changes)
    {
        Black76.RequireRight(right);
        Black76.RequirePrice(forward, nameof(forward));
        Black76.RequirePrice(strike, nameof(strike));
        Black76.RequireFiniteAndNotNegative(years, nameof(years));
        Black76.RequireFiniteAndNotNegative(volatility, nameof(volatility));
        RequireSameLength(priceMoves.Length, volatilities.Length, nameof(volatilities));
        RequireSameLength(priceMoves.Length, changes.Length, nameof(changes));
        for (int j = 0; j < priceMoves.Length; j++)
        {
            RequireMove(priceMoves[j], nameof(priceMoves));
            Black76.RequireFiniteAndNotNegative(volatilities[j], nameof(volatilities));
        }

        int lanes = LanesFor(priceMoves.Length);
        double[] growths = new double[lanes];
        double[] logGrowths = new double[lanes];
        double[] shocked = new double[lanes];
        double[] all = new double[lanes];
        Prepare(priceMoves, growths, logGrowths);
        volatilities.CopyTo(shocked);
        shocked.AsSpan(priceMoves.Length).Fill(volatility);
        PriceChangesTrusted(
            right, forward, strike, Black76.LogMoneyness(forward, strike), Math.Sqrt(years), growths, logGrowths, shocked, new double[RoomLength], all);
        all.AsSpan(0, priceMoves.Length).CopyTo(changes);
    }

    /// <summary>How long the spans of so many scenarios are: whole registers, with one lane at least for the option before any of them.</summary>
    internal static int LanesFor(int scenarios) => (scenarios / EightLanes.Width * EightLanes.Width) + EightLanes.Width;

    /// <summary>
    /// The same bits without checks, logarithms and allocation, for scanning many options under one scenario set. All spans are as long as
    /// <see cref="LanesFor"/> says; growths and their logarithms come from <see cref="Prepare"/>.
    /// </summary>
    /// <param name="volatilities">σ_j after the shock, and σ before it in every lane beyond.</param>
    /// <param name="room">To work in, <see cref="RoomLength"/> long; what is in it does not matter.</param>
    /// <param name="changes">Receives the changes, and zeros beyond.</param>
    internal static void PriceChangesTrusted(
        OptionRight right,
        double forward,
        double strike,
        double logMoneyness,
        double rootYears,
        ReadOnlySpan<double> growths,
        ReadOnlySpan<double> logGrowths,
        ReadOnlySpan<double> volatilities,
        Span<double> room,
        Span<double> changes)
    {
        double side = Black76.Side(right);
        switch (Widest)
        {
            case 8:
                PriceChanges<EightLanes>(side, forward, strike, logMoneyness, rootYears, growths, logGrowths, volatilities, room, changes);
                break;
            case 4:
                PriceChanges<FourLanes>(side, forward, strike, logMoneyness, rootYears, growths, logGrowths, volatilities, room, changes);
                break;
            default:
                PriceChanges<OneLane>(side, forward, strike, logMoneyness, rootYears, growths, logGrowths, volatilities, room, changes);
                break;
        }
    }

    /// <summary>The same in registers of one width.</summary>
    internal static void PriceChanges<TLanes>(
        double side,
        double forward,
        double strike,
        double logMoneyness,
        double rootYears,
        ReadOnlySpan<double> growths,
        ReadOnlySpan<double> logGrowths,
        ReadOnlySpan<double> volatilities,
        Span<double> room,
        Span<double> changes)
        where TLanes : struct, ILanes<TLanes>
    {
        // Step by step over a block: each step of one register waits for itself, and the core goes on with the same step of the next.
        Span<double> nears = room[..Block];
        Span<double> ws = room.Slice(Block, Block);
        Span<double> vs = room.Slice(2 * Block, Block);
        for (int from = 0; from < growths.Length; from += Block)
        {
            int length = Math.Min(Block, growths.Length - from);
            Span<double> prices = changes.Slice(from, length);
            Reach<TLanes>(logMoneyness, rootYears, logGrowths.Slice(from, length), volatilities.Slice(from, length), nears, ws, vs, prices);
            Prices<TLanes>(side, forward, strike, growths.Slice(from, length), nears, ws, vs, prices);
        }

        TLanes before = changes[growths.Length - 1];
        for (int j = 0; j < growths.Length; j += TLanes.Width)
        {
            (TLanes.Load(changes[j..]) - before).Store(changes[j..]);
        }
    }

    // Each step is compiled by itself: within a larger method the compiler would run out of patience and leave operations of the formula uninlined.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Reach<TLanes>(
        TLanes logMoneyness,
        TLanes rootYears,
        ReadOnlySpan<double> logGrowths,
        ReadOnlySpan<double> volatilities,
        Span<double> nears,
        Span<double> ws,
        Span<double> vs,
        Span<double> widths)
        where TLanes : struct, ILanes<TLanes>
    {
        for (int j = 0; j < logGrowths.Length; j += TLanes.Width)
        {
            Black76.Reach(
                logMoneyness + TLanes.Load(logGrowths[j..]),
                TLanes.Load(volatilities[j..]) * rootYears,
                out TLanes near,
                out _,
                out TLanes w,
                out TLanes v,
                out TLanes width);
            near.Store(nears[j..]);
            w.Store(ws[j..]);
            v.Store(vs[j..]);
            width.Store(widths[j..]);
        }
    }

    // The widths lie where the prices go.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Prices<TLanes>(
        TLanes side,
        TLanes forward,
        TLanes strike,
        ReadOnlySpan<double> growths,
        ReadOnlySpan<double> nears,
        ReadOnlySpan<double> ws,
        ReadOnlySpan<double> vs,
        Span<double> prices)
        where TLanes : struct, ILanes<TLanes>
    {
        for (int j = 0; j < growths.Length; j += TLanes.Width)
        {
            TLanes moved = forward * TLanes.Load(growths[j..]);
            TLanes timeValue = Black76.TimeValue(
                TLanes.Least(moved, strike), TLanes.Load(nears[j..]), TLanes.Load(ws[j..]), TLanes.Load(vs[j..]), TLanes.Load(prices[j..]), out _);
            (Black76.Intrinsic(side, moved, strike) + timeValue).Store(prices[j..]);
        }
    }

    /// <summary>1 + s_j and ln(1 + s_j), once per scenario set; no growth in the lanes beyond.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A move is outside −1 to 1e100.</exception>
    internal static void Prepare(ReadOnlySpan<double> priceMoves, Span<double> growths, Span<double> logGrowths)
    {
        for (int j = 0; j < priceMoves.Length; j++)
        {
            RequireMove(priceMoves[j], nameof(priceMoves));
            growths[j] = 1.0 + priceMoves[j];
            logGrowths[j] = LogGrowth(growths[j]);
        }

        growths[priceMoves.Length..].Fill(1.0);
        logGrowths[priceMoves.Length..].Clear();
    }

    /// <summary>ln g, with a finite stand-in for ln 0.</summary>
    internal static double LogGrowth(double growth) => Math.Max(KernelMath.Log(growth), LogOfNothing);

    private static void RequireMove(double move, string name)
    {
        if (!(move >= -1.0 && move <= LargestMove))
        {
            throw new ArgumentOutOfRangeException(name, move, "Expected a relative move from −1 to 1e100.");
        }
    }

    private static void RequireSameLength(int expected, int actual, string name)
    {
        if (actual != expected)
        {
            throw new ArgumentException($"Expected one entry per price move: {expected}, not {actual}.", name);
        }
    }
}
