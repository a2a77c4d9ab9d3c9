// Undiscounted Black-76: B = F·N(d₁) − K·N(d₂) for a call, d₁,₂ = ln(F/K)/s ± s/2, s = σ√T (MARGIN.md §1).
//
// The textbook formula subtracts two large numbers to get a small one. We price instead
//     B = intrinsic + time value,
// where the time value is the price of the out-of-the-money option of the pair, the same for call and put. That makes
// put-call parity hold by construction, keeps every digit of a deep option, and cannot turn negative. With
//     low = min(F, K),  x = |ln(F/K)|,  near = x/s − s/2,  far = x/s + s/2,  R(z) = N(−z)/φ(z) the Mills ratio,
// and because low·φ(near) = max(F, K)·φ(far) =: g,
//     time value = low·N(−near) − max(F, K)·N(−far) = g·(R(near) − R(far)).
// One exponential and one polynomial pass. R(near) − R(far) is a divided difference times far − near = s, so it is
// relatively exact however small s is. Where near < −½ the Mills ratio would grow without bound; there
// N(−near) = 1 − N(near) gives
//     time value = low − g·(R(−near) + R(far)),
// in which the subtraction costs a factor of 3 in rounding at worst.
//
// Error. With x relatively exact to 4 units (KernelMath.LogRatio) every factor is relatively exact except φ(near), which
// carries near²/2·2⁻⁵³: the time value is relatively exact to about (20 + near²)·2e-16 plus the Mills fit, hence
// absolutely to about 2e-15·min(F, K): the weight φ(near) dies faster than near² grows. Adding the
// intrinsic rounds twice more. When x is off by δ (the scenario path adds ln(1+s) to ln(F/K), δ ≤ 3e-15) the time value moves
// by at most δ·min(F, K). Tests assert 1e-14·min(F, K) plus the rounding of the intrinsic.

using System.Runtime.CompilerServices;
using MultiVenueMargin.Domain.Instruments;
using MultiVenueMargin.Risk.Pricing.Lanes;

namespace MultiVenueMargin.Risk.Pricing;

/// <summary>
/// Undiscounted Black-76 prices and greeks of European options on a forward. Pure and thread-safe; the same bits on every
/// machine. Price error at most 1e-14·min(F, K) plus the rounding of F − K to double.
/// </summary>
/// <remarks>
/// The public members refuse bad arguments with <see cref="ArgumentOutOfRangeException"/>. Forward and strike may be 0
/// (a worthless coin, a strike nobody misses) or lie in [1e-100, 1e100]; volatility (per √year, 1.00 = 100 %) and years
/// may be 0, which prices the intrinsic value. The <c>Trusted</c> members are for loops that have checked already.
/// </remarks>
public static class Black76
{
    internal const double SmallestPrice = 1e-100;
    internal const double LargestPrice = 1e100;

    // Distances and half spreads beyond this are indistinguishable from infinite: φ has long flushed to zero.
    private const double Far = 1e4;

    // Stands in for a total volatility of zero in the one division by it; the result is then multiplied by the true zero.
    private const double Tiny = 1e-300;

    /// <summary>The undiscounted price, in units of the forward. Never negative, never below the intrinsic value.</summary>
    public static double Price(OptionRight right, double forward, double strike, double volatility, double years)
    {
        Require(right, forward, strike, volatility, years);
        return PriceTrusted(Side(right), forward, strike, LogMoneyness(forward, strike), TotalVolatility(volatility, years));
    }

    /// <summary>
    /// Undiscounted delta: N(d₁) for a call, −N(−d₁) for a put. Without volatility left it is the step at the strike, ±½ on it.
    /// </summary>
    public static double Delta(OptionRight right, double forward, double strike, double volatility, double years)
    {
        Require(right, forward, strike, volatility, years);
        Distances<OneLane>(
            LogMoneyness<OneLane>(forward, strike), TotalVolatility(volatility, years), out _, out OneLane near, out OneLane far, out _);
        return DeltaFrom(Side(right), forward, strike, near.Value, far.Value);
    }

    /// <summary>Price, delta, gamma, vega and theta; units are told with <see cref="OptionGreeks"/>.</summary>
    /// <remarks>One option is computed plainly, and many by <see cref="GreeksKernel"/>, which gives the same bits.</remarks>
    public static OptionGreeks PriceAndGreeks(
        OptionRight right, double forward, double strike, double volatility, double years)
    {
        Require(right, forward, strike, volatility, years);
        double side = Side(right);
        double rootYears = Math.Sqrt(years);
        double totalVolatility = volatility * rootYears;
        double timeValue = TimeValue(
            Math.Min(forward, strike), LogMoneyness(forward, strike), totalVolatility, out double weight, out double near, out double far);

        // weight = F·φ(d₁). Where it is zero so are the three greeks, though their formulas may read 0/0 or 0·∞; theta
        // also where volatility is zero.
        return new OptionGreeks(
            Intrinsic<OneLane>(side, forward, strike).Value + timeValue,
            DeltaFrom(side, forward, strike, near, far),
            weight > 0.0 ? weight / forward / (forward * totalVolatility) : 0.0,
            weight > 0.0 ? weight * rootYears : 0.0,
            Math.Min(weight, volatility) > 0.0 ? -(weight * volatility) / (2.0 * rootYears) : 0.0);
    }

    /// <summary>σ√T, the standard deviation of the log forward at expiry.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static double TotalVolatility(double volatility, double years) => volatility * Math.Sqrt(years);

    /// <summary>1 for a call, −1 for a put: what turns the one into the other.</summary>
    internal static double Side(OptionRight right) => right == OptionRight.Call ? 1.0 : -1.0;

    /// <summary>ln(F/K) to 4 units in the last place; −∞ for a forward of 0, else +∞ for a strike of 0.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static TLanes LogMoneyness<TLanes>(TLanes forward, TLanes strike)
        where TLanes : struct, ILanes<TLanes>
    {
        TLanes log = KernelMath.LogRatio(forward, strike);
        log = TLanes.SelectIfLess(0.0, strike, log, double.PositiveInfinity);
        return TLanes.SelectIfLess(0.0, forward, log, double.NegativeInfinity);
    }

    /// <inheritdoc cref="LogMoneyness{TLanes}"/>
    [MethodImpl(MethodImplOptions.NoInlining)]
    internal static double LogMoneyness(double forward, double strike) => LogMoneyness<OneLane>(forward, strike).Value;

    /// <summary>
    /// The price without checks. <paramref name="logMoneyness"/> is ln(F/K), given so that a loop over scenarios may
    /// take it apart; <paramref name="totalVolatility"/> is σ√T.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static TLanes PriceTrusted<TLanes>(TLanes side, TLanes forward, TLanes strike, TLanes logMoneyness, TLanes totalVolatility)
        where TLanes : struct, ILanes<TLanes>
    {
        TLanes low = TLanes.Least(forward, strike);
        return Intrinsic(side, forward, strike) + TimeValue(low, logMoneyness, totalVolatility, out _, out _, out _);
    }

    /// <inheritdoc cref="PriceTrusted{TLanes}"/>
    [MethodImpl(MethodImplOptions.NoInlining)]
    internal static double PriceTrusted(double side, double forward, double strike, double logMoneyness, double totalVolatility) =>
        PriceTrusted<OneLane>(side, forward, strike, logMoneyness, totalVolatility).Value;

    /// <summary>max(F − K, 0) or max(K − F, 0).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static TLanes Intrinsic<TLanes>(TLanes side, TLanes forward, TLanes strike)
        where TLanes : struct, ILanes<TLanes> => TLanes.Greatest(side * (forward - strike), 0.0);

    /// <summary>
    /// The price of the out-of-the-money option of the pair. <paramref name="low"/> is min(F, K). Gives back
    /// <paramref name="weight"/> = F·φ(d₁) = K·φ(d₂), the common factor of gamma, vega and theta, and
    /// <paramref name="near"/>, <paramref name="far"/> = |ln(F/K)|/s ∓ s/2.
    /// </summary>
    /// <remarks>
    /// In three steps, so that a loop over scenarios may take each by itself: in one, everything waits for the divisions most of the time, and the two
    /// polynomials for one another.
    /// </remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static TLanes TimeValue<TLanes>(
        TLanes low, TLanes logMoneyness, TLanes totalVolatility, out TLanes weight, out TLanes near, out TLanes far)
        where TLanes : struct, ILanes<TLanes>
    {
        Reach(logMoneyness, totalVolatility, out near, out far, out TLanes w, out TLanes v, out TLanes width);
        weight = Weight(low, near);
        return TimeValue(low, weight, near, w, v, width);
    }

    /// <summary>
    /// Between which points the Mills ratio falls: at <paramref name="w"/> and <paramref name="v"/> in its own variable 1/(z + shift), by
    /// <paramref name="width"/> = w − v.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static void Reach<TLanes>(
        TLanes logMoneyness, TLanes totalVolatility, out TLanes near, out TLanes far, out TLanes w, out TLanes v, out TLanes width)
        where TLanes : struct, ILanes<TLanes>
    {
        Distances(logMoneyness, totalVolatility, out TLanes distance, out near, out far, out TLanes spread);

        // Where near < MillsStart we take the reflected form: from −near, over a gap of 2x/s.
        TLanes from = TLanes.SelectIfLess(near, NormalDistribution.MillsStart, -near, near);
        TLanes gap = TLanes.SelectIfLess(near, NormalDistribution.MillsStart, 2.0 * distance, spread);

        // One division for both reciprocals: w = 1/(from + shift), v = 1/(far + shift).
        TLanes fromShifted = from + NormalDistribution.MillsShift;
        TLanes farShifted = far + NormalDistribution.MillsShift;
        TLanes product = 1.0 / (fromShifted * farShifted);
        w = farShifted * product;
        v = fromShifted * product;
        width = gap * product;
    }

    /// <summary>F·φ(d₁) = K·φ(d₂).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static TLanes Weight<TLanes>(TLanes low, TLanes near)
        where TLanes : struct, ILanes<TLanes> => low * NormalDistribution.Density(near);

    /// <summary>The price of the out-of-the-money option of the pair, from what <see cref="Reach{TLanes}"/> and <see cref="Weight{TLanes}"/> found.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static TLanes TimeValue<TLanes>(TLanes low, TLanes weight, TLanes near, TLanes w, TLanes v, TLanes width)
        where TLanes : struct, ILanes<TLanes>
    {
        TLanes y = TLanes.FusedMultiplyAdd(-2.0 * NormalDistribution.MillsShift, w, 1.0);
        TLanes z = TLanes.FusedMultiplyAdd(-2.0 * NormalDistribution.MillsShift, v, 1.0);
        NormalDistribution.MillsPolynomial(y, z, out TLanes value, out TLanes slope);

        // R(from) − R(far) = w·Q(y) − v·Q(z) = (w − v)·Q(y) + v·(Q(y) − Q(z)), with w − v = (far − from)·w·v and
        // y − z = −2·shift·(w − v). Both terms are positive, as Q falls.
        TLanes fall = width * TLanes.FusedMultiplyAdd(-2.0 * NormalDistribution.MillsShift * v, slope, value);

        TLanes reflectedSum = TLanes.FusedMultiplyAdd(2.0 * w, value, -fall);
        return TLanes.SelectIfLess(
            near, NormalDistribution.MillsStart, TLanes.FusedMultiplyAdd(-weight, reflectedSum, low), weight * fall);
    }

    /// <inheritdoc cref="TimeValue{TLanes}(TLanes, TLanes, TLanes, out TLanes, out TLanes, out TLanes)"/>
    [MethodImpl(MethodImplOptions.NoInlining)]
    internal static double TimeValue(
        double low, double logMoneyness, double totalVolatility, out double weight, out double near, out double far)
    {
        double value = TimeValue<OneLane>(low, logMoneyness, totalVolatility, out OneLane common, out OneLane first, out OneLane second).Value;
        (weight, near, far) = (common.Value, first.Value, second.Value);
        return value;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Distances<TLanes>(
        TLanes logMoneyness,
        TLanes totalVolatility,
        out TLanes distance,
        out TLanes near,
        out TLanes far,
        out TLanes spread)
        where TLanes : struct, ILanes<TLanes>
    {
        spread = TLanes.Least(totalVolatility, Far);
        TLanes half = 0.5 * spread;
        distance = TLanes.Least(TLanes.Abs(logMoneyness) / TLanes.Greatest(spread, Tiny), Far);
        near = distance - half;
        far = distance + half;
    }

    /// <summary>
    /// Gamma, vega and theta from <paramref name="weight"/> = F·φ(d₁). Where it is zero so are all three, though their formulas may read 0/0 or 0·∞; theta
    /// also where volatility is zero.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static void Curvature<TLanes>(
        TLanes weight, TLanes forward, TLanes volatility, TLanes rootYears, out TLanes gamma, out TLanes vega, out TLanes theta)
        where TLanes : struct, ILanes<TLanes>
    {
        gamma = TLanes.SelectIfLess(0.0, weight, weight / forward / (forward * (volatility * rootYears)), 0.0);
        vega = TLanes.SelectIfLess(0.0, weight, weight * rootYears, 0.0);
        theta = TLanes.SelectIfLess(0.0, TLanes.Least(weight, volatility), -(weight * volatility) / (2.0 * rootYears), 0.0);
    }

    /// <summary>N(d₁) for a call, −N(−d₁) for a put, from what <see cref="Reach{TLanes}"/> found.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static TLanes Delta<TLanes>(TLanes side, TLanes forward, TLanes strike, TLanes near, TLanes far)
        where TLanes : struct, ILanes<TLanes>
    {
        TLanes d1 = TLanes.SelectIfLess(strike, forward, far, -near);
        return (side * NormalDistribution.Cumulative(side * d1)) + 0.0;
    }

    // With F ≤ K: d₁ = −near. With F > K: d₁ = far. Tails are taken directly, so a delta of 1e-20 has its digits too.
    private static double DeltaFrom(double side, double forward, double strike, double near, double far)
    {
        double d1 = strike < forward ? far : -near;

        // Adding zero leaves no negative one.
        return (side * NormalDistribution.Cumulative(side * d1)) + 0.0;
    }

    internal static void Require(OptionRight right, double forward, double strike, double volatility, double years)
    {
        RequireRight(right);
        RequirePrice(forward, nameof(forward));
        RequirePrice(strike, nameof(strike));
        RequireFiniteAndNotNegative(volatility, nameof(volatility));
        RequireFiniteAndNotNegative(years, nameof(years));
    }

    internal static void RequireRight(OptionRight right)
    {
        if (right is not (OptionRight.Call or OptionRight.Put))
        {
            throw new ArgumentOutOfRangeException(nameof(right), right, "An option is a call or a put.");
        }
    }

    internal static void RequirePrice(double price, string name)
    {
        if (!(price == 0.0 || (price >= SmallestPrice && price <= LargestPrice)))
        {
            throw new ArgumentOutOfRangeException(name, price, "Expected 0 or a price from 1e-100 to 1e100.");
        }
    }

    internal static void RequireFiniteAndNotNegative(double value, string name)
    {
        if (!(value >= 0.0 && double.IsFinite(value)))
        {
            throw new ArgumentOutOfRangeException(name, value, "Expected a finite number, zero or more.");
        }
    }
}
