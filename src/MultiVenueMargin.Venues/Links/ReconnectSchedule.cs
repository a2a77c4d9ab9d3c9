namespace MultiVenueMargin.Venues.Links;

/// <summary>
/// How long to wait before the next attempt to connect: doubling from <see cref="First"/> to <see cref="Longest"/>, of which a random part is
/// waited, so that a thousand clients that lost a venue at one instant do not come back at one instant.
/// </summary>
public sealed record ReconnectSchedule
{
    /// <param name="first">The bound of the first wait. Default 500 ms: a reconnect that a human would not notice.</param>
    /// <param name="longest">Default 30 s: a venue that is back is used again before its feeds turn stale.</param>
    public ReconnectSchedule(TimeSpan? first = null, TimeSpan? longest = null)
    {
        First = first ?? TimeSpan.FromMilliseconds(500);
        Longest = longest ?? TimeSpan.FromSeconds(30);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(First, TimeSpan.Zero, nameof(first));
        ArgumentOutOfRangeException.ThrowIfLessThan(Longest, First, nameof(longest));
    }

    public TimeSpan First { get; }

    public TimeSpan Longest { get; }

    /// <summary>The wait after so many failed attempts in a row.</summary>
    /// <param name="failures">At least 1.</param>
    /// <param name="draw">Random, from 0 up to but not including 1: at least half of the bound is waited, so that no attempt is immediate.</param>
    public TimeSpan DelayAfter(int failures, double draw)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(failures, 1);
        if (draw is not (>= 0 and < 1))
        {
            throw new ArgumentOutOfRangeException(nameof(draw), draw, "A draw lies between 0 and 1.");
        }

        // Doubling in ticks of a double cannot overflow; what is beyond the longest is the longest.
        var bound = Math.Min(Longest.Ticks, First.Ticks * Math.Pow(2, failures - 1));
        return TimeSpan.FromTicks((long)(bound * (0.5 + (draw / 2))));
    }
}
