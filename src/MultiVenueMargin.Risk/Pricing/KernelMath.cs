// Natural logarithm and exponential of the pricing kernel.
//
// Why not Math.Log and Math.Exp: those call the C library of the machine, and two machines may answer with
// different last bits. A margin number must be recomputable to the bit years later and on other hardware, so the
// kernel owns its functions. They use only IEEE add, multiply, divide, fused multiply-add and integer bit moves,
// each correctly rounded everywhere, in a fixed order and without data-dependent branches: a 256- or 512-bit path that
// performs the same operations per lane gives the same bits.
//
// All coefficients are our own minimax fits (Remez exchange in 113-bit arithmetic, reference functions in the same
// arithmetic). The fit error quoted with each was re-measured after rounding the coefficients to double. The total
// bounds, which include evaluation rounding, are asserted against a 116-digit reference by the tests.

using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace MultiVenueMargin.Risk.Pricing;

/// <summary>
/// The kernel's own logarithm and exponential: same bits on every machine. Unchecked: the stated domains are the
/// caller's duty, and outside them the result has no meaning (but no call ever throws). Pure, thread-safe.
/// </summary>
internal static class KernelMath
{
    private const int FractionBits = 52;
    private const int ExponentBias = 1023;

    private const double Ln2High = 0.6931471805599453;
    private const double Ln2Low = 2.3190468138462996e-17;
    private const double InverseLn2 = 1.4426950408889634;

    // √½ as bits. Subtracting it before reading the exponent centres the mantissa on 1: it lies in [√½, √2).
    private const long RootHalfBits = 0x3FE6A09E667F3BCD;

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
    internal static double Exp(double x)
    {
        double shifted = Math.FusedMultiplyAdd(x, InverseLn2, RoundingShift);
        double n = shifted - RoundingShift;
        double r = Math.FusedMultiplyAdd(-n, Ln2High, x);
        r = Math.FusedMultiplyAdd(-n, Ln2Low, r);

        double p = 2.5000059390790344e-08;
        p = Math.FusedMultiplyAdd(p, r, 2.7630248414053888e-07);
        p = Math.FusedMultiplyAdd(p, r, 2.7557586380510427e-06);
        p = Math.FusedMultiplyAdd(p, r, 2.4801493098816433e-05);
        p = Math.FusedMultiplyAdd(p, r, 0.00019841269506571627);
        p = Math.FusedMultiplyAdd(p, r, 0.0013888888943630188);
        p = Math.FusedMultiplyAdd(p, r, 0.0083333333334944647);
        p = Math.FusedMultiplyAdd(p, r, 0.041666666666530155);
        p = Math.FusedMultiplyAdd(p, r, 0.16666666666666413);
        p = Math.FusedMultiplyAdd(p, r, 0.50000000000000111);
        double mantissa = Math.FusedMultiplyAdd(r * r, p, r) + 1.0;

        // The low bits of the shifted sum are n; moved to the exponent field they multiply by 2ⁿ.
        long scale = BitConverter.DoubleToInt64Bits(shifted) << FractionBits;
        double value = BitConverter.Int64BitsToDouble(unchecked(BitConverter.DoubleToInt64Bits(mantissa) + scale));
        return SelectIfLess(x, ExpFlush, 0.0, value);
    }

    /// <summary>
    /// ln x for normal positive x, and −∞ for 0. Error at most 3 units in the last place, or 2.5e-16 absolute, whichever
    /// is larger.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static double Log(double x)
    {
        long exponent = unchecked(BitConverter.DoubleToInt64Bits(x) - RootHalfBits) >> FractionBits;
        double mantissa = BitConverter.Int64BitsToDouble(
            unchecked(BitConverter.DoubleToInt64Bits(x) - (exponent << FractionBits)));
        double value = LogNearOne(mantissa - 1.0, mantissa + 1.0, exponent);
        return SelectIfLess(0.0, x, value, double.NegativeInfinity);
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
    internal static double LogRatio(double a, double b)
    {
        long exponent = unchecked(BitConverter.DoubleToInt64Bits(a / b) - RootHalfBits) >> FractionBits;
        double scaled = b * BitConverter.Int64BitsToDouble(unchecked((exponent + ExponentBias) << FractionBits));
        return LogNearOne(a - scaled, a + scaled, exponent);
    }

    /// <summary>
    /// <paramref name="whenLess"/> where <paramref name="a"/> &lt; <paramref name="b"/>, else <paramref name="otherwise"/>
    /// (also when either is not a number): a compare and a blend, as in a vector path, not a jump to be mispredicted.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static double SelectIfLess(double a, double b, double whenLess, double otherwise) =>
        Vector128.ConditionalSelect(
            Vector128.LessThan(Vector128.CreateScalarUnsafe(a), Vector128.CreateScalarUnsafe(b)),
            Vector128.CreateScalarUnsafe(whenLess),
            Vector128.CreateScalarUnsafe(otherwise)).ToScalar();

    // exponent·ln 2 + 2·artanh(difference/sum): with f the quotient, |f| ≤ 0.1716,
    // 2·artanh f = 2f + f³·P(f²), P of degree 6 (fit error 2e-18 relative to the whole).
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static double LogNearOne(double difference, double sum, long exponent)
    {
        double f = difference / sum;
        double v = f * f;
        double p = 0.14796263923103264;
        p = Math.FusedMultiplyAdd(p, v, 0.15314020809569823);
        p = Math.FusedMultiplyAdd(p, v, 0.18183565420816153);
        p = Math.FusedMultiplyAdd(p, v, 0.22222198553494432);
        p = Math.FusedMultiplyAdd(p, v, 0.2857142874256523);
        p = Math.FusedMultiplyAdd(p, v, 0.39999999999413949);
        p = Math.FusedMultiplyAdd(p, v, 0.6666666666666734);

        double n = exponent;
        double tail = Math.FusedMultiplyAdd(f * v, p, n * Ln2Low);
        return Math.FusedMultiplyAdd(n, Ln2High, Math.FusedMultiplyAdd(2.0, f, tail));
    }
}
