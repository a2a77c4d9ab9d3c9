namespace MultiVenueMargin.Risk.RuleBooks.Grids;

/// <summary>How much more the volatility of a near expiry moves than that of one 30 days away: (30/d)^p.</summary>
public static class VolatilityTerm
{
    private const double Month = 30;

    public static double Scale(double days, double power) => days > 0
        ? Math.Pow(Month / days, power)
        : throw new ArgumentOutOfRangeException(nameof(days), days, "The shock of an expiry that is over has no size; give the floor of the rules.");

    /// <summary>With one power below 30 days and another from 30 days on.</summary>
    public static double Scale(double days, double shortTermPower, double longTermPower) =>
        Scale(days, days < Month ? shortTermPower : longTermPower);
}
