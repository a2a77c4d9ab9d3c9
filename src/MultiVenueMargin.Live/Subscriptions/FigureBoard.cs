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

    // Who is rung when an account changes, and who is when any does: a change costs those who asked for it and nobody else.
    private readonly Dictionary<AccountId, HashSet<Waiter>> _ofAccount = [];
    private readonly HashSet<Waiter> _ofAny = [];

    // Until when whoever read them last is taken to come back: between two readings nobody waits. Only of accounts that have figures.
    private readonly Dictionary<AccountId, long> _readUntil = [];
    private readonly int _places;
    private readonly long _run;
    private readonly TimeSpan _watchFor;
    private long _anyReadUntil;
    private long _now;
    private long _mark;
    private int _newInterest;

    /// <param name="places">Readers that may wait at once; beyond it the oldest is rung for nothing.</param>
    /// <param name="run">Tells this run of the process apart from every other, so that a mark of an earlier one is known as such.</param>
    /// <param name="watchFor">How long who read figures is taken to want them still.</param>
    public FigureBoard(int places, long run, TimeSpan watchFor) => (_places, _run, _watchFor) = (places, run, watchFor);

    /// <summary>Somebody wants figures that nobody wanted before.</summary>
    internal event Action? Wanted;

    /// <summary>Counts how often that happened.</summary>
    internal int NewInterest => Volatile.Read(ref _newInterest);

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
        Want(accounts);
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

    /// <param name="from">As in <see cref="Read"/>; where that gives all, there is something at once.</param>
    /// <param name="accounts">Absent: all.</param>
    public Task WaitBeyond(FigureMark from, IReadOnlyList<AccountId>? accounts, CancellationToken cancellation)
    {
        var mark = Open(from);
        Want(accounts);
        Waiter waiter;
        lock (_lock)
        {
            if (_byMark.Last is { } last && last.Value.Mark > mark && (mark == 0 || accounts is null || Among(accounts, mark).Any()))
            {
                return Task.CompletedTask;
            }

            if (_waiters.Count == _places)
            {
                Wake(_waiters.First!.Value);
            }

            waiter = new Waiter(accounts?.Distinct().ToArray());
            waiter.Place = _waiters.AddLast(waiter);
            foreach (var bell in BellsOf(waiter))
            {
                bell.Add(waiter);
            }
        }

        return cancellation.CanBeCanceled ? Cancellable(waiter, cancellation) : waiter.Source.Task;
    }

    /// <summary>The host's time, by which interest ends.</summary>
    internal void Advance(DateTimeOffset now) => Volatile.Write(ref _now, now.UtcTicks);

    internal FigureInterest InterestIn(AccountId account)
    {
        var now = Volatile.Read(ref _now);
        lock (_lock)
        {
            return _ofAccount.ContainsKey(account) || _readUntil.GetValueOrDefault(account) > now ? FigureInterest.Named
                : _ofAny.Count > 0 || _anyReadUntil > now ? FigureInterest.Any
                : FigureInterest.None;
        }
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
            // Nobody waits who had something to read: for whoever waits, this is it.
            foreach (var waiter in (List<Waiter>)[.. _ofAny, .. _ofAccount.GetValueOrDefault(figures.Account) ?? []])
            {
                Wake(waiter);
            }
        }
    }

    internal void Remove(AccountId account)
    {
        lock (_lock)
        {
            _readUntil.Remove(account);
            if (_byAccount.Remove(account, out var node))
            {
                _byMark.Remove(node);
            }
        }
    }

    private void Want(IReadOnlyList<AccountId>? accounts)
    {
        var now = Volatile.Read(ref _now);
        var until = now + _watchFor.Ticks;
        var isNew = false;
        lock (_lock)
        {
            if (accounts is null)
            {
                isNew = _anyReadUntil <= now && _ofAny.Count == 0;
                _anyReadUntil = until;
            }

            foreach (var account in accounts ?? [])
            {
                if (_byAccount.ContainsKey(account))
                {
                    isNew |= _readUntil.GetValueOrDefault(account) <= now && !_ofAccount.ContainsKey(account);
                    _readUntil[account] = until;
                }
            }
        }

        if (isNew)
        {
            Interlocked.Increment(ref _newInterest);
            Wanted?.Invoke();
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

    private async Task Cancellable(Waiter waiter, CancellationToken cancellation)
    {
        using var registration = cancellation.Register(() =>
        {
            lock (_lock)
            {
                Leave(waiter);
            }

            waiter.Source.TrySetCanceled(cancellation);
        });
        await waiter.Source.Task.ConfigureAwait(false);
    }

    private void Wake(Waiter waiter)
    {
        Leave(waiter);
        waiter.Source.TrySetResult();
    }

    private void Leave(Waiter waiter)
    {
        if (waiter.Place is not { List: not null } place)
        {
            return;
        }

        _waiters.Remove(place);
        foreach (var bell in BellsOf(waiter))
        {
            bell.Remove(waiter);
        }

        foreach (var account in waiter.Accounts ?? [])
        {
            if (_ofAccount[account].Count == 0)
            {
                _ofAccount.Remove(account);
            }
        }
    }

    private IEnumerable<HashSet<Waiter>> BellsOf(Waiter waiter) => waiter.Accounts is not { } accounts ? [_ofAny] : accounts.Select(account =>
    {
        if (!_ofAccount.TryGetValue(account, out var bell))
        {
            _ofAccount.Add(account, bell = []);
        }

        return bell;
    });

    /// <param name="accounts">Each once; absent: all.</param>
    private sealed class Waiter(AccountId[]? accounts)
    {
        public AccountId[]? Accounts { get; } = accounts;

        public TaskCompletionSource Source { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public LinkedListNode<Waiter>? Place { get; set; }
    }

    private sealed record Entry(long Mark, AccountFigures Figures);
}
