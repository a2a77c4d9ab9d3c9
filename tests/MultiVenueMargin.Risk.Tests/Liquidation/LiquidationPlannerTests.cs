using MultiVenueMargin.Domain;
using MultiVenueMargin.Domain.Books;
using MultiVenueMargin.Domain.Market;
using MultiVenueMargin.Risk.Liquidation;

namespace MultiVenueMargin.Risk.Tests.Liquidation;

/// <summary>Worked by hand.</summary>
public sealed class LiquidationPlannerTests
{
    [Fact]
    public void Plan_WhenTwoLotsAreEnough_SellsTwo()
    {
        var plan = Plans.LongTen().Plan();

        Assert.Equal(LiquidationOutcome.ReachesTarget, plan.Outcome);
        Assert.Equal((new Usd(168_000m), new Usd(160_500m), MarginState.Liquidating), (plan.Start.AdjustedEquity, plan.Start.MaintenanceMargin, plan.Start.State));
        var step = Assert.Single(plan.Steps);
        var leg = Assert.Single(step.Legs);
        Assert.Equal((LiquidationStepKind.Reduce, 1), (step.Kind, step.Ordinal));
        Assert.Equal((OrderSide.Ask, new Quantity(2m), "BTC-PERP@V"), (leg.Side, leg.Quantity, leg.Name));

        // 5 bp below the mark, twice that as the limit; 10 bp of 200 000 as the fee.
        Assert.Equal((new Price(99_950m), new Price(99_900m), new Money(200m, Asset.Usd)), (leg.AssumedPrice, leg.Limit, leg.Fee));
        Assert.Equal(new Usd(300m), step.ExpectedCost);
        Assert.Equal(new Usd(32_100m), step.MarginReleased);

        // 167 700 over 8 × 16 050: above 1.30; with nine left it would be 167 850 over 144 450, 1.16.
        Assert.Equal((new Usd(167_700m), new Usd(128_400m), 1.30607476m), (step.After.AdjustedEquity, step.After.MaintenanceMargin, step.After.Ratio));
        Assert.Empty(plan.Skipped);
    }

    [Fact]
    public void Plan_WhenShort_BuysBack()
    {
        var leg = Plans.LongTen(quantity: -10m).Plan().Steps[0].Legs[0];

        Assert.Equal((OrderSide.Bid, new Price(100_050m), new Price(100_100m)), (leg.Side, leg.AssumedPrice, leg.Limit));
    }

    [Fact]
    public void Plan_WhenInverse_CostsCoin()
    {
        var desk = Desk.At("V").Holds("USD", 168_000m).Priced("BTC", 100_000m)
            .Perp("BTC-INV", 100_000m, 10_000m, inverse: true, multiplier: 100m)
            .Under(rules => rules with { AddOns = rules.AddOns with { ImpactCoefficient = 0m, ConcentrationMost = 0m } });

        var step = desk.Plan(Plans.Terms with { Lot = new Quantity(2_500m), Tick = new Price(0.5m) }).Steps[0];

        // 100 000/1.0005 = 99 950.02 is sold on the tick below, 99 950: 250 000 USD × (1/99 950 − 1/100 000) = 0.00125062531…
        // coins, and a fee of 10 bp, 250 USD, 0.0025 coins.
        var leg = Assert.Single(step.Legs);
        Assert.Equal((new Quantity(2_500m), new Price(99_950m), new Money(0.0025m, new Asset("BTC"))), (leg.Quantity, leg.AssumedPrice, leg.Fee));
        Assert.Equal(new Usd(375.06253127m), step.ExpectedCost);
    }

    [Fact]
    public void Plan_WhenAShortOptionIsCovered_PaysItsPremiumAndHalfItsSpread()
    {
        var desk = Desk.At("V").Holds("USD", 330_000m).Priced("BTC", 100_000m).Call("BTC-C", 30, 100_000m, -10m, vol: 0.6, mark: 7_000m)
            .Under(rules => rules with { AddOns = rules.AddOns with { ImpactCoefficient = 0m } });

        var leg = desk.Plan().Steps[0].Legs[0];

        // min(7 000, 5 % of 7 000 + 2 bp of 100 000) = 370 above the mark.
        Assert.Equal((OrderSide.Bid, new Price(7_370m)), (leg.Side, leg.AssumedPrice));
        Assert.Equal(leg.Quantity.Value * (370m + 100m), leg.ExpectedCost.Amount);
    }

    [Fact]
    public void Plan_WhenLegsHedgeEachOther_ClosesThemTogether()
    {
        // Each venue's loss counts in full and the other's gain at 60 %: what is left of one leg alone needs more than both.
        var desk = Plans.LongTen(cash: 70_000m).AndAt("W").Position("BTC-PERP", -10m);

        var plan = desk.Plan();

        // 40 % of 160 000, BASIS of 0.2 % between the venues, LIQ of both: 6 700 USD a pair. Eight of ten need 69 680 of the 69 400
        // that are left when two pairs are closed; a third makes it 69 100 over 46 900.
        Assert.Equal((LiquidationOutcome.ReachesTarget, new Usd(67_000m)), (plan.Outcome, plan.Start.MaintenanceMargin));
        Assert.Equal(3m, plan.Steps.Sum(step => step.Legs[0].Quantity.Value));
        Assert.All(plan.Steps, step => Assert.Equal(LiquidationStepKind.ReducePair, step.Kind));
        Assert.All(plan.Steps, step => Assert.Equal(
            [("BTC-PERP@V", OrderSide.Ask), ("BTC-PERP@W", OrderSide.Bid)], step.Legs.Select(leg => (leg.Name, leg.Side))));
        Assert.All(plan.Steps, step => Assert.Equal(step.Legs[0].Quantity, step.Legs[1].Quantity));
    }

    [Fact]
    public void Plan_WhenALegCannotBeTraded_LeavesItsHedgeAlone()
    {
        var desk = Plans.LongTen(cash: 70_000m).AndAt("W").Position("BTC-PERP", -10m);

        var plan = desk.Plan(venues: Plans.Venues(("V", Plans.Terms)));

        Assert.Equal((LiquidationOutcome.Blocked, 0), (plan.Outcome, plan.Steps.Count));
        Assert.Equal([(SkipReason.NoCapability, "BTC-PERP@W"), (SkipReason.WorsensRatio, "BTC-PERP@V")], plan.Reasons());
    }

    [Fact]
    public void Plan_WhenStepsAreSliced_StaysWithinThem()
    {
        var byNotional = Plans.LongTen(cash: 100_000m).Plan(policy: new() { MaximumNotional = new Usd(250_000m) });
        var byVolume = Plans.LongTen(cash: 100_000m).Volume("BTC", 300m).Plan();

        Assert.Equal([2m, 2m, 2m], byNotional.Steps.Select(step => step.Legs[0].Quantity.Value));
        Assert.Equal([3m, 3m], byVolume.Steps.Select(step => step.Legs[0].Quantity.Value));
        Assert.Equal([1, 2], byVolume.Steps.Select(step => step.Ordinal));
    }

    [Fact]
    public void Plan_WhenTwoPositionsReleaseAsMuch_TakesTheCheaperFirst()
    {
        var desk = Plans.LongTen(cash: 40_000m, quantity: 1m).Perp("BTC-DEAR", 100_000m, 1m)
            .Quoted("BTC-DEAR", said => said with { HalfSpread = new Rate(0.01m) });

        var plan = desk.Plan(policy: new() { TargetRatio = 2m });

        Assert.Equal("BTC-PERP@V", plan.Steps[0].Legs[0].Name);
    }

    [Fact]
    public void Plan_WhenOrdersAloneAreTooMuch_CancelsThemAndTradesNothing()
    {
        // Ten bought more would need 16 % of a million: without the order the pool stands at 220 000 over 160 500.
        var plan = Plans.LongTen(cash: 220_000m).Bid("BTC-PERP", 10m, 100_000m).Plan();

        Assert.Equal(LiquidationOutcome.ReachesTarget, plan.Outcome);
        var step = Assert.Single(plan.Steps);
        Assert.Equal((LiquidationStepKind.CancelOrders, new Usd(160_000m), Usd.Zero), (step.Kind, step.MarginReleased, step.ExpectedCost));
        Assert.Equal(new Quantity(10m), Assert.Single(step.Cancelled).Quantity);
    }

    [Fact]
    public void Plan_WhenCancellingIsNotEnough_CancelsEverythingBeforeItTrades()
    {
        var plan = Plans.LongTen().Bid("BTC-PERP", 1m, 100_000m).AndAt("W").Ask("BTC-PERP", 1m, 100_000m).Plan();

        Assert.Equal(
            [LiquidationStepKind.CancelOrders, LiquidationStepKind.CancelOrders, LiquidationStepKind.Reduce], plan.Steps.Select(step => step.Kind));
    }

    [Fact]
    public void Plan_WhenAVenueCannotCancel_SaysSo()
    {
        var venues = Plans.Venues(("V", Plans.Terms));
        venues[new("V")] = venues[new("V")] with { CanCancel = false };

        var plan = Plans.LongTen().Bid("BTC-PERP", 1m, 100_000m).Plan(venues: venues);

        Assert.Contains((SkipReason.CannotCancel, "orders in BTC-PERP@V"), plan.Reasons());
    }

    [Fact]
    public void Plan_WhenNothingIsWrong_HasNoSteps()
    {
        var plan = Plans.LongTen(cash: 1_000_000m).Plan();

        Assert.Equal((LiquidationOutcome.ReachesTarget, 0, 1), (plan.Outcome, plan.Steps.Count, plan.Evaluations));
        Assert.Equal(plan.Start, plan.End);
    }

    [Fact]
    public void Plan_WhenEquityIsNegative_ClosesOutAndSaysWhatIsMissing()
    {
        var plan = Plans.LongTen(cash: 0m).Owes("USD", 50_000m).Plan();

        // Closing ten costs 5 bp and 10 bp of a million.
        Assert.Equal((LiquidationOutcome.Insolvent, new Usd(51_500m)), (plan.Outcome, plan.Deficit));
        Assert.Equal(new Quantity(10m), Assert.Single(Assert.Single(plan.Steps).Legs).Quantity);
        Assert.Equal(
            [(SkipReason.NegativeEquity, "cross"), (SkipReason.CollateralNotSold, "USD@V"), (SkipReason.CollateralNotSold, "loan USD@V")],
            plan.Reasons());
    }

    [Fact]
    public void Plan_WhenClosingCostsMoreThanThereIs_IsInsolvent()
    {
        var plan = Plans.LongTen(cash: 50_000m).Quoted("BTC-PERP", said => said with { HalfSpread = new Rate(0.2m) }).Plan();

        // A fifth of a million, and 1 000 in fees; every part of it costs the ratio more than it releases.
        Assert.Equal((LiquidationOutcome.Insolvent, new Usd(151_000m), 0), (plan.Outcome, plan.Deficit, plan.Steps.Count));
    }

    [Fact]
    public void Plan_WhenEquityIsNegativeAtTheWorstEndOnly_IsBlockedForUncertainty()
    {
        var plan = Desk.At("V").Priced("ETH", 4_000m, confidence: 0.49m).Holds("ETH", 1m).Owes("USD", 1_000m)
            .Priced("BTC", 100_000m).Perp("BTC-PERP", 100_000m, 0.01m).Plan(Plans.Terms with { Lot = new Quantity(0.01m) });

        Assert.Equal((LiquidationOutcome.Blocked, null), (plan.Outcome, plan.Deficit));
        Assert.Contains((SkipReason.TooUncertain, "cross"), plan.Reasons());
    }

    [Fact]
    public void Plan_WhenThereAreOnlyDebts_HasNothingToReduce()
    {
        var plan = Desk.At("V").Priced("BTC", 100_000m).Holds("USD", 1_100_000m).Owes("BTC", 9m).Plan();

        Assert.Equal((LiquidationOutcome.NothingToReduce, null), (plan.Outcome, plan.Deficit));
        Assert.Equal([(SkipReason.CollateralNotSold, "loan BTC@V")], plan.Reasons());
    }

    [Fact]
    public void Plan_WhenSomethingIsUnpriced_TradesNothingAndNamesIt()
    {
        var plan = Plans.LongTen().Position("GHOST", 1m).Bid("BTC-PERP", 1m, 100_000m).Plan();

        Assert.Equal((LiquidationOutcome.Blocked, MarginState.Unknown, 0), (plan.Outcome, plan.Start.State, plan.Steps.Count));
        Assert.Contains((SkipReason.Unknown, "GHOST@V"), plan.Reasons());
    }

    [Fact]
    public void Plan_WhenOnlyAnOrderIsUnpriced_CancelsItAndGoesOn()
    {
        var plan = Plans.LongTen().Bid("GHOST", 1m, 1m).Plan();

        Assert.Equal(LiquidationOutcome.ReachesTarget, plan.Outcome);
        Assert.Equal([LiquidationStepKind.CancelOrders, LiquidationStepKind.Reduce], plan.Steps.Select(step => step.Kind));
    }

    [Fact]
    public void Plan_WhenAVenueCannot_NamesItAndWhy()
    {
        static VenueCapability Capable(TradingTerms? terms) => new() { Default = terms };
        var refused = new (SkipReason Reason, VenueCapability Capability)[]
        {
            (SkipReason.CannotTrade, Capable(Plans.Terms) with { CanTrade = false }),
            (SkipReason.CannotReduceOnly, Capable(Plans.Terms) with { CanReduceOnly = false }),
            (SkipReason.NoTerms, Capable(null)),
            (SkipReason.NoTerms, Capable(Plans.Terms with { TakerFee = new Rate(-0.1m) })),
            (SkipReason.LotTooLarge, Capable(Plans.Terms with { Lot = new Quantity(11m) })),
            (SkipReason.LotTooLarge, Capable(Plans.Terms with { MinimumQuantity = new Quantity(10.5m) })),
            (SkipReason.LotTooLarge, Capable(Plans.Terms with { MinimumNotional = new Usd(1_000_000.01m) })),
        };

        Assert.All(refused, each =>
        {
            var plan = Plans.LongTen().Plan(venues: new() { [new("V")] = each.Capability });
            Assert.Equal((LiquidationOutcome.Blocked, 0), (plan.Outcome, plan.Steps.Count));
            Assert.Equal([(each.Reason, "BTC-PERP@V")], plan.Reasons());
        });
    }

    [Fact]
    public void Plan_WhenALotIsMoreThanASlice_IsBlocked()
    {
        var plan = Plans.LongTen().Plan(policy: new() { MaximumNotional = new Usd(99_999m) });

        Assert.Equal([(SkipReason.SliceTooSmall, "BTC-PERP@V")], plan.Reasons());
    }

    [Fact]
    public void Plan_WhenItReachesItsLimits_SaysSoAndKeepsItsSteps()
    {
        var bySteps = Plans.LongTen(cash: 100_000m).Plan(policy: new() { MaximumNotional = new Usd(100_000m), MaximumSteps = 2 });
        var byEvaluations = Plans.LongTen(cash: 100_000m).Plan(policy: new() { MaximumNotional = new Usd(100_000m), MaximumEvaluations = 3 });

        Assert.Equal((LiquidationOutcome.Blocked, 2), (bySteps.Outcome, bySteps.Steps.Count));
        Assert.Equal([(SkipReason.LimitReached, "cross")], bySteps.Reasons());
        Assert.Equal((LiquidationOutcome.Blocked, 2), (byEvaluations.Outcome, byEvaluations.Steps.Count));
        Assert.Equal([(SkipReason.LimitReached, "cross")], byEvaluations.Reasons());
    }

    [Fact]
    public void State_WhenAStepPassesTheLevelOfEntry_IsLeftAsHysteresisHasIt()
    {
        // After one lot 167 850 over 144 450 is 1.16: above 1.10, where Liquidating is left, below 1.20, where Restricted is.
        var plan = Plans.LongTen().Was(MarginState.Healthy).Plan(policy: new() { MaximumNotional = new Usd(100_000m) });

        Assert.Equal(
            [MarginState.Liquidating, MarginState.Restricted, MarginState.Notice],
            [plan.Start.State, .. plan.Steps.Select(step => step.After.State)]);
    }

    [Fact]
    public void Plan_WhenAnIsolatedPoolIsClosedWholly_StillReportsIt()
    {
        var plan = Desk.At("V").InPool("alone").Priced("BTC", 100_000m).Perp("BTC-PERP", 100_000m, 0m).Bid("BTC-PERP", 1m, 100_000m).Plan(pool: "alone");

        Assert.Equal((LiquidationOutcome.ReachesTarget, Usd.Zero), (plan.Outcome, plan.End.MaintenanceMargin));
    }

    [Fact]
    public void Plan_WhenMadeTwice_IsTheSame()
    {
        var desk = Plans.LongTen(cash: 90_000m).AndAt("W").Position("BTC-PERP", -7m);

        Assert.Equivalent(desk.Plan(), desk.Plan(), strict: true);
    }

    [Fact]
    public void Policy_WhenUnsound_IsRefused() =>
        Assert.Throws<ArgumentException>(() => Plans.LongTen().Plan(policy: new() { TargetRatio = 1.09m }));
}
