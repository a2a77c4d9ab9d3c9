using MultiVenueMargin.Accounts;
using MultiVenueMargin.Accounts.Codec;
using MultiVenueMargin.Domain;
using MultiVenueMargin.Journal;
using static MultiVenueMargin.Simulation.PromiseBrokenException;

namespace MultiVenueMargin.Simulation.Auditing;

/// <summary>
/// Everything that was ever durable, as it was read the first time. Nothing of it may be different or gone later; positions and versions
/// have no gaps; what is new is handed to whoever keeps a book of it.
/// </summary>
internal sealed class Ledger(Action<Entry> onEntry)
{
    private readonly Dictionary<StreamId, List<Entry>> _streams = [];
    private readonly Dictionary<(int Partition, long Position), ChainHash> _hashes = [];
    private readonly long[] _positions = new long[StreamId.Partitions];

    public int Count { get; private set; }

    public IReadOnlyDictionary<StreamId, List<Entry>> Streams => _streams;

    public IReadOnlyList<Entry> Of(StreamId stream) => _streams.GetValueOrDefault(stream) ?? [];

    /// <summary>Reads what is new, registers first, so that what accounts do can be held against them.</summary>
    public void CatchUp(IJournal journal)
    {
        for (var partition = StreamId.Partitions - 1; partition >= 0; partition--)
        {
            if (journal.LastPositionOf(partition) <= _positions[partition])
            {
                continue;
            }

            foreach (var entry in Read(journal, partition, _positions[partition]))
            {
                Unless(entry.Position == _positions[partition] + 1, $"Position {entry.Position} of partition {partition} follows {_positions[partition]}.");
                _positions[partition] = entry.Position;
                _hashes.Add((partition, entry.Position), entry.Hash);
                Add(entry);
            }
        }
    }

    /// <summary>After a start: all that was there is there, the same, and once.</summary>
    public void Recheck(IJournal journal)
    {
        for (var partition = 0; partition < StreamId.Partitions; partition++)
        {
            var last = journal.LastPositionOf(partition);
            Unless(last >= _positions[partition], $"Partition {partition} ended at {_positions[partition]} and ends at {last} after a start.");
            var position = 0L;
            foreach (var entry in last > 0 ? Read(journal, partition, 0) : [])
            {
                Unless(entry.Position == ++position, $"Position {entry.Position} of partition {partition} stands where {position} should.");
                Unless(
                    position > _positions[partition] || _hashes[(partition, position)] == entry.Hash,
                    $"Position {position} of partition {partition} is another entry after a start.");
            }
        }
    }

    /// <summary>On a disk that lied or was damaged: what is served is what was, as far as it goes.</summary>
    public bool IsPrefix(IJournal journal)
    {
        for (var partition = 0; partition < StreamId.Partitions; partition++)
        {
            foreach (var entry in journal.LastPositionOf(partition) > 0 ? Read(journal, partition, 0) : [])
            {
                if (entry.Position <= _positions[partition] && _hashes[(partition, entry.Position)] != entry.Hash)
                {
                    return false;
                }
            }
        }

        return true;
    }

    private static IReadOnlyList<JournalEntry> Read(IJournal journal, int partition, long after) =>
        journal.ReadPartitionAsync(partition, after, int.MaxValue, CancellationToken.None).AsTask().GetAwaiter().GetResult();

    private void Add(JournalEntry commit)
    {
        if (!_streams.TryGetValue(commit.Stream, out var entries))
        {
            _streams.Add(commit.Stream, entries = []);
        }

        var version = commit.FirstVersion;
        foreach (var bytes in commit.Records)
        {
            Unless(version == entries.Count + 1, $"{commit.Stream} has version {version} behind {entries.Count}.");
            Unless(entries.Count == 0 || commit.At >= entries[^1].At, $"{commit.Stream} goes back in time at version {version}.");
            var entry = new Entry(commit.Stream, version, commit.Position, commit.At, Convert.ToHexString(bytes.Span), RecordCodec.Read(bytes.Span));
            entries.Add(entry);
            Count++;
            version++;
            onEntry(entry);
        }
    }
}
