using MultiVenueMargin.Domain.Books;
using MultiVenueMargin.Domain.Rules;
using MultiVenueMargin.Risk.House;

namespace MultiVenueMargin.Risk.Tests.House;

/// <summary>MARGIN §6: the ladder. Ratios are given in per cent of an MM of 100.</summary>
public sealed class MarginStatesTests
{
    [Theory]
    [InlineData(150.0, MarginState.Healthy)]
    [InlineData(149.99999999, MarginState.Notice)]
    [InlineData(120.0, MarginState.Notice)]
    [InlineData(119.99999999, MarginState.Call)]
    [InlineData(110.0, MarginState.Call)]
    [InlineData(109.99999999, MarginState.Restricted)]
    [InlineData(105.0, MarginState.Restricted)]
    [InlineData(104.99999999, MarginState.Liquidating)]
    [InlineData(100.0, MarginState.Liquidating)]
    [InlineData(99.99999999, MarginState.Takeover)]
    [InlineData(-500.0, MarginState.Takeover)]
    public void State_OfAHealthyAccount_IsEnteredBelowEachLevel(double equity, MarginState expected) =>
        Assert.Equal(expected, Of(equity, MarginState.Healthy));

    [Theory]
    [InlineData(MarginState.Notice, 154.99999999, MarginState.Notice)]
    [InlineData(MarginState.Notice, 155.0, MarginState.Healthy)]
    [InlineData(MarginState.Call, 129.99999999, MarginState.Call)]
    [InlineData(MarginState.Call, 130.0, MarginState.Notice)]
    [InlineData(MarginState.Restricted, 119.99999999, MarginState.Restricted)]
    [InlineData(MarginState.Restricted, 120.0, MarginState.Call)]
    [InlineData(MarginState.Liquidating, 109.99999999, MarginState.Liquidating)]
    [InlineData(MarginState.Liquidating, 110.0, MarginState.Restricted)]
    [InlineData(MarginState.Takeover, 104.99999999, MarginState.Takeover)]
    [InlineData(MarginState.Takeover, 105.0, MarginState.Liquidating)]
    [InlineData(MarginState.Takeover, 110.0, MarginState.Restricted)]
    [InlineData(MarginState.Takeover, 125.0, MarginState.Call)]
    [InlineData(MarginState.Takeover, 154.0, MarginState.Notice)]
    [InlineData(MarginState.Takeover, 155.0, MarginState.Healthy)]
    public void State_OfAnAccountThatWasThereOrWorse_IsLeftAtEachLevel(MarginState prior, double equity, MarginState expected) =>
        Assert.Equal(expected, Of(equity, prior));

    [Theory]
    [InlineData(MarginState.Healthy, 152)]
    [InlineData(MarginState.Notice, 125)]
    [InlineData(MarginState.Call, 115)]
    [InlineData(MarginState.Restricted, 107)]
    [InlineData(MarginState.Liquidating, 102)]
    public void State_BetweenTheTwoLevelsOfAGraverOne_IsNotEnteredFromAMilderOne(MarginState prior, int equity) =>
        Assert.Equal(prior, Of(equity, prior));

    [Theory]
    [InlineData(90, 90, MarginState.Takeover)]
    [InlineData(90, 100, MarginState.Liquidating)]
    [InlineData(90, 105, MarginState.Restricted)]
    [InlineData(90, 500, MarginState.Restricted)]
    [InlineData(115, 500, MarginState.Call)] // A call needs the worst alone.
    public void State_FromLiquidatingOn_NeedsTheLikelyRatioToo(int worst, int likely, MarginState expected) =>
        Assert.Equal(expected, MarginStates.Of(worst, likely, 100m, MarginState.Healthy, false, new StateRules()));

    [Theory]
    [InlineData(108, 109, MarginState.Liquidating)]
    [InlineData(108, 110, MarginState.Restricted)]
    public void State_LeavesLiquidatingWhenTheLikelyRatioDoes(int worst, int likely, MarginState expected) =>
        Assert.Equal(expected, MarginStates.Of(worst, likely, 100m, MarginState.Liquidating, false, new StateRules()));

    [Theory]
    [InlineData(500, MarginState.Restricted)]
    [InlineData(115, MarginState.Restricted)]
    [InlineData(102, MarginState.Liquidating)]
    public void State_AfterAnExpiredCall_IsRestrictedAtLeast(int equity, MarginState expected) =>
        Assert.Equal(expected, MarginStates.Of(equity, equity, 100m, MarginState.Healthy, true, new StateRules()));

    [Theory]
    [InlineData(0.0, MarginState.Healthy)]
    [InlineData(-0.00000001, MarginState.Takeover)]
    public void State_WithoutARequirement_IsOfTheSignOfEquity(double equity, MarginState expected) =>
        Assert.Equal(expected, MarginStates.Of((decimal)equity, (decimal)equity, 0m, MarginState.Call, false, new StateRules()));

    [Theory]
    [InlineData(19_200, MarginState.Notice)] // 1.20·16 000 exactly.
    [InlineData(19_199.99999999, MarginState.Call)]
    public void Pool_AtAThreshold_IsJudgedOnExactFigures(double usd, MarginState expected) => Assert.Equal(
        expected, Desk.At("A").Holds("USD", (decimal)usd).Priced("BTC", 100_000m)
            .Perp("BTC-PERP", mark: 100_000m, quantity: 1m).WithScanAlone().Pool().State);

    [Fact]
    public void Pool_OnStalenessAlone_IsNotLiquidated()
    {
        // Worst 16 400 − 400 of STALE against 16 000; likely 16 400: below 1.05 both, but at 1.00 and above.
        var desk = Desk.At("A").Holds("USD", 16_300m).Priced("BTC", 100_000m)
            .Perp("BTC-PERP", mark: 100_000m, quantity: 1m)
            .Quoted("BTC-PERP", mark => mark with { Confidence = new Domain.Rate(0.002m) })
            .WithScanAlone();
        Assert.Equal(15_900m, desk.Equity().Adjusted.Amount);
        Assert.Equal(MarginState.Liquidating, desk.Pool().State);
        Assert.Equal(MarginState.Takeover, desk.Holds("USD", -301m).Pool().State);
    }

    [Fact]
    public void Pool_TakesItsPriorStateAndItsExpiredCall()
    {
        var desk = Desk.At("A").Holds("USD", 20_000m).Priced("BTC", 100_000m)
            .Perp("BTC-PERP", mark: 100_000m, quantity: 1m).WithScanAlone();
        Assert.Equal(MarginState.Notice, desk.Pool().State);
        Assert.Equal(MarginState.Call, desk.Was(MarginState.Call).Pool().State);
        Assert.Equal(MarginState.Restricted, desk.WithExpiredCall().Pool().State);
    }

    private static MarginState Of(double equity, MarginState prior) =>
        MarginStates.Of((decimal)equity, (decimal)equity, 100m, prior, false, new StateRules());
}
