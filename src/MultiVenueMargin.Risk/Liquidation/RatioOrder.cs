using System.Numerics;
using MultiVenueMargin.Domain;

namespace MultiVenueMargin.Risk.Liquidation;

/// <summary>
/// Compares quotients without dividing: exact, whatever their size. A ratio of no margin at all is the best there is where
/// equity is not negative, and the worst where it is (MARGIN §6: Healthy, else Takeover).
/// </summary>
internal static class RatioOrder
{
    /// <summary>Negative where the first ratio of worst equity to MM is below the second.</summary>
    public static int Compare(LiquidationFigures first, LiquidationFigures second)
    {
        var (one, other) = (Extreme(first), Extreme(second));
        return one != 0 || other != 0
            ? one.CompareTo(other)
            : CompareQuotients(
                first.AdjustedEquity.Amount, first.MaintenanceMargin.Amount, second.AdjustedEquity.Amount, second.MaintenanceMargin.Amount);
    }

    /// <summary>At or above the target; with no margin required, equity that is not negative.</summary>
    public static bool Meets(LiquidationFigures figures, decimal target) => figures.MaintenanceMargin <= Usd.Zero
        ? figures.AdjustedEquity >= Usd.Zero
        : figures.AdjustedEquity.Amount >= target * figures.MaintenanceMargin.Amount;

    /// <summary>Compares two quotients whose denominators are above zero.</summary>
    public static int CompareQuotients(decimal numerator, decimal denominator, decimal otherNumerator, decimal otherDenominator)
    {
        var (left, leftScale) = Product(numerator, otherDenominator);
        var (right, rightScale) = Product(otherNumerator, denominator);
        left *= BigInteger.Pow(10, Math.Max(0, rightScale - leftScale));
        right *= BigInteger.Pow(10, Math.Max(0, leftScale - rightScale));
        return left.CompareTo(right);
    }

    private static int Extreme(LiquidationFigures figures) =>
        figures.MaintenanceMargin > Usd.Zero ? 0 : figures.AdjustedEquity >= Usd.Zero ? 1 : -1;

    private static (BigInteger Mantissa, int Scale) Product(decimal one, decimal other) =>
        (Mantissa(one) * Mantissa(other), one.Scale + other.Scale);

    private static BigInteger Mantissa(decimal value)
    {
        Span<int> bits = stackalloc int[4];
        decimal.GetBits(value, bits);
        var magnitude = BigInteger.Zero;
        for (var word = 2; word >= 0; word--)
        {
            // The words are unsigned; their type is not.
            magnitude = (magnitude << 32) + unchecked((uint)bits[word]);
        }

        return bits[3] < 0 ? -magnitude : magnitude;
    }
}
