namespace MultiVenueMargin.Client.Feeds;

/// <summary>Why a snapshot is wanted.</summary>
public enum SnapshotCause
{
    /// <summary>The session begins: what was told before it is somebody else's numbering.</summary>
    Opening = 1,

    /// <summary>The server asked for one: it misses a frame, or heard nothing for long.</summary>
    ServerAsked = 2,

    /// <summary>The server refused a frame for what is in it. Whoever sent it should know, for the next may be refused likewise.</summary>
    FrameRefused = 3,

    /// <summary>The server no longer has what it acknowledged, as after a restore to an earlier point.</summary>
    ServerBehind = 4,

    /// <summary>Another session of the same feed opened an epoch. Two that both go on take turns; end one.</summary>
    EpochTaken = 5,
}

/// <summary>A snapshot is wanted, under a new epoch; what was not acknowledged before is not sent any more.</summary>
/// <param name="Message">In words.</param>
/// <param name="Refused">The frame that was refused, where that is the cause.</param>
public sealed record SnapshotWanted(SnapshotCause Cause, string Message, FrameRefusedException? Refused);
