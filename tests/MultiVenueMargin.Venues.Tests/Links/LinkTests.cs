using MultiVenueMargin.Venues.Links;

namespace MultiVenueMargin.Venues.Tests.Links;

public sealed class LinkTests
{
    private static readonly DateTimeOffset Start = new(2026, 11, 21, 8, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Budget_WhenItIsSpent_SaysHowLongToWaitAndRefillsByTheSecond()
    {
        var budget = new RequestBudget(capacity: 1_000, refillPerSecond: 500, Start).Take(500, Start).Take(500, Start);

        Assert.Equal(TimeSpan.FromSeconds(1), budget.WaitFor(500, Start));
        Assert.Throws<InvalidOperationException>(() => budget.Take(500, Start));
        Assert.Equal(TimeSpan.Zero, budget.WaitFor(500, Start.AddSeconds(1)));
        Assert.Equal(1_000, budget.CreditsAt(Start.AddHours(1)));
    }

    [Fact]
    public void Budget_WhenTheVenueRefused_IsEmptyAndRefillsAfterThePause()
    {
        var budget = new RequestBudget(capacity: 1_000, refillPerSecond: 500, Start).Refused(Start, TimeSpan.FromSeconds(10));

        Assert.Equal(TimeSpan.FromSeconds(11), budget.WaitFor(500, Start));
        Assert.Equal(TimeSpan.Zero, budget.WaitFor(500, Start.AddSeconds(11)));
    }

    [Fact]
    public void Budget_ForARequestItCanNeverPay_Throws() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new RequestBudget(100, 1, Start).WaitFor(101, Start));

    [Theory]
    [InlineData(1, 0.0, 250)]
    [InlineData(1, 0.5, 375)]
    [InlineData(3, 0.0, 1_000)]
    [InlineData(7, 0.0, 15_000)]
    [InlineData(1_000_000, 0.5, 22_500)]
    public void Reconnect_AfterFailures_WaitsTwiceAsLongUpToTheLongest(int failures, double draw, int expectedMs) =>
        Assert.Equal(TimeSpan.FromMilliseconds(expectedMs), new ReconnectSchedule().DelayAfter(failures, draw));

    [Theory]
    [InlineData(0, 0.5)]
    [InlineData(1, 1.0)]
    [InlineData(1, -0.1)]
    [InlineData(1, double.NaN)]
    public void Reconnect_WithoutAFailureOrADraw_Throws(int failures, double draw) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new ReconnectSchedule().DelayAfter(failures, draw));

    [Fact]
    public void Clock_OfSeveralMeasurements_IsTheTightestAndForgetsOldOnes()
    {
        var clock = ClockOffset.Unknown.With(Start, Start.AddSeconds(2.1), Start.AddSeconds(0.2));
        for (var i = 0; i < ClockOffset.Kept - 1; i++)
        {
            clock = clock.With(Start, Start.AddSeconds(5), Start.AddSeconds(4));
        }

        Assert.Equal(new ClockMeasurement(TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(0.1)), clock.Best);
        Assert.Equal(Start.AddSeconds(2), clock.AtVenue(Start));
        Assert.Equal(TimeSpan.FromSeconds(3), clock.With(Start, Start.AddSeconds(5), Start.AddSeconds(4)).Best!.Value.Offset);
    }

    [Fact]
    public void Clock_WhenNothingWasMeasured_IsOurs() => Assert.Equal(Start, ClockOffset.Unknown.AtVenue(Start));

    [Fact]
    public void Health_WhenHeard_HasALagByTheVenuesClockAndNoFailures()
    {
        var clock = ClockOffset.Unknown.With(Start, Start.AddSeconds(2), Start);
        var health = new LinkHealth().Lost(VenueError.Unparsable("x")).Connected().Heard(Start, Start.AddSeconds(1.5), clock);

        Assert.Equal(TimeSpan.FromSeconds(0.5), health.Lag);
        Assert.Equal(0, health.Failures);
        Assert.Equal(TimeSpan.FromSeconds(0.5), health.Heard(Start, Start.AddSeconds(1.9), clock).LongestLag);
        Assert.Equal(TimeSpan.Zero, health.Heard(Start, Start.AddSeconds(9), clock).Lag);
    }

    [Fact]
    public void Health_BeforeAnythingIsHeardOrAfterTooLong_IsSilent()
    {
        var health = new LinkHealth().Connected();

        Assert.True(health.IsSilentAt(Start, TimeSpan.FromSeconds(20)));
        Assert.False(health.Heard(Start, null, ClockOffset.Unknown).IsSilentAt(Start.AddSeconds(20), TimeSpan.FromSeconds(20)));
        Assert.True(health.Heard(Start, null, ClockOffset.Unknown).IsSilentAt(Start.AddSeconds(21), TimeSpan.FromSeconds(20)));
    }

    [Fact]
    public void Secret_WhenShown_IsItsName() => Assert.Equal("secret deribit/desk-1", new SecretReference("deribit/desk-1").ToString());
}
