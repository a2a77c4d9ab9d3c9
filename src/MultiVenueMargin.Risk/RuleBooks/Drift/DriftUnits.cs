using System.Numerics;
using MultiVenueMargin.Risk.RuleBooks.Exact;

namespace MultiVenueMargin.Risk.RuleBooks.Drift;

/// <summary>The whole numbers in which Drift v2 computes, and the one way in which an amount becomes a value.</summary>
public static class DriftUnits
{
    /// <summary>Weights and margin ratios: 10 000 is 100 %.</summary>
    public const int Weight = 10_000;

    /// <summary>Fees, factors of the size curve and shares: 1 000 000 is 100 %.</summary>
    public const int Million = 1_000_000;

    /// <summary>Values are in 10^-6 USD.</summary>
    public const int QuoteDigits = 6;

    /// <summary>Sizes, of perpetuals and for the size curve, are in 10^-9 units.</summary>
    public const int BaseDigits = 9;

    /// <summary>Signed value of a signed amount, towards −∞: an asset is worth less, a debt more.</summary>
    /// <param name="amount">In units of 10^-digits.</param>
    /// <param name="digits">Of the token or the size.</param>
    /// <param name="price">USD per unit.</param>
    public static BigInteger ValueOf(BigInteger amount, int digits, Fraction price) =>
        (price * new Fraction(amount * Integers.PowerOfTen(QuoteDigits), Integers.PowerOfTen(digits))).Floor();

    /// <summary>A share of a value, towards zero, as the program divides signed numbers.</summary>
    public static BigInteger ShareOf(BigInteger value, BigInteger weight) => BigInteger.Divide(value * weight, Weight);

    /// <summary>The figure of a level, where the program keeps those of initial and maintenance.</summary>
    public static int At(this DriftLevel level, int initial, int maintenance) => level switch
    {
        DriftLevel.Initial => initial,
        DriftLevel.Fill => (initial + maintenance) / 2,
        DriftLevel.Maintenance => maintenance,
        _ => throw new ArgumentOutOfRangeException(nameof(level), level, "There are three levels."),
    };
}
