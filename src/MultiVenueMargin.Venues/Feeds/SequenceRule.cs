namespace MultiVenueMargin.Venues.Feeds;

/// <summary>What a venue's own numbering of its account messages is good for.</summary>
public enum SequenceRule
{
    Unspecified = 0,

    /// <summary>No numbers and no times: what was missed cannot be seen, so a snapshot is taken on a timer as well.</summary>
    None = 1,

    /// <summary>Numbers or times that never go back: what is older is overtaken, what was missed cannot be seen.</summary>
    Rising = 2,

    /// <summary>Each is one more than the one before: what was missed is seen.</summary>
    Consecutive = 3,
}
