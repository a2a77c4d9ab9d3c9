namespace MultiVenueMargin.Engine.Tests;

/// <summary>A clock that stands still until it is moved; its wall may be set apart from its monotonic time.</summary>
internal sealed class TestClock(DateTimeOffset start) : TimeProvider
{
    private long _elapsed;
    private long _wall = start.UtcTicks;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    /// <summary>The name of a thread on which asking for the time throws; absent: none.</summary>
    public string? BrokenOn { get; set; }

    public override long GetTimestamp() => BrokenOn is { } name && Thread.CurrentThread.Name == name
        ? throw new InvalidOperationException("the clock is broken")
        : Interlocked.Read(ref _elapsed);

    public override DateTimeOffset GetUtcNow() => new(Interlocked.Read(ref _wall), TimeSpan.Zero);

    /// <summary>Time passes, for both.</summary>
    public void Advance(TimeSpan by)
    {
        Interlocked.Add(ref _wall, by.Ticks);
        Interlocked.Add(ref _elapsed, by.Ticks);
    }

    /// <summary>The monotonic time passes; the wall clock stands still.</summary>
    public void AdvanceFrozen(TimeSpan by) => Interlocked.Add(ref _elapsed, by.Ticks);

    /// <summary>Somebody sets the wall clock.</summary>
    public void JumpWall(TimeSpan by) => Interlocked.Add(ref _wall, by.Ticks);
}
