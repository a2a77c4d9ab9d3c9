namespace MultiVenueMargin.Engine;

/// <summary>
/// The time of an engine. It runs by the monotonic clock from where it began, so that a wall clock that jumps, stands still or goes back changes no
/// deadline and no age; towards the wall clock it moves by <see cref="MostSlew"/> only. It never goes back, also not behind what an
/// earlier run recorded, and counts whole milliseconds. Safe from any thread.
/// </summary>
public sealed class EngineClock
{
    /// <summary>
    /// How much faster or slower it runs than the monotonic clock to come nearer to the wall clock: as much as operating systems allow
    /// themselves. An hour's jump is not followed; the drift of a quartz is.
    /// </summary>
    public const double MostSlew = 0.0005;

    private readonly Lock _lock = new();
    private readonly TimeProvider _time;
    private long _lastTimestamp;
    private DateTimeOffset _now;

    /// <param name="atLeast">The latest moment that an earlier run recorded.</param>
    public EngineClock(TimeProvider time, DateTimeOffset atLeast)
    {
        ArgumentNullException.ThrowIfNull(time);
        _time = time;
        _lastTimestamp = time.GetTimestamp();
        var wall = time.GetUtcNow();
        _now = wall > atLeast ? wall : atLeast;
    }

    public DateTimeOffset Now
    {
        get
        {
            lock (_lock)
            {
                Advance();
                return new DateTimeOffset(_now.UtcTicks - (_now.UtcTicks % TimeSpan.TicksPerMillisecond), TimeSpan.Zero);
            }
        }
    }

    /// <summary>How far the wall clock is ahead of this one; for operators to see, and nothing rests on it.</summary>
    public TimeSpan WallOffset
    {
        get
        {
            lock (_lock)
            {
                Advance();
                return _time.GetUtcNow() - _now;
            }
        }
    }

    private void Advance()
    {
        var timestamp = _time.GetTimestamp();
        var elapsed = _time.GetElapsedTime(_lastTimestamp, timestamp);
        if (elapsed <= TimeSpan.Zero)
        {
            return;
        }

        _lastTimestamp = timestamp;
        _now += elapsed;
        var most = elapsed * MostSlew;
        var apart = _time.GetUtcNow() - _now;
        _now += apart > most ? most : apart < -most ? -most : apart;
    }
}
