// The volatility that reproduces a price.
//
// Only the time value carries volatility, so the intrinsic value is taken off first (without rounding of its own) and the
// equation solved is  β(s) = target,  β the time value over min(F, K), s = σ√T, which rises from 0 to 1 with slope φ(near).
// β spans three hundred decades; ln(−ln β) against ln s is close to a straight line over all of them (slope −2 far from
// the money, since −ln β ≈ x²/2s²). Newton's rule on that pair takes a handful of steps. It runs inside a bracket and gives way
// to bisection whenever it leaves the bracket or fails to halve its step, so the number of steps is bounded whatever
// the input. Two last Newton steps on β itself remove the rounding of the logarithms.

using System.Diagnostics;
using MultiVenueMargin.Domain.Instruments;

namespace MultiVenueMargin.Risk.Pricing;

/// <summary>Implied volatility of undiscounted Black-76 prices. Pure and thread-safe; the same bits on every machine.</summary>
public static class ImpliedVolatility
{
    // From the first guess (within a factor of 10 of the root) bisection in ln s alone needs at most 60 steps.
    private const int StepLimit = 200;

    // ln s is known to this when Newton's rule, which squares the error, hands over to the last two steps.
    private const double HandOver = 1e-7;

    // Below this the kernel is about to flush the time value to zero.
    private const double SmallestTimeValue = 1e-290;

    private const double RootTwoPi = 2.5066282746310002;

    /// <summary>
    /// Finds the volatility at which <see cref="Black76.Price"/> is <paramref name="price"/>. Where the price carries the
    /// information, the result is exact to about 1e-14 relative. The last place of an in-the-money price is worth
    /// ulp(price)/vega of volatility; what the caller's rounding has removed no solver can restore.
    /// </summary>
    /// <returns>
    /// False if no single volatility answers: the price is at or below the intrinsic value (at it, every small enough volatility
    /// would do), at or above the bound (F for a call, K for a put), no time is left, or the time value is below 1e-290 of min(F, K).
    /// </returns>
    /// <exception cref="ArgumentOutOfRangeException">An argument is outside the domain of <see cref="Black76"/>; a price
    /// may be any finite number.</exception>
    public static bool TryFind(
        OptionRight right, double price, double forward, double strike, double years, out double volatility)
    {
        Black76.RequireRight(right);
        if (!double.IsFinite(price))
        {
            throw new ArgumentOutOfRangeException(nameof(price), price, "Expected a finite price.");
        }

        Black76.RequirePrice(forward, nameof(forward));
        Black76.RequirePrice(strike, nameof(strike));
        Black76.RequireFiniteAndNotNegative(years, nameof(years));

        volatility = 0.0;
        double low = Math.Min(forward, strike);
        if (low == 0.0 || years == 0.0)
        {
            return false;
        }

        double target = TimeValue(right, price, forward, strike) / low;
        if (!(target >= SmallestTimeValue && target < 1.0))
        {
            return false;
        }

        volatility = Solve(target, Math.Abs(Black76.LogMoneyness(forward, strike))) / Math.Sqrt(years);
        return double.IsFinite(volatility) && volatility > 0.0;
    }

    // price − max(±(F − K), 0), with the rounding of F − K put back.
    private static double TimeValue(OptionRight right, double price, double forward, double strike)
    {
        double plus = right == OptionRight.Call ? forward : strike;
        double minus = right == OptionRight.Call ? strike : forward;
        if (plus <= minus)
        {
            return price;
        }

        double intrinsic = plus - minus;
        double recovered = plus - intrinsic;
        double rounding = recovered - minus;
        return (price - intrinsic) - rounding;
    }

    // The s with β(s) = target, for 0 < target < 1 and x = |ln(F/K)|.
    private static double Solve(double target, double x)
    {
        double minusLog = -KernelMath.Log(target);
        double goal = KernelMath.Log(minusLog);

        // β ≤ s/√(2π) makes the first a lower bound, near the root at the money; the second is the far-from-the-money law,
        // held at √(2x), the inflection of β, where that law has long ended.
        double s = Math.Max(RootTwoPi * target, Math.Min(x / Math.Sqrt(2.0 * minusLog), Math.Sqrt(2.0 * x)));
        double below = 0.0;
        double above = double.PositiveInfinity;
        double lastStep = double.PositiveInfinity;
        for (int i = 0; i < StepLimit; i++)
        {
            double value = Black76.TimeValue(1.0, x, s, out double slope, out _, out _);
            if (value == target)
            {
                return s;
            }

            if (value < target)
            {
                below = s;
            }
            else
            {
                above = s;
            }

            double next = NextByNewton(goal, s, value, slope);
            double step = Math.Abs(next - s);
            if (!(next > below && next < above && step <= 0.5 * lastStep))
            {
                next = Between(below, above);
                step = Math.Abs(next - s);
            }

            lastStep = step;
            s = next;
            if (step <= HandOver * s)
            {
                return Polish(Polish(s, target, x), target, x);
            }
        }

        throw new UnreachableException($"No volatility within {StepLimit} steps for time value {target:R} at {x:R}.");
    }

    // Newton's rule for ln(−ln β) against ln s. NaN, which no bracket accepts, where β has run into 0 or 1.
    private static double NextByNewton(double goal, double s, double value, double slope)
    {
        if (!(value > 0.0 && value < 1.0 && slope > 0.0))
        {
            return double.NaN;
        }

        double log = KernelMath.Log(value);
        double difference = goal - KernelMath.Log(-log);
        double logStep = difference * (value * log) / (slope * s);
        return Math.Abs(logStep) < 3.0 ? s * KernelMath.Exp(logStep) : double.NaN;
    }

    private static double Between(double below, double above)
    {
        if (above == double.PositiveInfinity)
        {
            return 2.0 * below;
        }

        return below == 0.0 ? 0.5 * above : Math.Sqrt(below) * Math.Sqrt(above);
    }

    private static double Polish(double s, double target, double x)
    {
        double value = Black76.TimeValue(1.0, x, s, out double slope, out _, out _);
        return slope > 0.0 ? s + ((target - value) / slope) : s;
    }
}
