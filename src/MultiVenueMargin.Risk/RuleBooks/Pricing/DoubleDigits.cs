namespace MultiVenueMargin.Risk.RuleBooks.Pricing;

/// <summary>The edge of the few formulas that need a root, a logarithm or an exponential.</summary>
internal static class DoubleDigits
{
    /// <summary>To decimal with every digit of the double. The plain conversion keeps 15, which is not enough where large prices cancel.</summary>
    public static decimal ToDecimal(double value)
    {
        var first = (decimal)value;
        return first + (decimal)(value - (double)first);
    }
}
