using MultiVenueMargin.Accounts;
using MultiVenueMargin.Accounts.Feeds;
using MultiVenueMargin.Accounts.Transfers;
using MultiVenueMargin.Domain;
using MultiVenueMargin.Domain.Feeds;
using static MultiVenueMargin.Simulation.PromiseBrokenException;

namespace MultiVenueMargin.Simulation.Auditing;

/// <summary>
/// Transfers of one account by its records. Each movement that a feed tells for the first time, and each announcement of what was told
/// before, has its consequence in the same commit: the one that is expected here, and no other.
/// </summary>
internal sealed class TransferBook(AccountBook account, Sometimes sometimes)
{
    private readonly SortedDictionary<string, OnItsWay> _open = new(StringComparer.Ordinal);
    private readonly HashSet<Movement> _told = [];
    private readonly Dictionary<Movement, decimal> _unexplained = [];
    private readonly Queue<Func<AccountRecord>> _due = new();
    private long _commit;

    /// <summary>In the order of their references.</summary>
    public IReadOnlyCollection<OnItsWay> Open => _open.Values;

    /// <summary>Every record comes by here first: a commit ends with nothing left to say of what it told.</summary>
    public void Follow(Entry entry)
    {
        if (entry.Commit != _commit)
        {
            Unless(_due.Count == 0, $"{account.Id} is told of a movement and says nothing of it before version {entry.Version}.");
            _commit = entry.Commit;
        }

        switch (entry.Record)
        {
            case SnapshotAccepted it:
                Tell(it.Feed, it.Facts);
                break;
            case DeltasAccepted it:
                Tell(it.Feed, it.Facts);
                break;
            case FeedClosed it:
                _told.RemoveWhere(movement => movement.Feed == it.Feed);
                break;
            default:
                break;
        }
    }

    public bool Take(Entry entry)
    {
        switch (entry.Record)
        {
            case TransferAnnounced it:
                Announce(it);
                break;
            case TransferDebited it:
                Expect(entry);
                Change(it.Reference, transfer => transfer with { HasLeft = true });
                break;
            case TransferCredited it:
                Expect(entry);
                Change(it.Reference, transfer => transfer with { HasArrived = true });
                break;
            case MovementUnmatched it:
                Expect(entry);
                _unexplained[Movement.Of(it.Feed, it.Movement)] = it.Movement.Amount.Value;
                sometimes.Seen($"movement unmatched: {it.Movement.Direction}");
                break;
            case TransferOverdue it:
                var late = Of(it.Reference);
                Unless(!late.IsOverdue && !late.HasArrived && entry.At >= late.ExpectedBy, $"{it.Reference} is overdue at {entry.At:O} and is {late}.");
                _open[it.Reference] = late with { IsOverdue = true };
                break;
            case TransferCancelled it:
                Unless(Of(it.Reference) is { HasLeft: false, HasArrived: false }, $"{it.Reference} is cancelled and is {Of(it.Reference)}.");
                _open.Remove(it.Reference);
                break;
            case MovementExplained it:
                Explain(it);
                break;
            default:
                return false;
        }

        return true;
    }

    /// <summary>
    /// What is taken off at one end and counted at the other. Before it left no more is under way than is there; what left counts in full
    /// there, in part here; what arrived is in the balance already.
    /// </summary>
    public (Dictionary<(VenueAccountId Feed, Asset Asset), decimal> Leaving, Dictionary<(VenueAccountId Feed, Asset Asset), decimal> Arriving) UnderWay()
    {
        Dictionary<(VenueAccountId, Asset), decimal> leaving = [], arriving = [];
        foreach (var transfer in _open.Values)
        {
            var moved = transfer.Amount;
            if (!transfer.HasLeft)
            {
                var end = (transfer.From, transfer.Asset);
                moved = Math.Min(moved, Math.Max(0, account.ToldAt(transfer.From, transfer.Asset) - leaving.GetValueOrDefault(end)));
                leaving[end] = leaving.GetValueOrDefault(end) + moved;
            }

            if (!transfer.HasArrived)
            {
                var end = (transfer.To, transfer.Asset);
                arriving[end] = arriving.GetValueOrDefault(end) + (Math.Floor(moved * account.Policy.Transit.CountedShare * 100_000_000m) / 100_000_000m);
            }
        }

        return (leaving, arriving);
    }

    private void Tell(VenueAccountId feed, IReadOnlyList<FeedFact> facts)
    {
        foreach (var fact in facts.OfType<MovementFact>())
        {
            if (_told.Add(Movement.Of(feed, fact)))
            {
                _due.Enqueue(() => ConsequenceOf(feed, fact));
            }
        }
    }

    private AccountRecord ConsequenceOf(VenueAccountId feed, MovementFact told)
    {
        var transfer = _open.GetValueOrDefault(told.Reference);
        return transfer is not null && IsDeparture(transfer, feed, told.Asset, told.Direction, told.Amount.Value) ? new TransferDebited(told.Reference)
            : transfer is not null && IsArrival(transfer, feed, told.Asset, told.Direction) ? new TransferCredited(told.Reference, told.Amount)
            : new MovementUnmatched(feed, told);
    }

    private static bool IsDeparture(OnItsWay transfer, VenueAccountId feed, Asset asset, MovementDirection direction, decimal amount) =>
        direction == MovementDirection.Departure && !transfer.HasLeft && transfer.From == feed && transfer.Asset == asset && amount >= transfer.Amount;

    private static bool IsArrival(OnItsWay transfer, VenueAccountId feed, Asset asset, MovementDirection direction) =>
        direction == MovementDirection.Arrival && !transfer.HasArrived && transfer.To == feed && transfer.Asset == asset;

    private void Announce(TransferAnnounced it)
    {
        var transfer = new OnItsWay(it.Reference, it.Asset, it.Amount.Value, it.From, it.To, it.ExpectedBy, false, false, false);
        Unless(_open.TryAdd(it.Reference, transfer), $"{it.Reference} is announced twice.");
        Unless(account.Feeds.ContainsKey(it.From) && account.Feeds.ContainsKey(it.To), $"{it.Reference} goes from or to nowhere.");
        sometimes.Seen("transfer: announced");
        if (_unexplained.TryGetValue(new Movement(it.From, it.Reference, it.Asset, MovementDirection.Departure), out var left) && left >= transfer.Amount)
        {
            _due.Enqueue(() => new TransferDebited(it.Reference));
            sometimes.Seen("transfer: announced after it left");
        }

        if (_unexplained.TryGetValue(new Movement(it.To, it.Reference, it.Asset, MovementDirection.Arrival), out var came))
        {
            _due.Enqueue(() => new TransferCredited(it.Reference, new Quantity(came)));
        }
    }

    private void Expect(Entry entry)
    {
        Unless(_due.TryDequeue(out var due), $"{account.Id} records {entry.Record} at version {entry.Version}, and nothing was told.");
        var expected = due!();
        Unless(expected.Equals(entry.Record), $"{account.Id} records {entry.Record} at version {entry.Version}; it should be {expected}.");
    }

    private void Change(string reference, Func<OnItsWay, OnItsWay> change)
    {
        var before = Of(reference);
        var after = change(before);
        _open[reference] = after;
        if (after.HasLeft && !before.HasLeft)
        {
            _unexplained.Remove(new Movement(after.From, reference, after.Asset, MovementDirection.Departure));
        }

        if (after.HasArrived && !before.HasArrived)
        {
            _unexplained.Remove(new Movement(after.To, reference, after.Asset, MovementDirection.Arrival));
        }

        if (after is { HasLeft: true, HasArrived: true })
        {
            _open.Remove(reference);
            sometimes.Seen("transfer: both ends told");
        }
    }

    private void Explain(MovementExplained it)
    {
        var wasOverdue = _open.TryGetValue(it.Reference, out var transfer) && transfer.IsOverdue && (transfer.From == it.Feed || transfer.To == it.Feed);
        var known = _unexplained.Keys.Where(movement => movement.Feed == it.Feed && movement.Reference == it.Reference).ToList();
        Unless(wasOverdue || known.Count > 0, $"{it.Reference} at {it.Feed} is explained and nobody asked.");
        known.ForEach(movement => _unexplained.Remove(movement));
        if (wasOverdue)
        {
            _open.Remove(it.Reference);
        }
    }

    private OnItsWay Of(string reference)
    {
        Unless(_open.ContainsKey(reference), $"There is no transfer {reference}.");
        return _open[reference];
    }

    private readonly record struct Movement(VenueAccountId Feed, string Reference, Asset Asset, MovementDirection Direction)
    {
        public static Movement Of(VenueAccountId feed, MovementFact fact) => new(feed, fact.Reference, fact.Asset, fact.Direction);
    }
}

/// <summary>A transfer of which not both ends have told.</summary>
internal sealed record OnItsWay(
    string Reference, Asset Asset, decimal Amount, VenueAccountId From, VenueAccountId To, DateTimeOffset ExpectedBy, bool HasLeft, bool HasArrived, bool IsOverdue);
