using MultiVenueMargin.Risk.Reports;

namespace MultiVenueMargin.Risk.Tests.House;

/// <summary>MARGIN §6: VENUE_TRAP.</summary>
public sealed class VenueTrapTests
{
    private static readonly TimeSpan TenMinutes = TimeSpan.FromMinutes(10);

    [Fact]
    public void Trap_WithoutARoute_IsTheVenuesShortfall()
    {
        var pool = Desk.At("A", grace: TenMinutes).VenueSays(equity: 60m, maintenance: 100m).Pool();
        Assert.Equal(40m, pool.VenueTrap.Amount.Amount);
        Assert.Equal(40m, pool.MaintenanceMargin.Amount);
    }

    [Fact]
    public void Trap_WhenTheVenueHasEnough_IsNothing() =>
        Assert.Empty(Desk.At("A").VenueSays(equity: 100m, maintenance: 100m).Pool().VenueTrap.Items);

    [Theory]
    [InlineData(10, 0)] // Just in time.
    [InlineData(10.1, 40)]
    public void Trap_IsWhatDoesNotArriveWithinTheGrace(double minutes, int trapped) => Assert.Equal(
        trapped, Desk.At("A", grace: TenMinutes).VenueSays(equity: 60m, maintenance: 100m)
            .AndAt("CUST").Holds("USD", 1_000m).Route("CUST", "A", minutes)
            .Pool().VenueTrap.Amount.Amount);

    [Fact]
    public void Trap_WhenTheVenueStatesNoGrace_WaitsForNothing() => Assert.Equal(
        40m, Desk.At("A").VenueSays(equity: 60m, maintenance: 100m)
            .AndAt("CUST").Holds("USD", 1_000m).Route("CUST", "A", 1)
            .Pool().VenueTrap.Amount.Amount);

    [Fact]
    public void Trap_OnARouteToElsewhere_IsNotHelped() => Assert.Equal(
        40m, Desk.At("A", grace: TenMinutes).VenueSays(equity: 60m, maintenance: 100m)
            .AndAt("CUST").Holds("USD", 1_000m).Route("A", "CUST", 1).Route("CUST", "B", 1)
            .Pool().VenueTrap.Amount.Amount);

    [Fact]
    public void Trap_OfTwoVenues_ServesTheShorterGraceFirstAndEachSourcePaysOnce()
    {
        // B (5 min) takes 70 of the 100, A (10 min) the other 30 of its 60.
        var trap = Desk.At("A", grace: TenMinutes).VenueSays(equity: 0m, maintenance: 60m)
            .AndAt("B", grace: TimeSpan.FromMinutes(5)).VenueSays(equity: 0m, maintenance: 70m)
            .AndAt("CUST").Holds("USD", 100m).Route("CUST", "A", 3).Route("CUST", "B", 3)
            .Pool().VenueTrap;
        Assert.Equal([("B", 0m), ("A", 30m)], trap.Items.Select(item => (item.Venue.Code, item.Trapped.Amount)));
        Assert.Equal(30m, trap.Amount.Amount);
    }

    [Fact]
    public void Trap_OfTwoVenuesOfOneGrace_ServesThemByName()
    {
        var trap = Desk.At("B", grace: TenMinutes).VenueSays(equity: 0m, maintenance: 70m)
            .AndAt("A", grace: TenMinutes).VenueSays(equity: 0m, maintenance: 60m)
            .AndAt("CUST").Holds("USD", 100m).Route("CUST", "A", 3).Route("CUST", "B", 3)
            .Pool().VenueTrap;
        Assert.Equal([("A", 0m), ("B", 30m)], trap.Items.Select(item => (item.Venue.Code, item.Trapped.Amount)));
    }

    [Fact]
    public void Trap_TakesTheFastestSourceFirstThenByName()
    {
        var item = Assert.Single(Desk.At("A", grace: TenMinutes).VenueSays(equity: 0m, maintenance: 100m)
            .AndAt("S1").Holds("USD", 30m).AndAt("S2").Holds("USD", 50m).AndAt("S3").Holds("USD", 50m)
            .Route("S3", "A", 2).Route("S2", "A", 2).Route("S1", "A", 1)
            .Pool().VenueTrap.Items);
        Assert.Equal(
            [("S1", 30m), ("S2", 50m), ("S3", 20m)], item.Arrivals.Select(arrival => (arrival.From.Code, arrival.Amount.Amount)));
    }

    [Theory]
    [InlineData(450, 50)] // 500 − its own IM.
    [InlineData(null, 20)] // Not said: 500 − 400 is more than enough.
    public void Spare_OfAVenueThatSpeaks_IsBeyondItsOwnMargin(int? initial, int trapped)
    {
        // Short 100 at A. B's balance of 9 000 does not count, its own figures do.
        var trap = Desk.At("A", grace: TenMinutes).VenueSays(equity: 0m, maintenance: initial is null ? 120m : 100m)
            .AndAt("B").Holds("USD", 9_000m).VenueSays(equity: 500m, maintenance: 400m, initial: initial).Route("B", "A", 1)
            .Pool().VenueTrap;
        Assert.Equal(trapped, trap.Amount.Amount);
    }

    [Fact]
    public void Spare_OfAVenueThatDoesNotSayItsEquity_IsNothing()
    {
        var pool = Desk.At("A", grace: TenMinutes).VenueSays(equity: 0m, maintenance: 100m)
            .AndAt("B").Holds("USD", 9_000m).VenueSays(maintenance: 400m).Route("B", "A", 1)
            .Pool();
        Assert.Equal(100m, pool.VenueTrap.Amount.Amount);
        Assert.Equal("B", Assert.Single(pool.Omissions, omission => omission.Kind == OmissionKind.VenueFigureAbsent).Subject);
    }

    [Theory]
    [InlineData(3_660, 0)]
    [InlineData(3_661, 100)]
    public void Spare_OfAVenueThatSpokeLongAgo_IsNothing(double ageSeconds, int trapped)
    {
        var pool = Desk.At("A", grace: TenMinutes).VenueSays(equity: 0m, maintenance: 100m)
            .AndAt("B").VenueSays(equity: 500m, maintenance: 400m, ageSeconds: ageSeconds).Route("B", "A", 1)
            .Pool();
        Assert.Equal(trapped, pool.VenueTrap.Amount.Amount);
        Assert.Equal(trapped > 0, pool.Omissions.Any(omission => omission.Kind == OmissionKind.VenueFigureAbsent));
    }

    [Fact]
    public void Trap_OfAVenueThatSpokeLongAgo_IsNamedAndNotGuessed()
    {
        var pool = Desk.At("A").VenueSays(equity: 60m, maintenance: 100m, ageSeconds: 3_661).Pool();
        Assert.Equal(0m, pool.VenueTrap.Amount.Amount);
        Assert.Equal("A", Assert.Single(pool.Omissions, omission => omission.Kind == OmissionKind.VenueFigureAbsent).Subject);
    }

    [Fact]
    public void Spare_OfAnyOtherPlace_IsWhatItsLinesCountLessWhatIsOwedThere()
    {
        // USDC 100·0.99·0.995 − 48.505 = 50.
        var trap = Desk.At("A", grace: TenMinutes).VenueSays(equity: 0m, maintenance: 100m)
            .AndAt("CUST", haircut: 0.01m).Holds("USDC", 100m).Owes("USDT", 48.505m).Route("CUST", "A", 1)
            .Pool().VenueTrap;
        Assert.Equal(50m, trap.Amount.Amount);
    }

    [Fact]
    public void Trap_IsInThePoolOfTheVenueAccount()
    {
        // What lies in the cross pool does not help the isolated one.
        var report = Desk.At("CUST").Holds("USD", 1_000m).Route("CUST", "A", 1)
            .InPool("arb").AndAt("A", grace: TenMinutes).Holds("USD", 1m).VenueSays(equity: 60m, maintenance: 100m)
            .Evaluate();
        Assert.Equal([0m, 40m], report.Pools.Select(pool => pool.VenueTrap.Amount.Amount));
    }

    [Fact]
    public void Trap_InAPoolThatHoldsNothingElse_IsNotLost()
    {
        var report = Desk.At("CUST").Holds("USD", 1_000m)
            .InPool("arb").AndAt("A").VenueSays(equity: 60m, maintenance: 100m)
            .Evaluate();
        Assert.Equal([("cross", 0m), ("arb", 40m)], report.Pools.Select(pool => (pool.Pool.Code, pool.VenueTrap.Amount.Amount)));
    }

    [Fact]
    public void Trap_WhereAVenueDoesNotSpeak_IsNamedAndNotZero()
    {
        var pool = Desk.At("A").Priced("BTC", 100_000m).Perp("BTC-PERP", mark: 100_000m, quantity: 1m).Pool();
        Assert.Equal("A", Assert.Single(pool.Omissions, omission => omission.Kind == OmissionKind.VenueFigureAbsent).Subject);
    }
}
