namespace MultiVenueMargin.Risk.Valuation;

/// <summary>Whether two numbers are the same to the last digit that is written, so that whatever is made of them is.</summary>
internal static class Exactly
{
    /// <summary>1.5 and 1.50 are equal and not the same: products of them are written differently.</summary>
    public static bool Same(decimal one, decimal other) => one == other && one.Scale == other.Scale;
}
