using MultiVenueMargin.Accounts;
using MultiVenueMargin.Accounts.Codec;
using MultiVenueMargin.Accounts.Feeds;
using MultiVenueMargin.Accounts.Platform;
using MultiVenueMargin.Journal;

namespace MultiVenueMargin.Live.Subscriptions;

/// <summary>
/// Reads durable records for whoever asks, partition by partition. Nothing is kept for a reader between two reads: where it goes on is in its
/// cursor. Safe from any thread.
/// </summary>
public sealed class JournalReader(IJournal journal, LiveOptions options)
{
    private static readonly StreamId Seals = StreamId.Register("seals");

    private readonly CursorCheck _check = new(journal);

    /// <summary>Where the journal ends now, in all partitions.</summary>
    public async ValueTask<Cursor> EndAsync(CancellationToken cancellation)
    {
        var positions = new SortedDictionary<int, long>();
        CursorWitness? witness = null;
        for (var partition = 0; partition < StreamId.Partitions; partition++)
        {
            var last = journal.LastPositionOf(partition);
            positions.Add(partition, last);
            witness = CursorWitness.Later(witness, await WitnessAtAsync(partition, last, cancellation).ConfigureAwait(false));
        }

        return JournalCursor.At(positions).With(witness).Close();
    }

    /// <summary>A cursor behind everything up to a position of one partition, for readers of that one.</summary>
    public async ValueTask<Cursor> BehindAsync(int partition, long position, CancellationToken cancellation) => JournalCursor
        .At([KeyValuePair.Create(partition, position)])
        .With(await WitnessAtAsync(partition, position, cancellation).ConfigureAwait(false))
        .Close();

    /// <summary>Opens a cursor to wait beyond it; one that is not of this journal is refused by name.</summary>
    public JournalCursor Open(Cursor cursor) => _check.Open(cursor);

    /// <summary>
    /// Records beyond a cursor. The next cursor follows the partitions of the scope and no others, so that a wait beyond it concerns
    /// these only. A page may be empty and still not the end, where nothing of what was looked at is in the scope. A cursor that is not of this
    /// journal, or behind which something was archived, is refused by name.
    /// </summary>
    public async ValueTask<JournalPage> ReadAsync(Cursor cursor, ReadScope scope, int max, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(scope);
        ArgumentOutOfRangeException.ThrowIfLessThan(max, 1);
        var from = await _check.OpenAsync(cursor, cancellation).ConfigureAwait(false);
        var left = Math.Min(max, options.EntriesPerRead);
        var items = new List<JournalItem>();
        var positions = new SortedDictionary<int, long>();
        var (isEnd, witness) = (true, from.Witness);
        foreach (var partition in PartitionsOf(scope))
        {
            var position = from.PositionOf(partition);
            if (left > 0 && position < journal.LastPositionOf(partition))
            {
                var entries = await EntriesAsync(partition, position, left, cancellation).ConfigureAwait(false);
                foreach (var entry in entries)
                {
                    Add(items, entry, scope);
                    position = entry.Position;
                }

                left -= entries.Count;
                witness = CursorWitness.Later(witness, entries.Count > 0 ? CursorWitness.Of(entries[^1]) : null);
            }

            positions.Add(partition, position);
            isEnd &= position >= journal.LastPositionOf(partition);
        }

        return new JournalPage(items, JournalCursor.At(positions).With(witness).Close(), isEnd);
    }

    private async ValueTask<CursorWitness?> WitnessAtAsync(int partition, long position, CancellationToken cancellation)
    {
        try
        {
            return position > 0 && await journal.ReadPartitionAsync(partition, position - 1, 1, cancellation).ConfigureAwait(false) is [var entry, ..]
                ? CursorWitness.Of(entry)
                : null;
        }
        catch (CompactedException)
        {
            // All that the partition has lies in the archive. Others are newer.
            return null;
        }
    }

    private async ValueTask<IReadOnlyList<JournalEntry>> EntriesAsync(int partition, long after, int max, CancellationToken cancellation)
    {
        try
        {
            return await journal.ReadPartitionAsync(partition, after, max, cancellation).ConfigureAwait(false);
        }
        catch (CompactedException compacted)
        {
            throw CursorCheck.Compacted(compacted);
        }
    }

    /// <summary>Accepted feed updates, and that a feed was heard, are facts and no decisions.</summary>
    private static bool IsDecision(JournalRecord record) => record is not (SnapshotAccepted or DeltasAccepted or FeedHeard);

    private static IEnumerable<int> PartitionsOf(ReadScope scope)
    {
        if (scope.Account is { } account)
        {
            return Wants(scope, StreamKind.Account) ? [StreamId.Of(account).Partition] : [];
        }

        return Enumerable.Range(0, StreamId.Partitions).Where(partition => partition switch
        {
            StreamId.RegisterPartition => Wants(scope, StreamKind.Register) && scope.Institution is null,
            StreamId.MarketPartition => Wants(scope, StreamKind.Market),
            _ => Wants(scope, StreamKind.Account),
        });
    }

    private static bool Wants(ReadScope scope, StreamKind kind) => scope.Kinds.Contains(kind);

    private static void Add(List<JournalItem> items, JournalEntry entry, ReadScope scope)
    {
        if (!IsIn(entry.Stream, scope))
        {
            return;
        }

        var version = entry.FirstVersion;
        foreach (var bytes in entry.Records)
        {
            var record = RecordCodec.Read(bytes.Span);
            if (!scope.DecisionsOnly || IsDecision(record))
            {
                items.Add(new JournalItem(entry.Stream, version, entry.At, record) { Position = entry.Position });
            }

            version++;
        }
    }

    private static bool IsIn(StreamId stream, ReadScope scope) => stream.Kind switch
    {
        StreamKind.Account => Wants(scope, StreamKind.Account)
            && (scope.Account is null || stream.Account == scope.Account)
            && (scope.Institution is null || stream.Account.Institution == scope.Institution),

        // What the registers hold is of all institutions, so it is for readers who may see all.
        // Seals prove the journal and are no records of it.
        StreamKind.Register => Wants(scope, StreamKind.Register) && scope.Account is null && scope.Institution is null && stream != Seals,
        StreamKind.Market => Wants(scope, StreamKind.Market),
        _ => false,
    };
}
