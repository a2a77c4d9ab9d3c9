using MultiVenueMargin.Domain;
using MultiVenueMargin.Domain.Market;
using MultiVenueMargin.Risk.Coverage;

namespace MultiVenueMargin.Risk.Tests.Coverage;

/// <summary>The back-test by hand, on paths of a few days.</summary>
public sealed class CoverageBackTestTests
{
    private static readonly double[] Still = [0.01, -0.01, 0.01, -0.01];

    [Fact]
    public void Period_WhenItLosesMoreThanIsRequired_ExceedsWithBothFigures()
    {
        // One coin at 100 000 falls by 30 000; SCAN asks for 16 % of it, CONC half as much again, LIQ for some hundreds.
        var report = Run(Long(1m), 100_000m, 90_000m, 70_000m);

        var requirement = report.Requirements.Single();
        var exceedance = Assert.Single(requirement.Exceedances);
        Assert.Equal((Desk.Now, Desk.Now.AddDays(2)), (exceedance.From, exceedance.Until));
        Assert.Equal((Usd.Zero, new Usd(30_000m)), (exceedance.HeldBack, exceedance.Loss));
        Assert.Equal(Long(1m).Pool().MaintenanceMargin, exceedance.Figure);
        Assert.InRange(exceedance.Figure.Amount, 24_000m, 26_000m);
        Assert.Equal((1, "MM of cross"), (requirement.Periods, requirement.Figure));
        Assert.Equal((2, 0.005m, 0.99m), (report.PeriodDays, report.Tail, report.Confidence));
    }

    [Fact]
    public void Period_WhenItLosesExactlyWhatIsRequired_IsCovered()
    {
        var required = Long(1m).Pool().MaintenanceMargin.Amount;
        Assert.Empty(Run(Long(1m), 100_000m, 1m, 100_000m - required).Requirements[0].Exceedances);
        Assert.Single(Run(Long(1m), 100_000m, 1m, 100_000m - required - 0.01m).Requirements[0].Exceedances);
    }

    [Fact]
    public void Period_OfAShort_ExceedsOnARise() =>
        Assert.Equal(new Usd(30_000m), Assert.Single(Run(Long(-1m), 100_000m, 100_000m, 130_000m).Requirements[0].Exceedances).Loss);

    /// <summary>Days 0 to 2 and 2 to 4: the fall of 45 000 from day 1 to day 3 is split between them; day 5 begins a period that has no end.</summary>
    [Fact]
    public void Periods_WhenTheyFollow_DoNotOverlap()
    {
        var report = Run(Long(1m), 100_000m, 100_000m, 85_000m, 55_000m, 55_000m, 1m);
        Assert.Equal(2, report.Requirements[0].Periods);
        var second = Assert.Single(report.Requirements[0].Exceedances);
        Assert.Equal((Desk.Now.AddDays(2), new Usd(30_000m)), (second.From, second.Loss));
    }

    /// <summary>A coin held free: its haircut of 2 % pays first. The scan asks for 14 % of the gross, so that 16 % are covered and 18 % are not.</summary>
    [Theory]
    [InlineData(84_500, 0)]
    [InlineData(70_000, 1)]
    public void Period_OfCollateral_IsPaidByItsHaircutFirst(int price, int exceedances)
    {
        var requirement = Run(Desk.At("A").Holds("BTC", 1m).WithScanAlone(), 100_000m, 100_000m, price).Requirements[0];
        Assert.Equal(exceedances, requirement.Exceedances.Count);
        Assert.All(requirement.Exceedances, exceedance => Assert.Equal(new Usd(2_000m), exceedance.HeldBack));
    }

    /// <summary>A short put ends within the period: its value of the first day less what it pays, whatever was said in between.</summary>
    [Fact]
    public void Period_InWhichAnOptionEnds_LosesItsPayoffLessItsMark()
    {
        var desk = Desk.At("A").Holds("USD", 1_000_000m).Put("BTC-P", days: 1.5, strike: 100_000m, quantity: -1m, vol: 0.5, mark: 1_500m);
        var exceedance = Assert.Single(Run(desk, 100_000m, 100_000m, 70_000m).Requirements[0].Exceedances);
        Assert.Equal(new Usd(28_500m), exceedance.Loss);
    }

    /// <summary>Entered long ago at another price: only what the period makes of it counts.</summary>
    [Fact]
    public void Period_OfAPositionWithAnEntry_LosesWhatItMoved()
    {
        var desk = Desk.At("A").Holds("USD", 1_000_000m).Perp("BTC-PERP", mark: 100_000m, quantity: 1m, entry: 40_000m);
        Assert.Equal(new Usd(30_000m), Assert.Single(Run(desk, 100_000m, 100_000m, 70_000m).Requirements[0].Exceedances).Loss);
    }

    [Fact]
    public void Period_WithAGap_IsNotJudgedAndNamed()
    {
        var days = Days(Long(1m), 100_000m, 100_000m, 1m, 10_000m, 10_000m, 10_000m);
        var report = CoverageBackTest.Run(Long(1m).Book, [.. days.Take(2), .. days.Skip(3)], Long(1m).Rules);

        // The first period would be of three days; the second is whole.
        Assert.Equal(1, report.Requirements[0].Periods);
        Assert.Equal(["MM of cross", "VaR of the account"], report.Unjudged.Select(period => period.Figure));
        Assert.All(report.Unjudged, period => Assert.StartsWith("days are missing", period.Reason, StringComparison.Ordinal));
    }

    [Fact]
    public void Period_WhoseEndIsNotPriced_IsNotJudgedAndNamed()
    {
        var days = Days(Long(1m), 100_000m, 100_000m, 100_000m);
        var last = days[2] with { Marks = new Dictionary<InstrumentId, InstrumentMark>() };
        var report = CoverageBackTest.Run(Long(1m).Book, [days[0], days[1], last], Long(1m).Rules);

        Assert.Equal((0, CoverageVerdict.NotJudged), (report.Requirements[0].Periods, report.Requirements[0].Verdict));
        Assert.False(report.Requirements[0].IsCovered);
        Assert.Equal(2, report.Unjudged.Count);
        Assert.Contains("BTC-PERP", report.Unjudged[0].Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void ValueAtRisk_WithoutAHistory_IsNotJudgedAndTheRequirementIs()
    {
        var desk = Desk.At("A").Holds("USD", 1_000_000m).Perp("BTC-PERP", mark: 100_000m, quantity: 1m);
        var report = Run(desk, 100_000m, 100_000m, 99_000m);
        Assert.Equal((1, 0), (report.Requirements[0].Periods, report.ValueAtRisk.Periods));
        Assert.Contains("BTC", Assert.Single(report.Unjudged).Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Pools_WhenOneLosesAndOneGains_AreCountedAlone()
    {
        var desk = Long(-1m).InPool("iso").Holds("USD", 1_000m).Position("BTC-PERP", 1m);
        var report = Run(desk, 100_000m, 100_000m, 70_000m);
        Assert.Equal(["MM of cross", "MM of iso"], report.Requirements.Select(count => count.Figure));
        Assert.Equal([0, 1], report.Requirements.Select(count => count.Exceedances.Count));

        // Together they are flat.
        Assert.Empty(report.ValueAtRisk.Exceedances);
        Assert.Equal(1, report.ValueAtRisk.Periods);
    }

    /// <summary>An order's margin and a venue's own figures are of a moment: with them a requirement would be larger than that of what is held.</summary>
    [Fact]
    public void Requirement_WithOrdersAndStatements_IsOfWhatIsHeld()
    {
        var desk = Long(1m).Bid("BTC-PERP", 5m, 100_000m).VenueSays(equity: 0m, maintenance: 500_000m);
        var exceedance = Assert.Single(Run(desk, 100_000m, 100_000m, 70_000m).Requirements[0].Exceedances);
        Assert.Equal(Long(1m).Pool().MaintenanceMargin, exceedance.Figure);
    }

    [Fact]
    public void Path_WhenADayDoesNotFollow_IsRefused()
    {
        var days = Days(Long(1m), 100_000m, 100_000m, 100_000m);
        Assert.Throws<ArgumentException>(() => CoverageBackTest.Run(Long(1m).Book, [days[0], days[2], days[1]], Long(1m).Rules));
    }

    [Fact]
    public void Path_OfAPeriodOrLess_JudgesNothing() =>
        Assert.Equal(CoverageVerdict.NotJudged, Run(Long(1m), 100_000m, 50_000m).Requirements[0].Verdict);

    private static Desk Long(decimal coins) => Desk.At("A").Holds("USD", 1_000_000m)
        .Perp("BTC-PERP", mark: 100_000m, quantity: coins).Priced("BTC", 100_000m)
        .History("BTC", Still, new double[4], longRun: 0.01);

    private static CoverageReport Run(Desk desk, params decimal[] prices) => CoverageBackTest.Run(desk.Book, Days(desk, prices), desk.Rules);

    /// <summary>The desk's market with the coin and its perpetual at these prices, a day apart; options keep their mark and their expiry.</summary>
    private static List<MarketSnapshot> Days(Desk desk, params decimal[] prices) => prices.Select((price, day) =>
    {
        var market = desk.Priced("BTC", price).Market;
        var asOf = Desk.Now.AddDays(day);
        return market with
        {
            Version = new MarketVersion($"day-{day}"),
            AsOf = asOf,
            Prices = market.Prices.ToDictionary(pair => pair.Key, pair => pair.Value with { AsOf = asOf }),
            Marks = market.Marks.ToDictionary(
                pair => pair.Key,
                pair => pair.Value with { AsOf = asOf, Mark = pair.Key.Code == "BTC-PERP" ? new Price(price) : pair.Value.Mark }),
        };
    }).ToList();
}
