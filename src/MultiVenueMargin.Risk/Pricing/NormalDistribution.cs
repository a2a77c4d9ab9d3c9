// The normal distribution of the pricing kernel, by way of the Mills ratio R(z) = N(−z)/φ(z).
//
// R is smooth, positive and decreasing, falls like 1/z, and needs no exponential. One polynomial serves all of
// z ≥ −0.7: with w = 1/(z + 6) and y = 1 − 12·w, which maps z = ∞ to y = 1, R(z) = w·Q(y), Q of degree 20.
//
// Q is our own minimax fit (Remez exchange in 113-bit arithmetic, weight 1/(1 + z²)): the weight follows the rounding
// of z²/2 in φ, which no polynomial can undo. Fit error after rounding the coefficients, relative:
//     z in        [−0.5, 2]   [2, 4]    [4, 8]    [8, 16]   [16, 40]
//     R            4e-16       1.3e-15   7e-15     2.4e-14   1e-13
//     dR/dz        6e-15       1.8e-14   6e-14     1.8e-13   1.1e-12
// Horner's scheme does not amplify rounding here: Σ|q_k·y^k| ≤ 1.3·Q(y) up to z = 8 and ≤ 5·Q(y) beyond.

using System.Runtime.CompilerServices;

namespace MultiVenueMargin.Risk.Pricing;

/// <summary>The standard normal density and distribution function. Pure, thread-safe, same bits on every machine.</summary>
internal static class NormalDistribution
{
    /// <summary>1/√(2π), the density at 0.</summary>
    internal const double DensityAtZero = 0.3989422804014327;

    /// <summary>The smallest argument the Mills polynomial is used for. The fit reaches to −0.7.</summary>
    internal const double MillsStart = -0.5;

    // z + MillsShift is the denominator of the mapped variable. 6 gives the smallest fit error at degree 20.
    internal const double MillsShift = 6.0;

    /// <summary>φ(x), for any finite x. Relative error at most (2 + x²)·2.3e-16; 0 beyond |x| = 37.6.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static double Density(double x) => DensityAtZero * KernelMath.Exp(-0.5 * x * x);

    /// <summary>
    /// N(x), for any finite x. Absolute error at most 5e-16. In the left tail, −37 ≤ x ≤ 0, also relative: at most
    /// (4 + x²)·4e-16.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static double Cumulative(double x)
    {
        double tail = UpperTail(Math.Abs(x));
        return KernelMath.Select(x > 0.0, 1.0 - tail, tail);
    }

    /// <summary>N(−z) for z ≥ −0.5, to the relative error of <see cref="Cumulative"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static double UpperTail(double z)
    {
        double w = 1.0 / (z + MillsShift);
        double y = Math.FusedMultiplyAdd(-2.0 * MillsShift, w, 1.0);
        MillsPolynomial(y, y, out double value, out _);
        return Density(z) * (w * value);
    }

    /// <summary>
    /// Q(y) and the divided difference (Q(y) − Q(other))/(y − other) in one Horner pass. The divided difference comes out
    /// of the recurrence itself, never from a subtraction, so it keeps all its digits when the two points are close, and
    /// equals Q′(y) when they coincide.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static void MillsPolynomial(double y, double other, out double value, out double slope)
    {
        double b = -2.028660532480714e-08;
        double c = b;
        b = Math.FusedMultiplyAdd(b, y, -9.0057233396705811e-08);
        c = Math.FusedMultiplyAdd(c, other, b);
        b = Math.FusedMultiplyAdd(b, y, 1.0352094167135638e-07);
        c = Math.FusedMultiplyAdd(c, other, b);
        b = Math.FusedMultiplyAdd(b, y, 8.0668562243699645e-07);
        c = Math.FusedMultiplyAdd(c, other, b);
        b = Math.FusedMultiplyAdd(b, y, -1.1856683744756994e-06);
        c = Math.FusedMultiplyAdd(c, other, b);
        b = Math.FusedMultiplyAdd(b, y, -4.6013437554742943e-06);
        c = Math.FusedMultiplyAdd(c, other, b);
        b = Math.FusedMultiplyAdd(b, y, 1.7098921220275093e-05);
        c = Math.FusedMultiplyAdd(c, other, b);
        b = Math.FusedMultiplyAdd(b, y, 2.7866844917041509e-06);
        c = Math.FusedMultiplyAdd(c, other, b);
        b = Math.FusedMultiplyAdd(b, y, -0.0001623190468260661);
        c = Math.FusedMultiplyAdd(c, other, b);
        b = Math.FusedMultiplyAdd(b, y, 0.00045455690408146426);
        c = Math.FusedMultiplyAdd(c, other, b);
        b = Math.FusedMultiplyAdd(b, y, 8.2386361347294623e-05);
        c = Math.FusedMultiplyAdd(c, other, b);
        b = Math.FusedMultiplyAdd(b, y, -0.0053431290481687002);
        c = Math.FusedMultiplyAdd(c, other, b);
        b = Math.FusedMultiplyAdd(b, y, 0.025141035643987265);
        c = Math.FusedMultiplyAdd(c, other, b);
        b = Math.FusedMultiplyAdd(b, y, -0.077668669813453564);
        c = Math.FusedMultiplyAdd(c, other, b);
        b = Math.FusedMultiplyAdd(b, y, 0.18842804855953296);
        c = Math.FusedMultiplyAdd(c, other, b);
        b = Math.FusedMultiplyAdd(b, y, -0.382712586548698);
        c = Math.FusedMultiplyAdd(c, other, b);
        b = Math.FusedMultiplyAdd(b, y, 0.67171182155902998);
        c = Math.FusedMultiplyAdd(c, other, b);
        b = Math.FusedMultiplyAdd(b, y, -1.0375024310784058);
        c = Math.FusedMultiplyAdd(c, other, b);
        b = Math.FusedMultiplyAdd(b, y, 1.4261935116066913);
        c = Math.FusedMultiplyAdd(c, other, b);
        b = Math.FusedMultiplyAdd(b, y, -1.7571690543441212);
        c = Math.FusedMultiplyAdd(c, other, b);
        b = Math.FusedMultiplyAdd(b, y, 1.9485319307624169);
        value = b;
        slope = c;
    }
}
