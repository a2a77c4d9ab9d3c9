namespace MultiVenueMargin.Venues.Links;

/// <summary>
/// How a connection to a venue is doing: when it was heard, how far behind the venue it is, how often it broke. Silence is neither failure nor
/// health: a private stream says nothing while nothing happens, so life is asked for by the venue's heartbeat and judged by
/// <see cref="IsSilentAt"/>. Immutable.
/// </summary>
public sealed record LinkHealth
{
    /// <summary>When anything was last heard; absent before the first.</summary>
    public DateTimeOffset? HeardAt { get; private init; }

    /// <summary>How much later than the venue said it the last timed message came, by the measured offset of the clocks; never negative.</summary>
    public TimeSpan? Lag { get; private init; }

    /// <summary>The longest lag since the connection was made.</summary>
    public TimeSpan? LongestLag { get; private init; }

    public bool IsConnected { get; private init; }

    /// <summary>Failed attempts and losses in a row, until something is heard.</summary>
    public int Failures { get; private init; }

    /// <summary>The last failure; kept after recovery, for whoever asks why.</summary>
    public VenueError? LastError { get; private init; }

    /// <summary>A connection was made; what it is good for shows when something is heard.</summary>
    public LinkHealth Connected() => this with { IsConnected = true, HeardAt = null, Lag = null, LongestLag = null };

    public LinkHealth Lost(VenueError error) => this with { IsConnected = false, Failures = Failures + 1, LastError = error };

    /// <param name="saidAt">When the venue says it said it; absent where it does not say.</param>
    public LinkHealth Heard(DateTimeOffset now, DateTimeOffset? saidAt, ClockOffset clock)
    {
        var lag = saidAt is { } said ? Positive(clock.AtVenue(now) - said) : Lag;
        return this with { HeardAt = now, Lag = lag, LongestLag = Longer(LongestLag, lag), Failures = 0 };
    }

    /// <summary>Whether nothing was heard for longer than the venue's heartbeat allows; true before anything was heard.</summary>
    public bool IsSilentAt(DateTimeOffset now, TimeSpan allowed) => HeardAt is not { } heard || now - heard > allowed;

    private static TimeSpan Positive(TimeSpan span) => span < TimeSpan.Zero ? TimeSpan.Zero : span;

    private static TimeSpan? Longer(TimeSpan? left, TimeSpan? right) => left is null || right > left ? right ?? left : left;
}
