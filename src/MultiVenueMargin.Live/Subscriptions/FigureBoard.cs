using MultiVenueMargin.Accounts;
using MultiVenueMargin.Accounts.Platform;
using MultiVenueMargin.Domain;

namespace MultiVenueMargin.Live.Subscriptions;

/// <summary>
/// The newest released figures of every account, in the order in which they last changed. A reader names the mark it has come to and
/// gets each account at most once, however often it changed in between; nothing is kept for any reader. Safe from any thread.
/// </summary>
public sealed class FigureBoard
{
    private readonly Lock _lock = new();
    private readonly Dictionary<AccountId, LinkedListNode<Entry>> _byAccount = [];
    private readonly LinkedList<Entry> _byMark = [];
    private readonly LinkedList<Waiter> _waiters = [];
    private readonly int _places;
    private readonly long _run;
    private long _mark;

    /// <param name="places">Readers that may wait at once; beyond it the oldest is rung for nothing.</param>
    /// <param name="run">Tells this run of the process apart from every other, so that a mark of an earlier one is known as such.</param>
    public FigureBoard(int places, long run) => (_places, _run) = (places, run);

    public AccountFigures? Find(AccountId account)
    {
        lock (_lock)
        {
            return _byAccount.TryGetValue(account, out var node) ? node.Value.Figures : null;
        }
    }

    /// <param name="from">Everything that changed after it; the beginning, or a mark of an earlier run, gives all.</param>
    /// <param name="accounts">Absent: all.</param>
    public FigurePage Read(FigureMark from, IReadOnlyList<AccountId>? accounts, int max)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(max, 1);
        var mark = Open(from);
        lock (_lock)
        {
            var changed = accounts is null ? After(mark) : Among(accounts, mark);
            // In the order of their marks, so that a page that is full ends at a mark from which nothing is left out.
            var page = changed.Take(max).ToList();
            var isEnd = page.Count < max;
            return new FigurePage(
                page.ConvertAll(entry => entry.Figures), new FigurePlace(_run, isEnd ? _mark : page[^1].Mark).Close(), mark == 0, isEnd);
        }
    }

    public Task WaitBeyond(FigureMark from, CancellationToken cancellation)
    {
        var mark = Open(from);
        LinkedListNode<Waiter> place;
        lock (_lock)
        {
            if (_byMark.Last is { } last && last.Value.Mark > mark)
            {
                return Task.CompletedTask;
            }

            if (_waiters.Count == _places)
            {
                Wake(_waiters.First!);
            }

            place = _waiters.AddLast(new Waiter(mark, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)));
        }

        return cancellation.CanBeCanceled ? Cancellable(place, cancellation) : place.Value.Source.Task;
    }

    internal void Publish(AccountFigures figures)
    {
        lock (_lock)
        {
            if (_byAccount.TryGetValue(figures.Account, out var node))
            {
                // Valued anew and still the same: nobody need be told.
                if (node.Value.Figures.Version == figures.Version && node.Value.Figures.Rules == figures.Rules
                    && node.Value.Figures.Pools.SequenceEqual(figures.Pools))
                {
                    node.Value = node.Value with { Figures = figures };
                    return;
                }

                _byMark.Remove(node);
            }

            _byAccount[figures.Account] = _byMark.AddLast(new Entry(++_mark, figures));
            for (var waiter = _waiters.First; waiter is not null;)
            {
                var next = waiter.Next;
                if (waiter.Value.Mark < _mark)
                {
                    Wake(waiter);
                }

                waiter = next;
            }
        }
    }

    internal void Remove(AccountId account)
    {
        lock (_lock)
        {
            if (_byAccount.Remove(account, out var node))
            {
                _byMark.Remove(node);
            }
        }
    }

    /// <summary>The mark in this run; 0, before all, for one of another.</summary>
    private long Open(FigureMark mark)
    {
        if (!FigurePlace.TryParse(mark, out var place) || (place.Run == _run && place.Mark > Interlocked.Read(ref _mark)))
        {
            throw new RefusedException(Refusal.CursorInvalid, "This is no mark of figures.");
        }

        return place.Run == _run ? place.Mark : 0;
    }

    private IEnumerable<Entry> After(long mark)
    {
        var first = _byMark.Last;
        if (first is null || first.Value.Mark <= mark)
        {
            return [];
        }

        while (first.Previous is { } previous && previous.Value.Mark > mark)
        {
            first = previous;
        }

        return From(first);
    }

    private IEnumerable<Entry> Among(IReadOnlyList<AccountId> accounts, long mark) => accounts.Distinct()
        .Select(account => _byAccount.GetValueOrDefault(account)?.Value)
        .OfType<Entry>()
        .Where(entry => entry.Mark > mark)
        .OrderBy(entry => entry.Mark);

    private static IEnumerable<Entry> From(LinkedListNode<Entry>? node)
    {
        for (; node is not null; node = node.Next)
        {
            yield return node.Value;
        }
    }

    private async Task Cancellable(LinkedListNode<Waiter> place, CancellationToken cancellation)
    {
        using var registration = cancellation.Register(() =>
        {
            lock (_lock)
            {
                if (place.List is not null)
                {
                    _waiters.Remove(place);
                }
            }

            place.Value.Source.TrySetCanceled(cancellation);
        });
        await place.Value.Source.Task.ConfigureAwait(false);
    }

    private void Wake(LinkedListNode<Waiter> place)
    {
        _waiters.Remove(place);
        place.Value.Source.TrySetResult();
    }

    private sealed record Waiter(long Mark, TaskCompletionSource Source);

    private sealed record Entry(long Mark, AccountFigures Figures);
}
