using MultiVenueMargin.Domain;

namespace MultiVenueMargin.Accounts;

/// <summary>What an account answers to an input. It is given out only when the records it rests on are durable.</summary>
public abstract record AccountAnswer;

/// <summary>A command was carried out, now or when the same request came before.</summary>
/// <param name="Version">The account's version after it; of a repetition the one then.</param>
/// <param name="Created">The id of what it made; empty where it made nothing.</param>
public sealed record CommandDone(long Version, string Created) : AccountAnswer;

/// <summary>A command was refused, and nothing changed.</summary>
/// <param name="Field">Which part of the command is at fault; empty for the whole.</param>
public sealed record CommandRefused(Refusal Reason, string Field, string Message) : AccountAnswer;

/// <summary>
/// How far a feed has come. Cumulative: everything of the epoch up to the sequence is durable, and what came twice had no
/// second effect.
/// </summary>
/// <param name="Epoch">The feed's epoch; 0 before the first snapshot.</param>
/// <param name="Through">The last sequence that is in; −1 before the first snapshot.</param>
/// <param name="NeedsSnapshot">Nothing further is taken over until a snapshot opens a new epoch.</param>
/// <param name="Refusals">Frames that were not taken over, and why; empty when all were, or were there before.</param>
public sealed record FeedAnswer(
    VenueAccountId Feed, long Epoch, long Through, bool NeedsSnapshot, IReadOnlyList<FrameRefusal> Refusals) : AccountAnswer
{
    /// <summary>Nothing that counts was heard of the feed for two heartbeat intervals, and these frames did not change that.</summary>
    public bool IsSilent { get; init; }

    /// <summary>A snapshot is asked for: it is needed, or the feed is silent, and then a frame in order does as well.</summary>
    public bool WantsSnapshot => NeedsSnapshot || IsSilent;
}

/// <summary>A frame that was not taken over.</summary>
public sealed record FrameRefusal(long Epoch, long Sequence, Refusal Reason, string Message);

/// <summary>Why something is refused, in order of precedence: the first that holds is told.</summary>
public enum Refusal
{
    Unspecified = 0,

    /// <summary>The message itself is wrong: a number, a name, a size.</summary>
    Malformed = 1,

    /// <summary>The same request id with another body.</summary>
    RequestReused = 2,

    /// <summary>There is no such account, or not for whom asks.</summary>
    NoSuchAccount = 3,

    /// <summary>The account is closed.</summary>
    AccountClosed = 4,

    /// <summary>It is there already.</summary>
    AlreadyExists = 5,

    /// <summary>What the command speaks of does not exist.</summary>
    NotFound = 6,

    /// <summary>The venue account belongs to another account or pool.</summary>
    ClaimedElsewhere = 7,

    /// <summary>It is not in a state in which this can be done.</summary>
    WrongState = 8,

    /// <summary>The same person cannot be the second.</summary>
    NeedsAnotherPerson = 9,

    /// <summary>The margin after it would not be enough.</summary>
    MarginInsufficient = 10,

    /// <summary>A named limit is reached.</summary>
    LimitReached = 11,

    /// <summary>A frame of an epoch that has ended.</summary>
    EpochEnded = 12,

    /// <summary>A frame is missing before this one.</summary>
    SequenceGap = 13,

    /// <summary>Too much is under way; try again later.</summary>
    Busy = 14,

    /// <summary>It could not be made durable, or it is not known whether it was: ask again with the same request id.</summary>
    NotDurable = 15,

    /// <summary>What it needs is not known: a price, a feed.</summary>
    Unknown = 16,

    /// <summary>The cursor, mark or page key is none of this platform: it cannot be read, or speaks of a journal that is not this one.</summary>
    CursorInvalid = 17,

    /// <summary>What lies behind the cursor was moved to an archive: begin anew from a picture of the present, or read the archive.</summary>
    CursorCompacted = 18,
}
