using System.Globalization;
using System.Numerics;

namespace MultiVenueMargin.Risk.RuleBooks.Exact;

/// <summary>
/// A rational number without bounds, in lowest terms: what a venue computes exactly stays exact until it is rounded where the venue
/// rounds. Ordered by value; the default value is zero.
/// </summary>
public readonly record struct Fraction : IComparable<Fraction>
{
    // One less than the denominator, so that the default value is zero over one.
    private readonly BigInteger _beyondOne;

    public Fraction(BigInteger numerator, BigInteger denominator)
    {
        if (denominator.IsZero)
        {
            throw new ArgumentOutOfRangeException(nameof(denominator), "A fraction is over something.");
        }

        var common = BigInteger.GreatestCommonDivisor(numerator, denominator) * denominator.Sign;
        Numerator = numerator / common;
        _beyondOne = (denominator / common) - 1;
    }

    public BigInteger Numerator { get; }

    /// <summary>Positive.</summary>
    public BigInteger Denominator => _beyondOne + 1;

    public static Fraction Zero => default;

    public static Fraction One { get; } = new(1, 1);

    public bool IsWhole => _beyondOne.IsZero;

    public static Fraction Of(decimal number)
    {
        var (digits, scale) = Integers.DigitsOf(number);
        return new Fraction(digits, Integers.PowerOfTen(scale));
    }

    public static Fraction Min(Fraction left, Fraction right) => left <= right ? left : right;

    public static Fraction Max(Fraction left, Fraction right) => left >= right ? left : right;

    public Fraction Times(BigInteger factor) => new(Numerator * factor, Denominator);

    /// <summary>Towards −∞.</summary>
    public BigInteger Floor() => Integers.FloorDivide(Numerator, Denominator);

    /// <summary>Towards +∞.</summary>
    public BigInteger Ceiling() => Integers.CeilingDivide(Numerator, Denominator);

    /// <summary>Towards zero.</summary>
    public BigInteger Truncate() => BigInteger.Divide(Numerator, Denominator);

    /// <summary>Towards −∞ at the 28th digit after the point, or where a decimal ends.</summary>
    public decimal ToDecimal()
    {
        const int Digits = 28;
        return Integers.ToDecimal(Times(Integers.PowerOfTen(Digits)).Floor(), Digits);
    }

    public int CompareTo(Fraction other) => (Numerator * other.Denominator).CompareTo(other.Numerator * Denominator);

    /// <summary>A whole number as such, another as <c>4999999999/100000</c>.</summary>
    public override string ToString() => IsWhole
        ? Numerator.ToString(CultureInfo.InvariantCulture)
        : string.Create(CultureInfo.InvariantCulture, $"{Numerator}/{Denominator}");

    public static Fraction operator +(Fraction left, Fraction right) =>
        new((left.Numerator * right.Denominator) + (right.Numerator * left.Denominator), left.Denominator * right.Denominator);

    public static Fraction operator -(Fraction left, Fraction right) => left + right.Times(-1);

    public static Fraction operator *(Fraction left, Fraction right) =>
        new(left.Numerator * right.Numerator, left.Denominator * right.Denominator);

    public static Fraction operator /(Fraction left, Fraction right) =>
        new(left.Numerator * right.Denominator, left.Denominator * right.Numerator);

    public static bool operator <(Fraction left, Fraction right) => left.CompareTo(right) < 0;

    public static bool operator >(Fraction left, Fraction right) => left.CompareTo(right) > 0;

    public static bool operator <=(Fraction left, Fraction right) => left.CompareTo(right) <= 0;

    public static bool operator >=(Fraction left, Fraction right) => left.CompareTo(right) >= 0;
}
