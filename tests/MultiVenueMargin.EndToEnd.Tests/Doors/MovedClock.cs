namespace MultiVenueMargin.EndToEnd.Tests.Doors;

/// <summary>A clock that stands still until it is moved: figures do not age while a test breaks connections in real time.</summary>
internal sealed class MovedClock(DateTimeOffset start) : TimeProvider
{
    private long _elapsed;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override long GetTimestamp() => Interlocked.Read(ref _elapsed);

    public override DateTimeOffset GetUtcNow() => start.AddTicks(Interlocked.Read(ref _elapsed));

    public void Advance(TimeSpan by) => Interlocked.Add(ref _elapsed, by.Ticks);
}
