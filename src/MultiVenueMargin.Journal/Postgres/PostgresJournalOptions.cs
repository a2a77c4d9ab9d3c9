using System.Text.RegularExpressions;

namespace MultiVenueMargin.Journal.Postgres;

/// <summary>How a <see cref="PostgresJournal"/> reaches its database, and how much it holds in memory.</summary>
public sealed partial record PostgresJournalOptions
{
    /// <summary>Npgsql's connection string. Directly to the server or through a pooler in session mode: the writer's settings are the session's.</summary>
    public required string ConnectionString { get; init; }

    /// <summary>Where the tables lie. A schema of its own, so that they never meet those of another product in the same database.</summary>
    public string Schema { get; init; } = "mvm_journal";

    /// <summary>
    /// Commits and snapshots without a collected outcome. 4096: at 20 000 commits per second a fifth of a second of work, which
    /// is longer than a commit takes on a healthy server; more would only make a client wait in our memory instead of its own.
    /// </summary>
    public int MaxInFlight { get; init; } = 4096;

    /// <summary>Their bytes. 64 MiB: eight commits of the greatest length.</summary>
    public long MaxInFlightBytes { get; init; } = 64 * 1024 * 1024;

    /// <summary>The bytes of one commit or snapshot; a larger one fails. 8 MiB: a book of 100 000 positions has less.</summary>
    public int MaxCommitBytes { get; init; } = 8 * 1024 * 1024;

    /// <summary>Commits and snapshots in one transaction. 1024: one flush then costs each less than a hundredth of what it costs alone.</summary>
    public int MaxGroup { get; init; } = 1024;

    /// <summary>
    /// Bytes in one transaction, unless a single commit has more. 8 MiB: some 50 ms of a slow disk, during which other writers of
    /// the same partitions wait.
    /// </summary>
    public int MaxGroupBytes { get; init; } = 8 * 1024 * 1024;

    /// <summary>For a connection to be made. 5 s: longer than a failover of an address takes, short enough to be asked again.</summary>
    public TimeSpan ConnectTimeout { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>For an answer from the server. 30 s: a disk that stalls for longer is broken, and clients have given up.</summary>
    public TimeSpan AnswerTimeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>
    /// For another writer to release a partition; beyond it the group fails. 15 s: longer than <see cref="SilentWriterTimeout"/>,
    /// so that a writer that died does not fail the living ones.
    /// </summary>
    public TimeSpan PartitionTimeout { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>
    /// After this the server ends a writer that holds partitions and says nothing: its machine is gone. 5 s: between the
    /// statements of a transaction we do some milliseconds of work.
    /// </summary>
    public TimeSpan SilentWriterTimeout { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>Throws for what cannot work, naming the option.</summary>
    public void Validate()
    {
        Require(!string.IsNullOrWhiteSpace(ConnectionString), nameof(ConnectionString), "says where the server is");
        Require(PlainName().IsMatch(Schema), nameof(Schema), "is a lower-case letter, then up to 39 of a-z, 0-9 and _");
        Require(MaxInFlight is >= 1 and <= 1_000_000, nameof(MaxInFlight), "is from 1 to 1 000 000");
        Require(MaxCommitBytes is >= 1024 and <= 256 * 1024 * 1024, nameof(MaxCommitBytes), "is from 1 KiB to 256 MiB");
        Require(MaxInFlightBytes >= MaxCommitBytes, nameof(MaxInFlightBytes), $"holds one commit: at least {nameof(MaxCommitBytes)}");
        Require(MaxGroup is >= 1 and <= 100_000, nameof(MaxGroup), "is from 1 to 100 000");
        Require(MaxGroupBytes is >= 1024 and <= 256 * 1024 * 1024, nameof(MaxGroupBytes), "is from 1 KiB to 256 MiB");
        RequireSeconds(ConnectTimeout, nameof(ConnectTimeout));
        RequireSeconds(AnswerTimeout, nameof(AnswerTimeout));
        RequireSeconds(PartitionTimeout, nameof(PartitionTimeout));
        RequireSeconds(SilentWriterTimeout, nameof(SilentWriterTimeout));
        Require(PartitionTimeout > SilentWriterTimeout, nameof(PartitionTimeout), $"is longer than {nameof(SilentWriterTimeout)}");
        Require(AnswerTimeout > PartitionTimeout, nameof(AnswerTimeout), $"is longer than {nameof(PartitionTimeout)}");
    }

    // Npgsql counts in seconds.
    private static void RequireSeconds(TimeSpan value, string name) =>
        Require(value >= TimeSpan.FromSeconds(1) && value <= TimeSpan.FromMinutes(10) && value.Ticks % TimeSpan.TicksPerSecond == 0, name, "is from 1 s to 10 min, in whole seconds");

    private static void Require(bool condition, string name, string rule)
    {
        if (!condition)
        {
            throw new ArgumentException($"{name} {rule}.", name);
        }
    }

    [GeneratedRegex(@"^[a-z][a-z0-9_]{0,39}\z")]
    private static partial Regex PlainName();
}
