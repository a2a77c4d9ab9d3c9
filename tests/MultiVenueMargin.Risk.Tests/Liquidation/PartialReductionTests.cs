using MultiVenueMargin.Domain;
using MultiVenueMargin.Risk.Liquidation;

namespace MultiVenueMargin.Risk.Tests.Liquidation;

/// <summary>An engine once crashed when a partial reduction came down to one lot: the smallest sizes and prices there are.</summary>
public sealed class PartialReductionTests
{
    [Fact]
    public void OneLot_WhenItIsAllThatIsHeld_IsClosedWhole()
    {
        var plan = Plans.LongTen(cash: 10_000m, quantity: 1m).Plan();

        Assert.Equal(LiquidationOutcome.ReachesTarget, plan.Outcome);
        Assert.Equal(new Quantity(1m), Assert.Single(Assert.Single(plan.Steps).Legs).Quantity);
        Assert.Equal((Usd.Zero, null), (plan.End.MaintenanceMargin, plan.End.Ratio));
    }

    [Fact]
    public void OneLot_WhenAFractionIsHeldBesides_LeavesTheDustAndNamesIt()
    {
        var plan = Plans.LongTen(cash: 8_000m, quantity: 1.6m).Plan();

        Assert.Equal(LiquidationOutcome.Blocked, plan.Outcome);
        Assert.Equal(new Quantity(1m), Assert.Single(plan.Steps).Legs[0].Quantity);
        Assert.Equal([(SkipReason.LotTooLarge, "BTC-PERP@V")], plan.Reasons());
    }

    [Fact]
    public void ZeroLot_WhenAVenueStatesIt_IsNoTermsAndNoDivision()
    {
        var plan = Plans.LongTen().Plan(Plans.Terms with { Lot = Quantity.Zero });

        Assert.Equal([(SkipReason.NoTerms, "BTC-PERP@V")], plan.Reasons());
    }

    [Fact]
    public void ZeroPosition_WhenLotsNetToNothing_IsNothing()
    {
        var plan = Plans.LongTen().Perp("BTC-FLAT", 100_000m, 3m).Position("BTC-FLAT", -3m).Plan();

        Assert.DoesNotContain(plan.Steps, step => step.Legs.Any(leg => leg.Name == "BTC-FLAT@V"));
        Assert.Empty(plan.Skipped);
    }

    [Fact]
    public void SmallestLot_WhenHeld_IsClosed()
    {
        var plan = Plans.LongTen(cash: 0.0001m, quantity: TradingTerms.LeastLot).Plan(Plans.Terms with { Lot = new Quantity(TradingTerms.LeastLot) });

        Assert.Equal(LiquidationOutcome.ReachesTarget, plan.Outcome);
        Assert.Equal(new Quantity(TradingTerms.LeastLot), Assert.Single(plan.Steps).Legs[0].Quantity);
    }

    [Fact]
    public void SmallestTick_WhenAnOptionIsWorthLess_IsNotSold()
    {
        var desk = Plans.LongTen(cash: 168_000m, quantity: 0m).Holds("USD", 1m)
            .Call("BTC-C", 30, 300_000m, 10m, vol: 0.6, mark: 1m)
            .Owes("USD", 167_999m);

        var plan = desk.Plan(Plans.Terms with { Tick = new Price(5m) });

        Assert.Equal(LiquidationOutcome.Blocked, plan.Outcome);
        Assert.Contains((SkipReason.TooExpensive, "BTC-C@V"), plan.Reasons());
    }

    [Fact]
    public void Tick_WhenPricesFallBetween_IsTakenOnTheLosingSide()
    {
        var sold = Plans.LongTen().Plan(Plans.Terms with { Tick = new Price(70m) }).Steps[0].Legs[0];
        var bought = Plans.LongTen(quantity: -10m).Plan(Plans.Terms with { Tick = new Price(70m) }).Steps[0].Legs[0];

        // 99 950 and 100 050; 1 427 and 1 430 ticks of 70.
        Assert.Equal((new Price(99_890m), new Price(99_750m)), (sold.AssumedPrice, sold.Limit));
        Assert.Equal((new Price(100_100m), new Price(100_240m)), (bought.AssumedPrice, bought.Limit));
    }

    [Fact]
    public void WholePosition_WhenTwoLotsAreHeldAndOneIsEnough_IsNotClosed()
    {
        // 27 000 over 32 100 is 0.84; one left: 26 850 over 16 050 is 1.67.
        var plan = Plans.LongTen(cash: 27_000m, quantity: 2m).Plan();

        Assert.Equal(new Quantity(1m), Assert.Single(plan.Steps).Legs[0].Quantity);
    }
}
