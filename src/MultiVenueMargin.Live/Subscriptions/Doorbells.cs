using MultiVenueMargin.Accounts;

namespace MultiVenueMargin.Live.Subscriptions;

/// <summary>
/// Where readers wait for something beyond their cursor. They pull when it rings, so a slow reader costs nothing but its place here;
/// places are limited, and the oldest waiter gives way by being rung for nothing. Safe from any thread.
/// </summary>
public sealed class Doorbells(int places)
{
    private readonly Lock _lock = new();
    private readonly long[] _positions = new long[StreamId.Partitions];
    private readonly LinkedList<Waiter> _waiters = [];
    private bool _hasAdvanced;

    public int Waiting
    {
        get
        {
            lock (_lock)
            {
                return _waiters.Count;
            }
        }
    }

    /// <summary>Ends when there may be something beyond the cursor, in a partition that it follows; a cursor at the beginning follows all.</summary>
    public Task WaitBeyond(JournalCursor cursor, CancellationToken cancellation)
    {
        Waiter waiter;
        lock (_lock)
        {
            if (IsBehind(cursor))
            {
                return Task.CompletedTask;
            }

            if (_waiters.Count == places)
            {
                Wake(_waiters.First!);
            }

            waiter = new Waiter(cursor, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
            waiter.Node = _waiters.AddLast(waiter);
        }

        return cancellation.CanBeCanceled ? Cancellable(waiter, cancellation) : waiter.Source.Task;
    }

    internal void Advanced(int partition, long position)
    {
        lock (_lock)
        {
            if (position > _positions[partition])
            {
                _positions[partition] = position;
                _hasAdvanced = true;
            }
        }
    }

    internal void Ring()
    {
        lock (_lock)
        {
            if (!_hasAdvanced)
            {
                return;
            }

            _hasAdvanced = false;
            for (var node = _waiters.First; node is not null;)
            {
                var next = node.Next;
                if (IsBehind(node.Value.Cursor))
                {
                    Wake(node);
                }

                node = next;
            }
        }
    }

    private bool IsBehind(JournalCursor cursor)
    {
        if (cursor.Positions.Count == 0)
        {
            return _positions.Any(position => position > 0);
        }

        foreach (var (partition, position) in cursor.Positions)
        {
            if (_positions[partition] > position)
            {
                return true;
            }
        }

        return false;
    }

    private void Wake(LinkedListNode<Waiter> node)
    {
        _waiters.Remove(node);
        node.Value.Source.TrySetResult();
    }

    private async Task Cancellable(Waiter waiter, CancellationToken cancellation)
    {
        using var registration = cancellation.Register(() =>
        {
            lock (_lock)
            {
                if (waiter.Node is { List: not null } node)
                {
                    _waiters.Remove(node);
                }
            }

            waiter.Source.TrySetCanceled(cancellation);
        });
        await waiter.Source.Task.ConfigureAwait(false);
    }

    private sealed record Waiter(JournalCursor Cursor, TaskCompletionSource Source)
    {
        public LinkedListNode<Waiter>? Node { get; set; }
    }
}
