namespace MultiVenueMargin.RuleBooks.Tests;

/// <summary>Figures that a root or an exponential stands in are compared within an allowance.</summary>
internal static class Near
{
    public static void Equal(decimal expected, decimal actual, decimal within) => Assert.InRange(actual, expected - within, expected + within);
}
