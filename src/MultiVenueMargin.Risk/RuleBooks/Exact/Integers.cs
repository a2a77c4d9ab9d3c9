using System.Numerics;
using MultiVenueMargin.Domain;

namespace MultiVenueMargin.Risk.RuleBooks.Exact;

/// <summary>
/// Whole numbers as chains compute with them: every division says where its rest goes, and amounts become whole units of
/// 10^-digits and come back without a floating point in between.
/// </summary>
public static class Integers
{
    /// <summary>Towards −∞. The divisor is positive.</summary>
    public static BigInteger FloorDivide(BigInteger dividend, BigInteger divisor)
    {
        RequirePositive(divisor);
        var quotient = BigInteger.DivRem(dividend, divisor, out var rest);
        return rest.Sign < 0 ? quotient - 1 : quotient;
    }

    /// <summary>Towards +∞. The divisor is positive.</summary>
    public static BigInteger CeilingDivide(BigInteger dividend, BigInteger divisor) => -FloorDivide(-dividend, divisor);

    /// <summary>The largest whole number whose square is not above this one.</summary>
    public static BigInteger SquareRoot(BigInteger square)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(square.Sign, nameof(square));
        if (square.IsZero)
        {
            return square;
        }

        // Newton from above: 2^⌈bits/2⌉ is not below the root, each step comes down, and the first that does not has arrived.
        var root = BigInteger.One << (int)((square.GetBitLength() + 1) / 2);
        while (true)
        {
            var next = (root + (square / root)) >> 1;
            if (next >= root)
            {
                return root;
            }

            root = next;
        }
    }

    public static BigInteger PowerOfTen(int exponent) => BigInteger.Pow(10, exponent);

    /// <summary>A decimal as its digits over a power of ten: 50.10 is 5010 over 10^2.</summary>
    public static (BigInteger Digits, int Scale) DigitsOf(decimal number)
    {
        // Three words of the digits, lowest first, each of 32 bits without a sign.
        Span<int> bits = stackalloc int[4];
        decimal.GetBits(number, bits);
        var digits = unchecked(((BigInteger)(uint)bits[2] << 64) | ((BigInteger)(uint)bits[1] << 32) | (uint)bits[0]);
        return (decimal.IsNegative(number) ? -digits : digits, number.Scale);
    }

    /// <summary>How many whole units of 10^-digits are in it, towards −∞: what is owned becomes less, what is owed more.</summary>
    public static BigInteger UnitsDown(decimal number, int digits) => Fraction.Of(number).Times(PowerOfTen(digits)).Floor();

    /// <summary>The same towards +∞: for the size of what margin is asked for.</summary>
    public static BigInteger UnitsUp(decimal number, int digits) => Fraction.Of(number).Times(PowerOfTen(digits)).Ceiling();

    /// <summary>So many units of 10^-digits.</summary>
    /// <exception cref="OverflowException">It is beyond what a decimal holds.</exception>
    public static decimal ToDecimal(BigInteger units, int digits)
    {
        var refusal = ExactNumber.TryFromScaled(units, digits, ExcessDigits.RoundDown, out var number, out _);
        return refusal == NumberRefusal.None ? number : throw new OverflowException($"{units} over 10^{digits} is no decimal ({refusal}).");
    }

    private static void RequirePositive(BigInteger divisor) => ArgumentOutOfRangeException.ThrowIfNegativeOrZero(divisor.Sign, nameof(divisor));
}
