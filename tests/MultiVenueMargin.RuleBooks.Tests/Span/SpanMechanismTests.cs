using MultiVenueMargin.Domain.Instruments;
using MultiVenueMargin.Risk.RuleBooks.Span;

namespace MultiVenueMargin.RuleBooks.Tests.Span;

public sealed class SpanMechanismTests
{
    [Fact]
    public void Scenarios_WhenAllAreAsked_AreSixteenInPairs()
    {
        var all = SpanScenario.All(3m, 0.33m);

        Assert.Equal(16, all.Count);
        for (var at = 0; at < 14; at += 2)
        {
            Assert.Equal((all[at].Price, 1m, 1m), (all[at + 1].Price, all[at].Volatility, all[at].Counted));
            Assert.Equal(-1m, all[at + 1].Volatility);
        }

        Assert.Equal((3m, 0m, 0.33m), (all[14].Price, all[14].Volatility, all[14].Counted));
        Assert.Equal(-3m, all[15].Price);
        Assert.Equal(-2m / 3m, all[8].Price);
    }

    [Theory]
    [InlineData("")]
    [InlineData("+4/3 up")]
    [InlineData("extreme")]
    public void Scenario_WhenNoneHasTheLabel_IsRefused(string label) =>
        Assert.Throws<ArgumentException>(() => SpanScenario.Named(label, 2m, 0.35m));

    /// <summary>
    /// Worst is scenario 4 (−90), its pair is 3 (−50): volatility −90 → −70 costs 20. Without a move of the price the pair 1, 2 loses
    /// (10 + 30) / 2 = 20. What is left of 90 is the price's: 50.
    /// </summary>
    [Fact]
    public void Scan_WhenItLoses_IsPriceTimeAndVolatility()
    {
        var scan = SpanScan.Of([-10, -30, -50, -90, 40, 20]);

        Assert.Equal((90m, 4), (scan.Risk, scan.WorstScenario));
        Assert.Equal((20m, 20m, 50m), (scan.TimeRisk, scan.VolatilityRisk, scan.PriceRisk));
    }

    [Fact]
    public void Scan_WhenNothingLoses_IsNothing() => Assert.Equal(0m, SpanScan.Of([5, 0, 7, 7]).Risk);

    [Fact]
    public void Scan_WhenThereIsNothing_IsNothing() => Assert.Equal(0m, SpanScan.Of([]).Risk);

    /// <summary>At the end of its life an option is worth what it is in the money: with one day left and one looked ahead, 5 of 5.</summary>
    [Fact]
    public void OptionArray_WhenItExpiresWithinTheLookAhead_IsTheIntrinsicValueLessItsValueNow()
    {
        var option = new SpanOption
        {
            Right = OptionRight.Call,
            Forward = 100,
            Strike = 95,
            Volatility = 0.5,
            Years = 1 / 365.0,
            LookAheadYears = 1 / 365.0,
            Multiplier = 10m,
            PriceScanRange = 6,
            VolatilityScanRange = 0.25,
            VolatilityIsRelative = true,
        };
        var now = (decimal)SpanArray.ValueOf(option, 100, 0.5, 1 / 365.0);
        var array = SpanArray.OfOption(SpanScenario.All(2m, 0.35m), option);

        Assert.Equal(10m * (5m - now), array[0], 8);
        Assert.Equal(10m * (11m - now), array[10], 8);
        Assert.Equal(10m * -now, array[12], 8);
        Assert.Equal(0.35m * 10m * (17m - now), array[14], 8);
    }

    [Fact]
    public void OptionArray_WhenVolatilityMovesByPoints_AddsThem()
    {
        var option = new SpanOption
        {
            Right = OptionRight.Put,
            Forward = 100,
            Strike = 100,
            Volatility = 0.20,
            Years = 0.25,
            Multiplier = 1m,
            PriceScanRange = 10,
            VolatilityScanRange = 0.04,
            VolatilityIsRelative = false,
        };
        var array = SpanArray.OfOption(SpanScenario.All(2m, 0.35m), option);

        Assert.Equal((decimal)(SpanArray.ValueOf(option, 100, 0.24, 0.25) - SpanArray.ValueOf(option, 100, 0.20, 0.25)), array[0], 10);
        Assert.Equal((decimal)(SpanArray.ValueOf(option, 100, 0.16, 0.25) - SpanArray.ValueOf(option, 100, 0.20, 0.25)), array[1], 10);
    }

    /// <summary>
    /// Long 5 in 1, short 3 in 2, short 4 in 3. Priority 1 pairs 1 with 3: four spreads. One delta is left in 1 for 2: one spread.
    /// </summary>
    [Fact]
    public void InterMonth_WhenSpreadsCompete_FormsThemByPriority()
    {
        var formed = SpanInterMonth.Form(
            [new("1", 5, 0), new("2", 0, 3), new("3", 0, 4)],
            [new SpanSpread(2, "1", "2", 100), new SpanSpread(1, "1", "3", 150), new SpanSpread(3, "2", "3", 10)]);

        Assert.Equal([("3", 4m, 600m), ("2", 1m, 100m)], formed.Select(spread => (spread.Spread.Second, spread.Count, spread.Charge)));
    }

    [Fact]
    public void InterMonth_WhenMonthsOfOneTierStandAgainstEachOther_ChargesThemOnce() =>
        Assert.Equal(2m, Assert.Single(SpanInterMonth.Form([new("1", 3, 0), new("1", 0, 2)], [new SpanSpread(1, "1", "1", 7)])).Count);

    [Fact]
    public void InterMonth_WhenALegHasARatio_TakesSoMuchOfIt()
    {
        // Ten in 1 against nine in 2 at two for three: min(10/2, 9/3) = 3.
        var formed = Assert.Single(SpanInterMonth.Form([new("1", 10, 0), new("2", 0, 9)], [new SpanSpread(1, "1", "2", 5, 2, 3)]));
        Assert.Equal((3m, 15m), (formed.Count, formed.Charge));
    }

    [Fact]
    public void LotMargin_WhenLegsAreReversed_IsTheSame()
    {
        SpanSpread[] spreads = [new(1, "1", "2", 1_000)];
        var one = SpanLotMargin.Of([new("1", 4, 0), new("2", 0, 1)], 5_000, spreads);
        var other = SpanLotMargin.Of([new("1", 0, 4), new("2", 1, 0)], 5_000, spreads);

        Assert.Equal((1m, 3m, 16_000m), (one.Spreads, one.OutrightLots, one.Total));
        Assert.Equal(one, other);
    }

    /// <summary>
    /// A: price risk 600 on 3 deltas, 200 each. B: 500 on −10, 50 each. At one A for two B and 80 %: min(3, 10/2) = 3 spreads;
    /// A gets 3·200·0.8 = 480 and B 6·50·0.8 = 240.
    /// </summary>
    [Fact]
    public void InterCommodity_WhenDeltasAreOpposite_GivesEachLegItsWeightedPriceRisk()
    {
        var credits = SpanInterCommodity.CreditsOf([new("A", 3, 600), new("B", -10, 500)], [new SpanCredit(1, "A", "B", 0.8m, 1, 2)]);

        Assert.Equal((480m, 240m), (credits["A"], credits["B"]));
    }

    [Theory]
    [InlineData(3, 10, false, 0)]
    [InlineData(3, 10, true, 2)]
    [InlineData(3, -10, true, 0)]
    [InlineData(0, -10, false, 0)]
    public void InterCommodity_WhenTheSidesAreWrong_GivesNothing(decimal first, decimal second, bool sameSide, int credited) => Assert.Equal(
        credited,
        SpanInterCommodity.CreditsOf([new("A", first, 600), new("B", second, 500)], [new SpanCredit(1, "A", "B", 0.8m, SameSide: sameSide)]).Count);

    [Fact]
    public void InterCommodity_WhenADeltaIsUsed_IsNotUsedAgain()
    {
        var credits = SpanInterCommodity.CreditsOf(
            [new("A", 3, 300), new("B", -3, 300), new("C", -3, 300)], [new SpanCredit(2, "A", "C", 0.5m), new SpanCredit(1, "A", "B", 0.5m)]);

        Assert.Equal((150m, 150m, 0m), (credits["A"], credits["B"], credits.GetValueOrDefault("C")));
    }

    [Theory]
    [InlineData(100, 50, 20, 130, 130)]
    [InlineData(100, 50, 20, 130.01, 130.01)]
    [InlineData(100, 50, 200, 0, 0)]
    public void Requirement_WhenTheMinimumIsNearTheLine_IsTheLarger(decimal scan, decimal charge, decimal credit, decimal minimum, decimal risk) =>
        Assert.Equal(risk, new SpanRequirement(scan, charge, credit, minimum).Risk);
}
