using System.Globalization;
using System.Numerics;

namespace MultiVenueMargin.Risk.Tests.NaiveEvaluator;

/// <summary>
/// An exact fraction in lowest terms, its denominator positive. Everything is kept but roots, which are cut after forty digits.
/// The default value is 0/0 and is not a number; start from <see cref="Zero"/>.
/// </summary>
public readonly struct BigRational : IComparable<BigRational>, IEquatable<BigRational>
{
    private const int RootDigits = 40;

    private BigRational(BigInteger numerator, BigInteger denominator)
    {
        var common = BigInteger.GreatestCommonDivisor(numerator, denominator) * (denominator.Sign < 0 ? -1 : 1);
        Numerator = numerator / common;
        Denominator = denominator / common;
    }

    public BigInteger Numerator { get; }

    public BigInteger Denominator { get; }

    public int Sign => Numerator.Sign;

    public static BigRational Zero { get; } = new(0, 1);

    public static BigRational One { get; } = new(1, 1);

    public static BigRational Of(BigInteger numerator, BigInteger denominator) =>
        denominator.IsZero ? throw new DivideByZeroException() : new BigRational(numerator, denominator);

    /// <summary>The fraction that a decimal is: digits over a power of ten.</summary>
    public static implicit operator BigRational(decimal value)
    {
        var bits = decimal.GetBits(value);
        var digits = (Part(2) << 64) | (Part(1) << 32) | Part(0);
        var scale = (bits[3] >> 16) & 0xFF;
        return new BigRational(bits[3] < 0 ? -digits : digits, BigInteger.Pow(10, scale));

        // The three lower integers are 32 bits each, whatever sign they seem to have.
        BigInteger Part(int index) => unchecked((uint)bits[index]);
    }

    public static implicit operator BigRational(int value) => new(value, 1);

    /// <summary>The fraction that a double is: digits times a power of two.</summary>
    public static BigRational FromDouble(double value)
    {
        var bits = BitConverter.DoubleToInt64Bits(value);
        var exponent = (int)((bits >> 52) & 0x7FF);
        var digits = (BigInteger)(bits & 0xF_FFFF_FFFF_FFFF);
        if (exponent == 0x7FF)
        {
            throw new ArgumentOutOfRangeException(nameof(value), value, "Not a finite number.");
        }

        digits = exponent == 0 ? digits : digits | (BigInteger.One << 52);
        var shift = Math.Max(exponent, 1) - 1075;
        digits = value < 0 ? -digits : digits;
        return shift >= 0 ? new BigRational(digits << shift, 1) : new BigRational(digits, BigInteger.One << -shift);
    }

    public static BigRational Min(BigRational left, BigRational right) => left <= right ? left : right;

    public static BigRational Max(BigRational left, BigRational right) => left >= right ? left : right;

    public static BigRational Abs(BigRational value) => value.Sign < 0 ? -value : value;

    public static BigRational Clamp(BigRational value, BigRational least, BigRational most) => Min(Max(value, least), most);

    /// <summary>x⁺.</summary>
    public static BigRational Positive(BigRational value) => Max(value, Zero);

    public static BigRational Sum(IEnumerable<BigRational> values) => values.Aggregate(Zero, (sum, value) => sum + value);

    /// <summary>Towards −∞ on the grid of 10^-8.</summary>
    public static BigRational Down(BigRational value)
    {
        var scaled = value * 100_000_000;
        return new BigRational(Floor(scaled), 100_000_000);
    }

    /// <summary>Towards +∞ on the grid of 10^-8.</summary>
    public static BigRational Up(BigRational value) => -Down(-value);

    /// <summary>√x by Newton's steps on integers, forty digits after the point.</summary>
    public static BigRational Sqrt(BigRational value)
    {
        if (value.Sign <= 0)
        {
            return value.Sign == 0 ? Zero : throw new ArgumentOutOfRangeException(nameof(value), value, "No root.");
        }

        var unit = BigInteger.Pow(10, RootDigits);
        var square = value.Numerator * unit * unit / value.Denominator;
        var root = BigInteger.One << (int)((square.GetBitLength() + 1) / 2);
        while (true)
        {
            var next = (root + (square / root)) / 2;
            if (next >= root)
            {
                return new BigRational(root, unit);
            }

            root = next;
        }
    }

    /// <summary>⌈x⌉.</summary>
    public static int Ceiling(BigRational value) => (int)-Floor(-value);

    public static BigRational operator +(BigRational left, BigRational right) =>
        new((left.Numerator * right.Denominator) + (right.Numerator * left.Denominator), left.Denominator * right.Denominator);

    public static BigRational operator -(BigRational left, BigRational right) => left + -right;

    public static BigRational operator -(BigRational value) => new(-value.Numerator, value.Denominator);

    public static BigRational operator *(BigRational left, BigRational right) =>
        new(left.Numerator * right.Numerator, left.Denominator * right.Denominator);

    public static BigRational operator /(BigRational left, BigRational right) =>
        Of(left.Numerator * right.Denominator, left.Denominator * right.Numerator);

    public static bool operator <(BigRational left, BigRational right) => left.CompareTo(right) < 0;

    public static bool operator >(BigRational left, BigRational right) => left.CompareTo(right) > 0;

    public static bool operator <=(BigRational left, BigRational right) => left.CompareTo(right) <= 0;

    public static bool operator >=(BigRational left, BigRational right) => left.CompareTo(right) >= 0;

    public static bool operator ==(BigRational left, BigRational right) => left.Equals(right);

    public static bool operator !=(BigRational left, BigRational right) => !left.Equals(right);

    public int CompareTo(BigRational other) => (Numerator * other.Denominator).CompareTo(other.Numerator * Denominator);

    public bool Equals(BigRational other) => Numerator == other.Numerator && Denominator == other.Denominator;

    public override bool Equals(object? obj) => obj is BigRational other && Equals(other);

    public override int GetHashCode() => HashCode.Combine(Numerator, Denominator);

    /// <summary>To twelve decimals, for reading.</summary>
    public override string ToString()
    {
        var scaled = Floor(Abs(this) * 1_000_000 * 1_000_000);
        var digits = scaled.ToString(CultureInfo.InvariantCulture).PadLeft(13, '0');
        return $"{(Sign < 0 ? "-" : string.Empty)}{digits[..^12]}.{digits[^12..]}";
    }

    private static BigInteger Floor(BigRational value)
    {
        var quotient = BigInteger.DivRem(value.Numerator, value.Denominator, out var remainder);
        return remainder.Sign < 0 ? quotient - 1 : quotient;
    }
}
