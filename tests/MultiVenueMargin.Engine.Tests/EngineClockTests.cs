namespace MultiVenueMargin.Engine.Tests;

/// <summary>Jumps of the wall clock move nothing inside (O5).</summary>
public sealed class EngineClockTests
{
    private static readonly DateTimeOffset Start = new(2026, 3, 2, 8, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData(1)]
    [InlineData(-1)]
    public void Now_WhenTheWallJumpsAnHour_GoesOnBySeconds(int hours)
    {
        var time = new TestClock(Start);
        var clock = new EngineClock(time, DateTimeOffset.MinValue);

        time.JumpWall(TimeSpan.FromHours(hours));
        time.Advance(TimeSpan.FromSeconds(10));

        Assert.InRange(clock.Now, Start.AddSeconds(9.99), Start.AddSeconds(10.01));
        Assert.InRange(clock.WallOffset.TotalMinutes, (hours * 60) - 0.1, (hours * 60) + 0.1);
    }

    [Fact]
    public void Now_WhileTheWallStandsStill_GoesOn()
    {
        var time = new TestClock(Start);
        var clock = new EngineClock(time, DateTimeOffset.MinValue);

        time.AdvanceFrozen(TimeSpan.FromMinutes(10));

        Assert.InRange(clock.Now, Start.AddMinutes(10).AddSeconds(-0.31), Start.AddMinutes(10));
    }

    [Fact]
    public void Now_WhenTheWallDriftsASecondASecond_IsNotPulledAlong()
    {
        var time = new TestClock(Start);
        var clock = new EngineClock(time, DateTimeOffset.MinValue);

        for (var second = 0; second < 600; second++)
        {
            time.Advance(TimeSpan.FromSeconds(1));
            time.JumpWall(TimeSpan.FromSeconds(1));
            _ = clock.Now;
        }

        Assert.InRange(clock.Now, Start.AddSeconds(600), Start.AddSeconds(600 * (1 + EngineClock.MostSlew)).AddMilliseconds(1));
    }

    [Fact]
    public void Now_WhateverTheWallDoes_NeverGoesBackAndCountsMilliseconds()
    {
        var (time, random) = (new TestClock(Start), new Random(20_261_121));
        var clock = new EngineClock(time, DateTimeOffset.MinValue);
        var last = clock.Now;

        for (var i = 0; i < 10_000; i++)
        {
            time.Advance(TimeSpan.FromTicks(random.NextInt64(0, TimeSpan.TicksPerSecond)));
            time.JumpWall(TimeSpan.FromTicks(random.NextInt64(-TimeSpan.TicksPerHour, TimeSpan.TicksPerHour)));
            var now = clock.Now;
            Assert.True(now >= last, $"{now:O} came after {last:O}");
            Assert.Equal(0, now.UtcTicks % TimeSpan.TicksPerMillisecond);
            last = now;
        }
    }

    [Fact]
    public void Now_WhenTheWallIsALittleApart_ComesTogetherWithIt()
    {
        var time = new TestClock(Start);
        var clock = new EngineClock(time, DateTimeOffset.MinValue);
        time.JumpWall(TimeSpan.FromMilliseconds(100));

        for (var second = 0; second < 300; second++)
        {
            time.Advance(TimeSpan.FromSeconds(1));
            _ = clock.Now;
        }

        Assert.Equal(TimeSpan.Zero, clock.WallOffset);
    }

    [Fact]
    public void Now_WhenAnEarlierRunRecordedLater_BeginsThere()
    {
        var clock = new EngineClock(new TestClock(Start), Start.AddHours(1));

        Assert.Equal(Start.AddHours(1), clock.Now);
    }
}
