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
// Evaluation does not amplify rounding here: Σ|q_k·y^k| ≤ 1.3·Q(y) up to z = 8 and ≤ 5·Q(y) beyond.

using System.Runtime.CompilerServices;
using MultiVenueMargin.Risk.Pricing.Lanes;

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
    internal static TLanes Density<TLanes>(TLanes x)
        where TLanes : struct, ILanes<TLanes> => (TLanes)DensityAtZero * KernelMath.Exp((TLanes)(-0.5) * x * x);

    /// <summary>
    /// N(x), for any finite x. Absolute error at most 5e-16. In the left tail, −37 ≤ x ≤ 0, also relative: at most
    /// (4 + x²)·4e-16.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static TLanes Cumulative<TLanes>(TLanes x)
        where TLanes : struct, ILanes<TLanes>
    {
        TLanes tail = UpperTail(TLanes.Abs(x));
        return TLanes.SelectIfLess(0.0, x, 1.0 - tail, tail);
    }

    /// <inheritdoc cref="Cumulative{TLanes}"/>
    [MethodImpl(MethodImplOptions.NoInlining)]
    internal static double Cumulative(double x) => Cumulative<OneLane>(x).Value;

    /// <summary>N(−z) for z ≥ −0.5, to the relative error of <see cref="Cumulative{TLanes}"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TLanes UpperTail<TLanes>(TLanes z)
        where TLanes : struct, ILanes<TLanes>
    {
        TLanes w = 1.0 / (z + MillsShift);
        TLanes y = TLanes.FusedMultiplyAdd(-2.0 * MillsShift, w, 1.0);
        MillsPolynomial(y, y, out TLanes value, out _);
        return Density(z) * (w * value);
    }

    /// <summary>
    /// Q(y) and the divided difference (Q(y) − Q(z))/(y − z), z = <paramref name="other"/>. The divided difference comes out
    /// of Horner's recurrence itself, never from a subtraction, so it keeps all its digits when the two points are close,
    /// and equals Q′(y) when they coincide.
    /// </summary>
    /// <remarks>
    /// Split as Q(y) = E(y²) + y·O(y²), which halves the chain of dependent operations. With E[·,·] and O[·,·] the divided
    /// differences in the squares, Q[y,z] = O(y²) + (y + z)·(E[y²,z²] + z·O[y²,z²]).
    /// </remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static void MillsPolynomial<TLanes>(TLanes y, TLanes other, out TLanes value, out TLanes slope)
        where TLanes : struct, ILanes<TLanes>
    {
        TLanes square = y * y;
        TLanes otherSquare = other * other;
        TLanes even = -2.028660532480714e-08;
        TLanes evenSlope = even;
        TLanes odd = -9.0057233396705811e-08;
        TLanes oddSlope = odd;
        even = TLanes.FusedMultiplyAdd(even, square, 1.0352094167135638e-07);
        evenSlope = TLanes.FusedMultiplyAdd(evenSlope, otherSquare, even);
        odd = TLanes.FusedMultiplyAdd(odd, square, 8.0668562243699645e-07);
        oddSlope = TLanes.FusedMultiplyAdd(oddSlope, otherSquare, odd);
        even = TLanes.FusedMultiplyAdd(even, square, -1.1856683744756994e-06);
        evenSlope = TLanes.FusedMultiplyAdd(evenSlope, otherSquare, even);
        odd = TLanes.FusedMultiplyAdd(odd, square, -4.6013437554742943e-06);
        oddSlope = TLanes.FusedMultiplyAdd(oddSlope, otherSquare, odd);
        even = TLanes.FusedMultiplyAdd(even, square, 1.7098921220275093e-05);
        evenSlope = TLanes.FusedMultiplyAdd(evenSlope, otherSquare, even);
        odd = TLanes.FusedMultiplyAdd(odd, square, 2.7866844917041509e-06);
        oddSlope = TLanes.FusedMultiplyAdd(oddSlope, otherSquare, odd);
        even = TLanes.FusedMultiplyAdd(even, square, -0.0001623190468260661);
        evenSlope = TLanes.FusedMultiplyAdd(evenSlope, otherSquare, even);
        odd = TLanes.FusedMultiplyAdd(odd, square, 0.00045455690408146426);
        oddSlope = TLanes.FusedMultiplyAdd(oddSlope, otherSquare, odd);
        even = TLanes.FusedMultiplyAdd(even, square, 8.2386361347294623e-05);
        evenSlope = TLanes.FusedMultiplyAdd(evenSlope, otherSquare, even);
        odd = TLanes.FusedMultiplyAdd(odd, square, -0.0053431290481687002);
        oddSlope = TLanes.FusedMultiplyAdd(oddSlope, otherSquare, odd);
        even = TLanes.FusedMultiplyAdd(even, square, 0.025141035643987265);
        evenSlope = TLanes.FusedMultiplyAdd(evenSlope, otherSquare, even);
        odd = TLanes.FusedMultiplyAdd(odd, square, -0.077668669813453564);
        oddSlope = TLanes.FusedMultiplyAdd(oddSlope, otherSquare, odd);
        even = TLanes.FusedMultiplyAdd(even, square, 0.18842804855953296);
        evenSlope = TLanes.FusedMultiplyAdd(evenSlope, otherSquare, even);
        odd = TLanes.FusedMultiplyAdd(odd, square, -0.382712586548698);
        oddSlope = TLanes.FusedMultiplyAdd(oddSlope, otherSquare, odd);
        even = TLanes.FusedMultiplyAdd(even, square, 0.67171182155902998);
        evenSlope = TLanes.FusedMultiplyAdd(evenSlope, otherSquare, even);
        odd = TLanes.FusedMultiplyAdd(odd, square, -1.0375024310784058);
        oddSlope = TLanes.FusedMultiplyAdd(oddSlope, otherSquare, odd);
        even = TLanes.FusedMultiplyAdd(even, square, 1.4261935116066913);
        evenSlope = TLanes.FusedMultiplyAdd(evenSlope, otherSquare, even);
        odd = TLanes.FusedMultiplyAdd(odd, square, -1.7571690543441212);
        even = TLanes.FusedMultiplyAdd(even, square, 1.9485319307624169);
        value = TLanes.FusedMultiplyAdd(odd, y, even);
        slope = TLanes.FusedMultiplyAdd(y + other, TLanes.FusedMultiplyAdd(oddSlope, other, evenSlope), odd);
    }
}
