using MultiVenueMargin.Domain;

namespace MultiVenueMargin.Risk.Consensus;

/// <summary>How far the sources of one price agree.</summary>
public enum ConsensusLevel
{
    /// <summary>No source counts: there is no mark.</summary>
    Absent = 0,

    Agreed = 1,

    /// <summary>At least one source is outlying, or was a moment ago; the mark follows the others.</summary>
    Diverging = 2,

    /// <summary>No majority of the weight is near the mark.</summary>
    Split = 3,

    /// <summary>Too few sources are left to tell which one is wrong: no decision against an account rests on this mark alone.</summary>
    Unconfirmed = 4,
}

/// <summary>A yes or no that changes only after the contrary was seen for a time.</summary>
/// <param name="IsOn">What holds.</param>
/// <param name="ContradictedSince">Since when the contrary is seen without a break; absent while it is not.</param>
public readonly record struct ConsensusLatch(bool IsOn, DateTimeOffset? ContradictedSince)
{
    /// <summary>The latch after one more look.</summary>
    public ConsensusLatch After(bool seen, DateTimeOffset now, TimeSpan onAfter, TimeSpan offAfter)
    {
        if (seen == IsOn)
        {
            return new ConsensusLatch(IsOn, null);
        }

        var since = ContradictedSince ?? now;
        return now - since >= (seen ? onAfter : offAfter) ? new ConsensusLatch(seen, null) : new ConsensusLatch(IsOn, since);
    }
}

/// <summary>A mark that enough sources agreed on, and when it was true.</summary>
public sealed record ConfirmedMark(Price Mark, DateTimeOffset AsOf);

/// <summary>What one evaluation hands to the next: the only memory of a consensus.</summary>
public sealed record ConsensusState
{
    public required ConsensusLevel Level { get; init; }

    /// <summary>Since when the level is this one.</summary>
    public required DateTimeOffset Since { get; init; }

    /// <summary>Whether sources diverge.</summary>
    public ConsensusLatch Diverges { get; init; }

    /// <summary>Whether they have no majority.</summary>
    public ConsensusLatch Splits { get; init; }

    /// <summary>The sources that were outlying and have not returned, by name.</summary>
    public IReadOnlyList<LocationId> Outlying { get; init; } = [];

    /// <summary>The last mark that enough sources agreed on.</summary>
    public ConfirmedMark? LastConfirmed { get; init; }
}
