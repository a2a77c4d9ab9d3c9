using MultiVenueMargin.Accounts;
using MultiVenueMargin.Journal;

namespace MultiVenueMargin.Benchmarks.Ingest;

/// <summary>Tells apart what a journal costs from what stands around it.</summary>
internal sealed class MeteredJournal(IJournal journal) : IJournal
{
    /// <summary>What it has cost since it was last reset.</summary>
    public Cost Cost { get; private set; }

    public JournalHealth Health => journal.Health;

    public bool IsBusy => journal.IsBusy;

    public void Reset() => Cost = default;

    public bool TrySubmit(long ticket, Commit commit)
    {
        var began = Cost.Begin();
        var taken = journal.TrySubmit(ticket, commit);
        Cost += Cost.Since(began);
        return taken;
    }

    public bool TrySubmit(long ticket, StreamSnapshot snapshot) => journal.TrySubmit(ticket, snapshot);

    public int Poll(ICollection<CommitOutcome> outcomes)
    {
        var began = Cost.Begin();
        var count = journal.Poll(outcomes);
        Cost += Cost.Since(began);
        return count;
    }

    public bool TryReopen() => journal.TryReopen();

    public StreamHead HeadOf(StreamId stream) => journal.HeadOf(stream);

    public IReadOnlyList<StreamHead> Heads() => journal.Heads();

    public long LastPositionOf(int partition) => journal.LastPositionOf(partition);

    public ValueTask<IReadOnlyList<JournalEntry>> ReadPartitionAsync(int partition, long after, int max, CancellationToken cancellation) =>
        journal.ReadPartitionAsync(partition, after, max, cancellation);

    public ValueTask<IReadOnlyList<JournalEntry>> ReadStreamAsync(StreamId stream, long afterVersion, int max, CancellationToken cancellation) =>
        journal.ReadStreamAsync(stream, afterVersion, max, cancellation);

    public ValueTask<StreamSnapshot?> FindSnapshotAsync(StreamId stream, long atMostVersion, CancellationToken cancellation) =>
        journal.FindSnapshotAsync(stream, atMostVersion, cancellation);

    public ValueTask DisposeAsync() => journal.DisposeAsync();
}
