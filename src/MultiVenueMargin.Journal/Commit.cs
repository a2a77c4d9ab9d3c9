using MultiVenueMargin.Accounts;

namespace MultiVenueMargin.Journal;

/// <summary>Records of one stream that become durable together or not at all.</summary>
/// <param name="Stream">Whose.</param>
/// <param name="ExpectedVersion">How many records the stream has before these.</param>
/// <param name="At">When it was decided, by the host's clock.</param>
/// <param name="Records">Canonical bytes of at least one record; must not change until the outcome is known.</param>
public sealed record Commit(StreamId Stream, long ExpectedVersion, DateTimeOffset At, IReadOnlyList<ReadOnlyMemory<byte>> Records);

/// <summary>What became of a submitted commit or snapshot.</summary>
public enum CommitResult
{
    Unspecified = 0,

    /// <summary>It is on stable storage and survives anything that the storage survives.</summary>
    Durable = 1,

    /// <summary>The stream was at another version: another writer came first. Nothing was written.</summary>
    Fenced = 2,

    /// <summary>Nothing was written, and nothing will be.</summary>
    Failed = 3,

    /// <summary>It may or may not be there. Only reading the journal again can tell.</summary>
    Uncertain = 4,
}

/// <summary>The outcome of what was submitted under a ticket.</summary>
/// <param name="Position">Where in its partition a durable commit lies.</param>
/// <param name="Reason">Why it is not durable; empty when it is.</param>
public readonly record struct CommitOutcome(long Ticket, StreamId Stream, CommitResult Result, long Position, string Reason);

/// <summary>A durable commit as read back.</summary>
/// <param name="Position">1, 2, 3 … within its partition, without gaps.</param>
/// <param name="FirstVersion">The version of its first record: 1 for the first of the stream.</param>
/// <param name="Hash">The chain's hash including this entry; it covers stream, version, time and records.</param>
public sealed record JournalEntry(
    StreamId Stream,
    long Position,
    long FirstVersion,
    DateTimeOffset At,
    IReadOnlyList<ReadOnlyMemory<byte>> Records,
    ChainHash Previous,
    ChainHash Hash)
{
    public long LastVersion => FirstVersion + Records.Count - 1;
}

/// <summary>How far a stream has come.</summary>
public readonly record struct StreamHead(StreamId Stream, long Version, ChainHash Hash);

/// <summary>A state as of a version, so that recovery need not read everything. Nothing depends on one: it can be made again.</summary>
/// <param name="Stream">Whose; <see cref="StreamId.WholeMarket"/> for that of a whole partition.</param>
/// <param name="Version">The last record it includes; of a whole partition, the position of the last entry.</param>
/// <param name="Hash">The chain's hash at that version; of a whole partition, that of the entry at the position.</param>
/// <param name="State">Canonical bytes of the state.</param>
public sealed record StreamSnapshot(StreamId Stream, long Version, ChainHash Hash, ReadOnlyMemory<byte> State);

/// <summary>Whether the journal takes commits.</summary>
/// <param name="Failure">What happened, in words; null while all is well.</param>
public readonly record struct JournalHealth(string? Failure)
{
    public bool IsSound => Failure is null;
}
