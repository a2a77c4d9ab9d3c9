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
        return PriceTrusted(
            right, forward, strike, LogMoneyness(forward, strike), TotalVolatility(volatility, years));
    }

    /// <summary>
    /// Undiscounted delta: N(d₁) for a call, −N(−d₁) for a put. Without volatility left it is the step at the strike, ±½ on it.
    /// </summary>
    public static double Delta(OptionRight right, double forward, double strike, double volatility, double years)
    {
        Require(right, forward, strike, volatility, years);
        return DeltaTrusted(
            right, forward, strike, LogMoneyness(forward, strike), TotalVolatility(volatility, years));
    }

    /// <summary>Price, delta, gamma, vega and theta; units are told with <see cref="OptionGreeks"/>.</summary>
    public static OptionGreeks PriceAndGreeks(
        OptionRight right, double forward, double strike, double volatility, double years)
    {
        Require(right, forward, strike, volatility, years);
        return PriceAndGreeksTrusted(right, forward, strike, LogMoneyness(forward, strike), volatility, Math.Sqrt(years));
    }

    /// <summary>σ√T, the standard deviation of the log forward at expiry.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static double TotalVolatility(double volatility, double years) => volatility * Math.Sqrt(years);

    /// <summary>ln(F/K) to 4 units in the last place; −∞ for a forward of 0, else +∞ for a strike of 0.</summary>
    internal static double LogMoneyness(double forward, double strike)
    {
        double log = KernelMath.LogRatio(forward, strike);
        log = KernelMath.SelectIfLess(0.0, strike, log, double.PositiveInfinity);
        return KernelMath.SelectIfLess(0.0, forward, log, double.NegativeInfinity);
    }

    /// <summary>
    /// The price without checks. <paramref name="logMoneyness"/> is ln(F/K), given so that a loop over scenarios may
    /// take it apart; <paramref name="totalVolatility"/> is σ√T.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static double PriceTrusted(
        OptionRight right, double forward, double strike, double logMoneyness, double totalVolatility)
    {
        double timeValue = TimeValue(Math.Min(forward, strike), logMoneyness, totalVolatility, out _, out _, out _);
        return Intrinsic(right, forward, strike) + timeValue;
    }

    /// <summary>Delta without checks; arguments as in <see cref="PriceTrusted"/>.</summary>
    internal static double DeltaTrusted(
        OptionRight right, double forward, double strike, double logMoneyness, double totalVolatility)
    {
        Distances(logMoneyness, totalVolatility, out _, out double near, out double far, out _);
        return DeltaFrom(right, forward, strike, near, far);
    }

    /// <summary>Everything without checks; √T is given because price and greeks share it.</summary>
    internal static OptionGreeks PriceAndGreeksTrusted(
        OptionRight right, double forward, double strike, double logMoneyness, double volatility, double rootYears)
    {
        double totalVolatility = volatility * rootYears;
        double timeValue = TimeValue(
            Math.Min(forward, strike),
            logMoneyness,
            totalVolatility,
            out double weight,
            out double near,
            out double far);

        // weight = F·φ(d₁). Where it is zero so are the three greeks, though their formulas may read 0/0 or 0·∞; theta
        // also where volatility is zero.
        double gamma = KernelMath.SelectIfLess(0.0, weight, weight / forward / (forward * totalVolatility), 0.0);
        double vega = KernelMath.SelectIfLess(0.0, weight, weight * rootYears, 0.0);
        double theta = KernelMath.SelectIfLess(
            0.0, Math.Min(weight, volatility), -(weight * volatility) / (2.0 * rootYears), 0.0);
        return new OptionGreeks(
            Intrinsic(right, forward, strike) + timeValue,
            DeltaFrom(right, forward, strike, near, far),
            gamma,
            vega,
            theta);
    }

    /// <summary>max(F − K, 0) or max(K − F, 0).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static double Intrinsic(OptionRight right, double forward, double strike)
    {
        double sign = right == OptionRight.Call ? 1.0 : -1.0;
        return Math.Max(sign * (forward - strike), 0.0);
    }

    /// <summary>
    /// The price of the out-of-the-money option of the pair. <paramref name="low"/> is min(F, K). Gives back
    /// <paramref name="weight"/> = F·φ(d₁) = K·φ(d₂), the common factor of gamma, vega and theta, and
    /// <paramref name="near"/>, <paramref name="far"/> = |ln(F/K)|/s ∓ s/2.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static double TimeValue(
        double low, double logMoneyness, double totalVolatility, out double weight, out double near, out double far)
    {
        Distances(logMoneyness, totalVolatility, out double distance, out near, out far, out double spread);

        // Where near < MillsStart we take the reflected form: from −near, over a gap of 2x/s.
        double from = KernelMath.SelectIfLess(near, NormalDistribution.MillsStart, -near, near);
        double gap = KernelMath.SelectIfLess(near, NormalDistribution.MillsStart, 2.0 * distance, spread);

        // One division for both reciprocals: w = 1/(from + shift), v = 1/(far + shift).
        double fromShifted = from + NormalDistribution.MillsShift;
        double farShifted = far + NormalDistribution.MillsShift;
        double product = 1.0 / (fromShifted * farShifted);
        double w = farShifted * product;
        double v = fromShifted * product;
        double y = Math.FusedMultiplyAdd(-2.0 * NormalDistribution.MillsShift, w, 1.0);
        double z = Math.FusedMultiplyAdd(-2.0 * NormalDistribution.MillsShift, v, 1.0);
        NormalDistribution.MillsPolynomial(y, z, out double value, out double slope);

        // R(from) − R(far) = w·Q(y) − v·Q(z) = (w − v)·Q(y) + v·(Q(y) − Q(z)), with w − v = (far − from)·w·v and
        // y − z = −2·shift·(w − v). Both terms are positive, as Q falls.
        double fall = gap * product * Math.FusedMultiplyAdd(-2.0 * NormalDistribution.MillsShift * v, slope, value);

        weight = low * NormalDistribution.Density(near);
        double reflectedSum = Math.FusedMultiplyAdd(2.0 * w, value, -fall);
        return KernelMath.SelectIfLess(
            near, NormalDistribution.MillsStart, Math.FusedMultiplyAdd(-weight, reflectedSum, low), weight * fall);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Distances(
        double logMoneyness,
        double totalVolatility,
        out double distance,
        out double near,
        out double far,
        out double spread)
    {
        spread = Math.Min(totalVolatility, Far);
        double half = 0.5 * spread;
        distance = Math.Min(Math.Abs(logMoneyness) / Math.Max(spread, Tiny), Far);
        near = distance - half;
        far = distance + half;
    }

    // With F ≤ K: d₁ = −near. With F > K: d₁ = far. Tails are taken directly, so a delta of 1e-20 has its digits too.
    private static double DeltaFrom(OptionRight right, double forward, double strike, double near, double far)
    {
        double d1 = KernelMath.SelectIfLess(strike, forward, far, -near);
        return right == OptionRight.Call
            ? NormalDistribution.Cumulative(d1)
            : 0.0 - NormalDistribution.Cumulative(-d1);
    }

    private static void Require(OptionRight right, double forward, double strike, double volatility, double years)
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
