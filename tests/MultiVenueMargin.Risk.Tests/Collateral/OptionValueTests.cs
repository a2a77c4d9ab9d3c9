using MultiVenueMargin.Risk.Reports;

namespace MultiVenueMargin.Risk.Tests.Collateral;

/// <summary>MARGIN §2: option value, netted per location at the marks.</summary>
public sealed class OptionValueTests
{
    [Fact]
    public void OptionValue_WhenNetPositive_LosesTheLocationsHaircut()
    {
        // 2·5 000 − 1·4 000 = 6 000, less 1 %.
        var value = Assert.Single(Desk.At("A", haircut: 0.01m).Priced("BTC", 100_000m)
            .Call("BTC-C1", days: 30, strike: 100_000m, quantity: 2m, vol: 0.5, mark: 5_000m)
            .Call("BTC-C2", days: 30, strike: 103_000m, quantity: -1m, vol: 0.5, mark: 4_000m)
            .Equity().OptionValues);
        Assert.Equal(6_000m, value.Net.Amount);
        Assert.Equal(-60m, value.LocationStep.Amount);
        Assert.Equal(5_940m, value.Counted.Amount);
    }

    [Fact]
    public void OptionValue_WhenNetNegative_IsOwedInFull()
    {
        var equity = Desk.At("A", haircut: 0.01m).Priced("BTC", 100_000m)
            .Call("BTC-C1", days: 30, strike: 100_000m, quantity: 1m, vol: 0.5, mark: 5_000m)
            .Call("BTC-C2", days: 30, strike: 103_000m, quantity: -2m, vol: 0.5, mark: 4_000m)
            .Equity();
        Assert.Equal(-3_000m, equity.Adjusted.Amount);
    }

    [Fact]
    public void OptionValue_AtTwoLocations_IsNotNettedBetweenThem()
    {
        // +5 000 less 2 % at A and −5 000 at B.
        var equity = Desk.At("A", haircut: 0.02m).Priced("BTC", 100_000m)
            .Call("BTC-C", days: 30, strike: 100_000m, quantity: 1m, vol: 0.5, mark: 5_000m)
            .AndAt("B", haircut: 0.02m).Position("BTC-C", -1m)
            .Equity();
        Assert.Equal(4_900m - 5_000m, equity.Adjusted.Amount);
        Assert.Equal(0m, equity.Raw.Amount);
    }

    [Fact]
    public void OptionValue_AtALocationWithoutTerms_CountsNothingWhenPositiveAndAllWhenNegative()
    {
        var desk = Desk.At("A").Priced("BTC", 100_000m)
            .Call("BTC-C", days: 30, strike: 100_000m, quantity: 0m, vol: 0.5, mark: 5_000m);
        var pool = desk.AndAtUnknown("NOWHERE").Position("BTC-C", 1m).Pool();
        Assert.Equal(0m, pool.Equity.Adjusted.Amount);
        Assert.Single(pool.Omissions, omission => omission.Kind == OmissionKind.NoLocationTerms);
        Assert.Equal(-5_000m, desk.Position("BTC-C", -2m).Equity().Adjusted.Amount);
    }

    [Fact]
    public void OptionValue_WithoutAMark_IsTheModels()
    {
        // At the money, σ√T = 0.2: 0.079655674554058·100 000.
        var equity = Desk.At("A").Priced("BTC", 100_000m)
            .Call("BTC-C", days: 365, strike: 100_000m, quantity: 1m, vol: 0.2)
            .Equity();
        Textbook.AssertNear(7_965.5674554058, equity.Adjusted.Amount);
    }

    [Fact]
    public void OptionValue_OfACoinPremium_IsAtTheIndex() =>
        Assert.Equal(-0.05m * 100_000m * 0.1m, Desk.At("A").Priced("BTC", 100_000m)
        .Call("BTC-C", days: 30, strike: 100_000m, quantity: -1m, vol: 0.5, mark: 0.05m, inverse: true, multiplier: 0.1m)
        .Equity().Adjusted.Amount);
}
