using MultiVenueMargin.Accounts;
using MultiVenueMargin.Journal;
using MultiVenueMargin.Live.Subscriptions;

namespace MultiVenueMargin.Live.Pipeline;

/// <summary>
/// The one that submits to the journal and polls it. Orders of all loops go in in the order in which they came; outcomes go back to
/// whom they concern, and readers hear of what is durable. After a failure nothing is taken until the journal has read its device again.
/// </summary>
internal sealed class Committer(
    IJournal journal, CommitQueue queue, Doorbells doorbells, SealRound seals, LiveOptions options, LiveMeter meter)
{
    private readonly Queue<CommitOrder> _waiting = new();
    private readonly Queue<SnapshotOrder> _snapshots = new();
    private readonly Dictionary<long, Submitted> _submitted = [];
    private readonly List<CommitOutcome> _outcomes = [];
    private DateTimeOffset _reopenAt = DateTimeOffset.MinValue;
    private string? _failure;
    private int _reopenings;

    /// <summary>Why nothing is taken; null while all is well. Safe to read from any thread.</summary>
    public string? Failure => Volatile.Read(ref _failure);

    /// <summary>How often the journal was opened again after a failure. Safe to read from any thread.</summary>
    public int Reopenings => Volatile.Read(ref _reopenings);

    /// <summary>Nothing is under way.</summary>
    public bool IsIdle => _waiting.Count == 0 && _submitted.Count == 0 && _snapshots.Count == 0 && queue.UnderWay == 0 && !journal.IsBusy;

    /// <summary>Advances everything that can be; true when something moved.</summary>
    public bool RunOnce(DateTimeOffset now)
    {
        var moved = TakeOrders();
        moved |= Submit(now);
        moved |= Collect(now);
        seals.RunOnce(now);
        return moved | Recover(now);
    }

    private bool TakeOrders()
    {
        var orders = queue.TakeOrders();
        foreach (var order in orders)
        {
            _waiting.Enqueue(order);
        }

        foreach (var snapshot in queue.TakeSnapshots())
        {
            _snapshots.Enqueue(snapshot);
        }

        return orders.Count > 0;
    }

    private bool Submit(DateTimeOffset now)
    {
        var count = 0;
        while (Failure is null && _waiting.TryPeek(out var order) && journal.TrySubmit(order.Ticket, order.Commit))
        {
            _submitted.Add(_waiting.Dequeue().Ticket, new Submitted(order, now));
            count++;
        }

        while (Failure is null && _snapshots.TryPeek(out var snapshot) && journal.TrySubmit(queue.NextTicket(), snapshot.Snapshot))
        {
            queue.Done(_snapshots.Dequeue());
        }

        if (count > 0)
        {
            meter.Submitted(count);
        }

        return count > 0;
    }

    private bool Collect(DateTimeOffset now)
    {
        _outcomes.Clear();
        journal.Poll(_outcomes);
        foreach (var outcome in _outcomes)
        {
            // Snapshots have no order: whether one was written concerns nobody here. They have no position either.
            if (outcome.Result == CommitResult.Durable && outcome.Position > 0)
            {
                doorbells.Advanced(outcome.Stream.Partition, outcome.Position);
            }

            seals.Take(outcome);
            if (_submitted.Remove(outcome.Ticket, out var submitted))
            {
                meter.Ended(outcome.Result, now - submitted.At);
                queue.Done(submitted.Order);
                submitted.Order.Owner.Post(outcome);
            }
        }

        doorbells.Ring();
        return _outcomes.Count > 0;
    }

    private bool Recover(DateTimeOffset now)
    {
        if (Failure is null && !journal.Health.IsSound)
        {
            Volatile.Write(ref _failure, journal.Health.Failure);
            _reopenAt = now;
            meter.JournalFailed();
        }

        if (Failure is null)
        {
            return false;
        }

        // What was never submitted has failed for certain; whoever asked may ask again.
        while (_waiting.TryDequeue(out var order))
        {
            queue.Done(order);
            order.Owner.Post(new CommitOutcome(order.Ticket, order.Commit.Stream, CommitResult.Failed, 0, Failure));
        }

        while (_snapshots.TryDequeue(out var snapshot))
        {
            queue.Done(snapshot);
        }

        if (now < _reopenAt || _submitted.Count > 0 || queue.UnderWay > 0)
        {
            return false;
        }

        _reopenAt = now + options.ReopenEvery;
        if (!journal.TryReopen())
        {
            return false;
        }

        for (var partition = 0; partition < StreamId.Partitions; partition++)
        {
            doorbells.Advanced(partition, journal.LastPositionOf(partition));
        }

        doorbells.Ring();
        Volatile.Write(ref _reopenings, _reopenings + 1);
        Volatile.Write(ref _failure, null);
        return true;
    }

    private readonly record struct Submitted(CommitOrder Order, DateTimeOffset At);
}
