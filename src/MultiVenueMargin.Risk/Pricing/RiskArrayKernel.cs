// One option under many scenarios: the inner loop of every scan.
//
// A scenario multiplies the forward by g = 1 + s, so ln(F′/K) = ln(F/K) + ln g: one logarithm per option and one per
// scenario, shared by all options, in place of one per pair. The sum is off by at most 3e-15 where a fresh logarithm
// would be off by its last place; that moves a price by at most 3e-15·min(F′, K) (see Black76), far inside the bound of 1e-13·F.
//
// Each cell is Black76's price of the same arguments that a naive loop would pass, so the array equals that loop to the bit. Scenarios go side by
// side through the widest registers that the machine has. The price before any scenario is given: whoever scans an option has it with its greeks. It is
// the same formula and so the same bits, and a scenario that moves nothing changes exactly nothing.

using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
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
    internal const int RoomLength = 4 * Block;

    // Rows of the room.
    private const nuint Nears = 0;
    private const nuint Ws = Block;
    private const nuint Vs = 2 * Block;
    private const nuint WeightsRow = 3 * Block;

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
        double logMoneyness = Black76.LogMoneyness(forward, strike);
        double before = Black76.PriceTrusted(Black76.Side(right), forward, strike, logMoneyness, Black76.TotalVolatility(volatility, years));
        PriceChangesTrusted(
            right, forward, strike, logMoneyness, Math.Sqrt(years), before, growths, logGrowths, shocked, new double[RoomLength], all);
        all.AsSpan(0, priceMoves.Length).CopyTo(changes);
    }

    /// <summary>How long the spans of so many scenarios are: whole registers.</summary>
    internal static int LanesFor(int scenarios) => (scenarios + EightLanes.Width - 1) / EightLanes.Width * EightLanes.Width;

    /// <summary>
    /// The same bits without checks, logarithms and allocation, for scanning many options under one scenario set. All spans are as long as
    /// <see cref="LanesFor"/> says; growths and their logarithms come from <see cref="Prepare"/>.
    /// </summary>
    /// <param name="before">B(F, K, σ, T), by <see cref="Black76"/>.</param>
    /// <param name="volatilities">σ_j after the shock, and any that is not negative in the lanes beyond.</param>
    /// <param name="room">To work in, <see cref="RoomLength"/> long; what is in it does not matter.</param>
    /// <param name="changes">Receives the changes; what is in the lanes beyond says nothing.</param>
    internal static void PriceChangesTrusted(
        OptionRight right,
        double forward,
        double strike,
        double logMoneyness,
        double rootYears,
        double before,
        ReadOnlySpan<double> growths,
        ReadOnlySpan<double> logGrowths,
        ReadOnlySpan<double> volatilities,
        Span<double> room,
        Span<double> changes)
    {
        double side = Black76.Side(right);
        switch (LaneWidth.Widest)
        {
            case 8:
                PriceChanges<EightLanes>(side, forward, strike, logMoneyness, rootYears, before, growths, logGrowths, volatilities, room, changes);
                break;
            case 4:
                PriceChanges<FourLanes>(side, forward, strike, logMoneyness, rootYears, before, growths, logGrowths, volatilities, room, changes);
                break;
            default:
                PriceChanges<OneLane>(side, forward, strike, logMoneyness, rootYears, before, growths, logGrowths, volatilities, room, changes);
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
        double before,
        ReadOnlySpan<double> growths,
        ReadOnlySpan<double> logGrowths,
        ReadOnlySpan<double> volatilities,
        Span<double> room,
        Span<double> changes)
        where TLanes : struct, ILanes<TLanes>
    {
        // The steps read and write without asking for lengths. Here they are asked for.
        int lanes = growths.Length;
        if (lanes % EightLanes.Width != 0 || logGrowths.Length != lanes || volatilities.Length != lanes || changes.Length != lanes || room.Length < RoomLength)
        {
            throw new ArgumentException("All spans are as long as the lanes are, and the room is as long as it has to be.", nameof(changes));
        }

        // Step by step over a block: each step of one register waits for itself, and the core goes on with the same step of the next.
        for (int from = 0; from < lanes; from += Block)
        {
            int length = Math.Min(Block, lanes - from);
            Span<double> block = changes.Slice(from, length);
            Reach<TLanes>(logMoneyness, rootYears, logGrowths.Slice(from, length), volatilities.Slice(from, length), room, block);
            Weights<TLanes>(forward, strike, growths.Slice(from, length), room);
            Changes<TLanes>(side, forward, strike, before, growths.Slice(from, length), room, block);
        }
    }

    // Each step is compiled by itself: within a larger method the compiler would run out of patience and leave operations of the formula uninlined.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Reach<TLanes>(
        TLanes logMoneyness, TLanes rootYears, ReadOnlySpan<double> logGrowths, ReadOnlySpan<double> volatilities, Span<double> room, Span<double> widths)
        where TLanes : struct, ILanes<TLanes>
    {
        ref readonly double logs = ref MemoryMarshal.GetReference(logGrowths);
        ref readonly double shocked = ref MemoryMarshal.GetReference(volatilities);
        ref double rows = ref MemoryMarshal.GetReference(room);
        ref double last = ref MemoryMarshal.GetReference(widths);
        for (nuint j = 0; j < (nuint)widths.Length; j += (nuint)TLanes.Width)
        {
            Black76.Reach(
                logMoneyness + TLanes.LoadUnchecked(in logs, j),
                TLanes.LoadUnchecked(in shocked, j) * rootYears,
                out TLanes near,
                out _,
                out TLanes w,
                out TLanes v,
                out TLanes width);
            near.StoreUnchecked(ref rows, Nears + j);
            w.StoreUnchecked(ref rows, Ws + j);
            v.StoreUnchecked(ref rows, Vs + j);
            width.StoreUnchecked(ref last, j);
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Weights<TLanes>(TLanes forward, TLanes strike, ReadOnlySpan<double> growths, Span<double> room)
        where TLanes : struct, ILanes<TLanes>
    {
        ref readonly double grown = ref MemoryMarshal.GetReference(growths);
        ref double rows = ref MemoryMarshal.GetReference(room);
        for (nuint j = 0; j < (nuint)growths.Length; j += (nuint)TLanes.Width)
        {
            TLanes low = TLanes.Least(forward * TLanes.LoadUnchecked(in grown, j), strike);
            Black76.Weight(low, TLanes.LoadUnchecked(in rows, Nears + j)).StoreUnchecked(ref rows, WeightsRow + j);
        }
    }

    // The widths lie where the changes go.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Changes<TLanes>(
        TLanes side, TLanes forward, TLanes strike, TLanes before, ReadOnlySpan<double> growths, ReadOnlySpan<double> room, Span<double> changes)
        where TLanes : struct, ILanes<TLanes>
    {
        ref readonly double grown = ref MemoryMarshal.GetReference(growths);
        ref readonly double rows = ref MemoryMarshal.GetReference(room);
        ref double last = ref MemoryMarshal.GetReference(changes);
        for (nuint j = 0; j < (nuint)changes.Length; j += (nuint)TLanes.Width)
        {
            TLanes moved = forward * TLanes.LoadUnchecked(in grown, j);
            TLanes timeValue = Black76.TimeValue(
                TLanes.Least(moved, strike),
                TLanes.LoadUnchecked(in rows, WeightsRow + j),
                TLanes.LoadUnchecked(in rows, Nears + j),
                TLanes.LoadUnchecked(in rows, Ws + j),
                TLanes.LoadUnchecked(in rows, Vs + j),
                TLanes.LoadUnchecked(in last, j));
            (Black76.Intrinsic(side, moved, strike) + timeValue - before).StoreUnchecked(ref last, j);
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
