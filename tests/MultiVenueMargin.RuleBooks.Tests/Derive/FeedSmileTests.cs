using MultiVenueMargin.Risk.RuleBooks.Derive;

namespace MultiVenueMargin.RuleBooks.Tests.Derive;

public sealed class FeedSmileTests
{
    /// <summary>k = 0 and m = 0: w = a + b·σ = 0.04 + 0.1·0.1 = 0.05, over half a year √0.1.</summary>
    [Fact]
    public void Smile_WhenAtItsForward_IsTheRootOfItsVariance() => Assert.Equal((decimal)Math.Sqrt(0.1), Smile().VolatilityAt(1_000m), 12);

    /// <summary>The reach is 4·√0.05 = 0.894: a strike at e^0.895 and one far beyond have the same volatility.</summary>
    [Fact]
    public void Smile_WhenBeyondItsReach_IsFlat()
    {
        Assert.Equal(Smile().VolatilityAt(1_000_000m), Smile().VolatilityAt(1_000m * (decimal)Math.Exp(0.895)), 12);
        Assert.True(Smile().VolatilityAt(1_000m * (decimal)Math.Exp(0.85)) < Smile().VolatilityAt(1_000_000m));
        Assert.Equal(0m, Smile().VolatilityAt(0m));
    }

    private static FeedSmile Smile() => new() { A = 0.04, B = 0.1, Rho = 0, M = 0, Sigma = 0.1, Forward = 1_000m, Years = 0.5 };

    /// <summary>A variance of 144 and more is 144.</summary>
    [Fact]
    public void Smile_WhenItsVarianceIsBeyondReason_IsCut() =>
        Assert.Equal(24m, (Smile() with { A = 1_000, Years = 0.25 }).VolatilityAt(1_000m), 12);
}
