using MultiVenueMargin.Accounts;
using MultiVenueMargin.Journal;

namespace MultiVenueMargin.Live.Tests;

/// <summary>A journal that is only read, of which can be told from where it was, and that can hide its snapshots: then everything is read from the beginning.</summary>
internal sealed class WatchedJournal(IJournal journal, bool hidesSnapshots = false) : IJournal
{
    /// <summary>By partition or stream, the lowest place behind which entries were asked for in pages.</summary>
    public Dictionary<string, long> ReadFrom { get; } = [];

    public JournalHealth Health => journal.Health;

    public bool IsBusy => journal.IsBusy;

    public bool TrySubmit(long ticket, Commit commit) => throw new NotSupportedException("It is only read.");

    public bool TrySubmit(long ticket, StreamSnapshot snapshot) => throw new NotSupportedException("It is only read.");

    public int Poll(ICollection<CommitOutcome> outcomes) => 0;

    public bool TryReopen() => true;

    public StreamHead HeadOf(StreamId stream) => journal.HeadOf(stream);

    public IReadOnlyList<StreamHead> Heads() => journal.Heads();

    public long LastPositionOf(int partition) => journal.LastPositionOf(partition);

    public ValueTask<IReadOnlyList<JournalEntry>> ReadPartitionAsync(int partition, long after, int max, CancellationToken cancellation)
    {
        Note($"{partition}", after, max);
        return journal.ReadPartitionAsync(partition, after, max, cancellation);
    }

    public ValueTask<IReadOnlyList<JournalEntry>> ReadStreamAsync(StreamId stream, long afterVersion, int max, CancellationToken cancellation)
    {
        Note(stream.Code, afterVersion, max);
        return journal.ReadStreamAsync(stream, afterVersion, max, cancellation);
    }

    public ValueTask<StreamSnapshot?> FindSnapshotAsync(StreamId stream, long atMostVersion, CancellationToken cancellation) =>
        hidesSnapshots ? new((StreamSnapshot?)null) : journal.FindSnapshotAsync(stream, atMostVersion, cancellation);

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    // Single entries are looked at to find a place; they are not what a state is made of.
    private void Note(string what, long after, int max)
    {
        if (max > 1)
        {
            ReadFrom[what] = Math.Min(after, ReadFrom.GetValueOrDefault(what, long.MaxValue));
        }
    }
}
