// Natural logarithm and exponential of the pricing kernel.
//
// Why not Math.Log and Math.Exp: those call the C library of the machine, and two machines may answer with
// different last bits. A margin number must be recomputable to the bit years later and on other hardware, so the
// kernel owns its functions. They use only IEEE add, multiply, divide, fused multiply-add and integer bit moves,
// each correctly rounded everywhere, in a fixed order and without data-dependent branches, and are written once for any
// number of lanes: a 256- or 512-bit register gives the same bits as one double.
//
// All coefficients are our own minimax fits (Remez exchange in 113-bit arithmetic, reference functions in the same
// arithmetic). The fit error quoted with each was re-measured after rounding the coefficients to double. The total
// bounds, which include evaluation rounding, are asserted against a 116-digit reference by the tests.

using System.Runtime.CompilerServices;
using MultiVenueMargin.Risk.Pricing.Lanes;

namespace MultiVenueMargin.Risk.Pricing;

/// <summary>
/// The kernel's own logarithm and exponential: same bits on every machine. Unchecked: the stated domains are the
/// caller's duty, and outside them the result has no meaning (but no call ever throws). Pure, thread-safe.
/// </summary>
internal static class KernelMath
{
    private const int ExponentBias = 1023;

    private const double Ln2High = 0.6931471805599453;
    private const double Ln2Low = 2.3190468138462996e-17;
    private const double InverseLn2 = 1.4426950408889634;

    // √½ as bits. Subtracting it before reading the exponent centres the mantissa on 1: it lies in [√½, √2).
    internal const long RootHalfBits = 0x3FE6A09E667F3BCD;

    // Adding and subtracting 1.5·2⁵² rounds to the nearest integer, which then sits in the low bits of the sum.
    private const double RoundingShift = 6755399441055744.0;

    // Below this the exponential is less than 1.6e-308 and flushes to zero. Prices made of it are nothing in any
    // currency, and the flush spares the kernel the subnormal numbers.
    private const double ExpFlush = -708.0;

    /// <summary>
    /// eˣ for x ≤ 709, exactly 0 below −708. Error at most 1.1 units in the last place.
    /// </summary>
    /// <remarks>
    /// x = n·ln 2 + r, |r| ≤ ½·ln 2, eʳ = 1 + r + r²·P(r) with P of degree 9 (fit error 1.1e-17 relative to eʳ). The
    /// product n·ln 2 is exact inside the fused multiply-add, so r carries one rounding of half a unit of 0.35 plus
    /// the rounding of the low part: 6e-17 absolute, which is relative in eʳ; the last addition adds at most half a
    /// unit.
    /// </remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static TLanes Exp<TLanes>(TLanes x)
        where TLanes : struct, ILanes<TLanes>
    {
        TLanes shifted = TLanes.FusedMultiplyAdd(x, InverseLn2, RoundingShift);
        TLanes n = shifted - RoundingShift;
        TLanes r = TLanes.FusedMultiplyAdd(-n, Ln2High, x);
        r = TLanes.FusedMultiplyAdd(-n, Ln2Low, r);

        TLanes p = 2.5000059390790344e-08;
        p = TLanes.FusedMultiplyAdd(p, r, 2.7630248414053888e-07);
        p = TLanes.FusedMultiplyAdd(p, r, 2.7557586380510427e-06);
        p = TLanes.FusedMultiplyAdd(p, r, 2.4801493098816433e-05);
        p = TLanes.FusedMultiplyAdd(p, r, 0.00019841269506571627);
        p = TLanes.FusedMultiplyAdd(p, r, 0.0013888888943630188);
        p = TLanes.FusedMultiplyAdd(p, r, 0.0083333333334944647);
        p = TLanes.FusedMultiplyAdd(p, r, 0.041666666666530155);
        p = TLanes.FusedMultiplyAdd(p, r, 0.16666666666666413);
        p = TLanes.FusedMultiplyAdd(p, r, 0.50000000000000111);
        TLanes mantissa = TLanes.FusedMultiplyAdd(r * r, p, r) + 1.0;

        // The low bits of the shifted sum are n.
        return TLanes.SelectIfLess(x, ExpFlush, 0.0, TLanes.Scale(mantissa, shifted));
    }

    /// <inheritdoc cref="Exp{TLanes}"/>
    [MethodImpl(MethodImplOptions.NoInlining)]
    internal static double Exp(double x) => Exp<OneLane>(x).Value;

    /// <summary>
    /// ln x for normal positive x, and −∞ for 0. Error at most 3 units in the last place, or 2.5e-16 absolute, whichever
    /// is larger.
    /// </summary>
    internal static double Log(double x)
    {
        OneLane exponent = OneLane.ExponentOf(x);
        OneLane mantissa = OneLane.Scale(x, RoundingShift - exponent);
        return OneLane.SelectIfLess(0.0, x, LogNearOne(mantissa - 1.0, mantissa + 1.0, exponent), double.NegativeInfinity).Value;
    }

    /// <summary>
    /// ln(a/b) for positive a and b whose ratio is a normal number. Error at most 4 units in the last place of the
    /// result, <em>also when a and b are nearly equal</em>, where ln a − ln b would lose every digit: that is
    /// what lets the time value of an at-the-money option with a minute to live be right to its last digits.
    /// </summary>
    /// <remarks>
    /// b is scaled by an exact power of two to b′ with a/b′ in [√½, √2] (to rounding). There a − b′ is exact (Sterbenz), so
    /// (a − b′)/(a + b′) has two roundings.
    /// </remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static TLanes LogRatio<TLanes>(TLanes a, TLanes b)
        where TLanes : struct, ILanes<TLanes>
    {
        TLanes exponent = TLanes.ExponentOf(a / b);
        TLanes scaled = b * TLanes.Scale(0.0, exponent + (RoundingShift + ExponentBias));
        return LogNearOne(a - scaled, a + scaled, exponent);
    }

    /// <inheritdoc cref="LogRatio{TLanes}"/>
    [MethodImpl(MethodImplOptions.NoInlining)]
    internal static double LogRatio(double a, double b) => LogRatio<OneLane>(a, b).Value;

    // exponent·ln 2 + 2·artanh(difference/sum): with f the quotient, |f| ≤ 0.1716,
    // 2·artanh f = 2f + f³·P(f²), P of degree 6 (fit error 2e-18 relative to the whole).
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TLanes LogNearOne<TLanes>(TLanes difference, TLanes sum, TLanes exponent)
        where TLanes : struct, ILanes<TLanes>
    {
        TLanes f = difference / sum;
        TLanes v = f * f;
        TLanes p = 0.14796263923103264;
        p = TLanes.FusedMultiplyAdd(p, v, 0.15314020809569823);
        p = TLanes.FusedMultiplyAdd(p, v, 0.18183565420816153);
        p = TLanes.FusedMultiplyAdd(p, v, 0.22222198553494432);
        p = TLanes.FusedMultiplyAdd(p, v, 0.2857142874256523);
        p = TLanes.FusedMultiplyAdd(p, v, 0.39999999999413949);
        p = TLanes.FusedMultiplyAdd(p, v, 0.6666666666666734);

        TLanes tail = TLanes.FusedMultiplyAdd(f * v, p, exponent * Ln2Low);
        return TLanes.FusedMultiplyAdd(exponent, Ln2High, TLanes.FusedMultiplyAdd(2.0, f, tail));
    }
}
