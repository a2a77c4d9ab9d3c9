using MultiVenueMargin.Domain;
using MultiVenueMargin.Domain.Books;
using MultiVenueMargin.Domain.Market;
using MultiVenueMargin.Risk.Liquidation;

namespace MultiVenueMargin.Risk.Tests.Liquidation;

/// <summary>A pool without equity is closed out: what is missing never grows by more than what is required falls. Worked by hand.</summary>
public sealed class CloseOutTests
{
    [Fact]
    public void Plan_WhenSliced_ClosesInStepsOfWhichNoneAddsToTheShortfall()
    {
        var plan = Plans.LongTen(cash: 0m).Owes("USD", 50_000m).Plan(policy: new() { MaximumNotional = new Usd(500_000m) });

        // 16 050 of MM a coin and 2 % of what is owed; five cost 5 bp to the mark and 10 bp in fees, 750. What is missing to MM: 50 000 +
        // 161 500, then 50 750 + 81 265, then 51 500 + 1 030. The ratio on the way falls, from −0.31 to −0.62 to −50.
        Assert.Equal([5m, 5m], plan.Steps.Select(step => step.Legs[0].Quantity.Value));
        Assert.Equal(
            [(-50_000m, 161_500m, 211_500m), (-50_750m, 81_265m, 132_015m), (-51_500m, 1_030m, 52_530m)],
            plan.Steps.Select(step => step.After).Prepend(plan.Start).Select(
                figures => (figures.AdjustedEquity.Amount, figures.MaintenanceMargin.Amount, figures.Shortfall.Amount)));
        Assert.Equal((LiquidationOutcome.Insolvent, new Usd(51_500m)), (plan.Outcome, plan.Deficit));
    }

    [Fact]
    public void Plan_WhenLegsHedgeEachOther_ClosesThemTogether()
    {
        var plan = Plans.LongTen(cash: 0m).Owes("USD", 50_000m).AndAt("W").Position("BTC-PERP", -10m).Plan();

        // 6 700 a pair; one leg alone would leave the other to need 16 050. Twice 1 500 to close, on which 2 % are asked as on all debts.
        var step = Assert.Single(plan.Steps);
        Assert.Equal((LiquidationStepKind.ReducePair, new Usd(66_940m), new Usd(3_000m)), (step.Kind, step.MarginReleased, step.ExpectedCost));
        Assert.Equal((LiquidationOutcome.Insolvent, new Usd(53_000m), new Usd(1_060m)), (plan.Outcome, plan.Deficit, plan.End.MaintenanceMargin));
    }

    [Fact]
    public void Plan_WhenALegCannotBeTraded_LeavesItsHedgeAndNamesBoth()
    {
        var plan = Plans.LongTen(cash: 0m).Owes("USD", 50_000m).AndAt("W").Position("BTC-PERP", -10m)
            .Plan(venues: Plans.Venues(("V", Plans.Terms)));

        Assert.Equal((LiquidationOutcome.Insolvent, 0), (plan.Outcome, plan.Steps.Count));
        Assert.Contains((SkipReason.NoCapability, "BTC-PERP@W"), plan.Reasons());
        Assert.Contains((SkipReason.GrowsShortfall, "BTC-PERP@V"), plan.Reasons());
    }

    [Fact]
    public void Plan_WhenAPositionHasNoVenue_ClosesTheOthers()
    {
        var plan = Plans.LongTen(cash: 0m).Owes("USD", 50_000m).Priced("ETH", 4_000m).AndAt("W").Perp("ETH-PERP", 4_000m, 5m)
            .Plan(venues: Plans.Venues(("V", Plans.Terms)));

        Assert.Equal(["BTC-PERP@V"], plan.Steps.SelectMany(step => step.Legs).Select(leg => leg.Name));
        Assert.Contains((SkipReason.NoCapability, "ETH-PERP@W"), plan.Reasons());
    }

    [Fact]
    public void Plan_WhenOrdersRest_CancelsThemFirst()
    {
        var plan = Plans.LongTen(cash: 0m).Owes("USD", 50_000m).Bid("BTC-PERP", 10m, 100_000m).Plan();

        Assert.Equal([LiquidationStepKind.CancelOrders, LiquidationStepKind.Reduce], plan.Steps.Select(step => step.Kind));
    }

    [Fact]
    public void Plan_WhenASpreadIsWide_ClosesAllTheSame()
    {
        // Half a spread of 20 %: a coin releases 16 000 + 20 000 and costs 20 000 + 100. With equity no step could have been shown.
        var plan = Plans.LongTen(cash: 0m).Owes("USD", 50_000m).Quoted("BTC-PERP", said => said with { HalfSpread = new Rate(0.2m) }).Plan();

        Assert.Equal((LiquidationOutcome.Insolvent, new Usd(251_000m), 10m), (plan.Outcome, plan.Deficit, plan.Steps.Sum(step => step.Legs[0].Quantity.Value)));
    }

    [Fact]
    public void Plan_WhenAFeeIsMoreThanAStepReleases_DoesNotPayIt()
    {
        // A range of 4 % and a fee of 10 %: a coin releases 4 050 and costs 10 050.
        var plan = Plans.LongTen(cash: 0m).Owes("USD", 50_000m)
            .Under(rules => rules with { UnitClasses = [.. rules.UnitClasses.Select(each => each with { Range = 0.04m })] })
            .Plan(Plans.Terms with { TakerFee = new Rate(0.1m) });

        Assert.Equal((LiquidationOutcome.Insolvent, 0), (plan.Outcome, plan.Steps.Count));
        Assert.Contains((SkipReason.GrowsShortfall, "BTC-PERP@V"), plan.Reasons());
    }

    [Fact]
    public void Criterion_AcrossZero_IsBothAndNeverLeadsBelow()
    {
        // Equity, MM, before and after.
        Assert.True(IsNoWorse((-100m, 50m), (-100m, 50m)));
        Assert.True(IsNoWorse((-100m, 50m), (-140m, 10m)));
        Assert.False(IsNoWorse((-100m, 50m), (-140.00000001m, 10m)));
        Assert.True(IsNoWorse((-1m, 50m), (0m, 51m)));
        Assert.False(IsNoWorse((-1m, 50m), (0m, 51.00000001m)));
        Assert.False(IsNoWorse((0m, 50m), (-0.00000001m, 0m)));
        Assert.True(IsNoWorse((10m, 100m), (5m, 50m)));
        Assert.False(IsNoWorse((10m, 100m), (4.99999999m, 50m)));
    }

    private static bool IsNoWorse((decimal Equity, decimal Margin) before, (decimal Equity, decimal Margin) after) =>
        StepCriterion.IsNoWorse(Figures(after), Figures(before));

    private static LiquidationFigures Figures((decimal Equity, decimal Margin) said) =>
        new(new Usd(said.Equity), new Usd(said.Equity), new Usd(said.Margin), null, MarginState.Takeover);
}
