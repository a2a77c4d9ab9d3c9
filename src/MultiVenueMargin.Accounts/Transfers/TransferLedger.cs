using MultiVenueMargin.Accounts.Codec;
using MultiVenueMargin.Accounts.Feeds;
using MultiVenueMargin.Domain;
using MultiVenueMargin.Domain.Feeds;

namespace MultiVenueMargin.Accounts.Transfers;

/// <summary>Transfers on their way, and movements that nobody announced.</summary>
internal sealed class TransferLedger
{
    private readonly SortedDictionary<string, OpenTransfer> _open = new(StringComparer.Ordinal);
    private readonly SortedDictionary<MovementKey, UnmatchedMovement> _unmatched = [];
    private readonly SortedDictionary<VenueAccountId, SeenMovements> _seen = [];

    /// <summary>By reference.</summary>
    public IReadOnlyCollection<OpenTransfer> Open => _open.Values;

    /// <summary>By feed and reference; at most <see cref="Limits.UnmatchedMovements"/>.</summary>
    public IReadOnlyCollection<UnmatchedMovement> Unmatched => _unmatched.Values;

    /// <summary>How many more nobody announced: they are in the journal, and are not named.</summary>
    public long UnnamedMovements { get; private set; }

    public OpenTransfer? Find(string reference) => _open.GetValueOrDefault(reference);

    public UnmatchedMovement? FindUnmatched(MovementKey movement) => _unmatched.GetValueOrDefault(movement);

    /// <summary>Whether a movement with this reference at a feed is still to be explained, in either direction.</summary>
    public bool IsUnexplained(VenueAccountId feed, string reference) =>
        _unmatched.Keys.Any(key => key.Feed == feed && key.Reference == reference)
        || (Find(reference) is { IsOverdue: true } transfer && (transfer.From == feed || transfer.To == feed));

    /// <summary>The movements among facts of a feed that it has not told before.</summary>
    public IReadOnlyList<MovementFact> NewAmong(VenueAccountId feed, IReadOnlyList<FeedFact> facts)
    {
        List<MovementFact>? news = null;
        for (var i = 0; i < facts.Count; i++)
        {
            if (facts[i] is MovementFact movement && !HasSeen(MovementKey.Of(feed, movement)) && !IsAmong(news, feed, movement))
            {
                (news ??= []).Add(movement);
            }
        }

        return news is null ? [] : news;
    }

    /// <summary>Transfers that should have arrived and were not recorded as overdue.</summary>
    public IReadOnlyList<OpenTransfer> DueBy(DateTimeOffset now) => [.. Awaited.Where(transfer => transfer.ExpectedBy <= now)];

    /// <summary>The earliest moment at which a transfer becomes overdue; absent when none does.</summary>
    public DateTimeOffset? NextDeadline() => Awaited.Min(transfer => (DateTimeOffset?)transfer.ExpectedBy);

    /// <summary>Takes a record over; false when it is not one of this part's.</summary>
    public bool Apply(AccountRecord record, DateTimeOffset at)
    {
        switch (record)
        {
            case TransferAnnounced it:
                _open.Add(it.Reference, new OpenTransfer(
                    it.Reference, it.Asset, it.Amount, it.From, it.To, it.ExpectedBy, it.By, false, false, false));
                return true;
            case TransferDebited it:
                Change(it.Reference, transfer => transfer with { IsDebited = true });
                return true;
            case TransferCredited it:
                Change(it.Reference, transfer => transfer with { IsCredited = true });
                return true;
            case TransferOverdue it:
                Change(it.Reference, transfer => transfer with { IsOverdue = true });
                return true;
            case TransferCancelled it:
                _open.Remove(it.Reference);
                return true;
            case MovementUnmatched it:
                Name(it, at);
                return true;
            case MovementExplained it:
                Explain(it);
                return true;
            case SnapshotAccepted accepted:
                Remember(accepted.Feed, accepted.Facts);
                return true;
            case DeltasAccepted accepted:
                Remember(accepted.Feed, accepted.Facts);
                return true;
            case FeedClosed closed:
                _seen.Remove(closed.Feed);
                return true;
            default:
                return false;
        }
    }

    public void WriteTo(CanonicalWriter writer)
    {
        writer.List([.. _open.Values], Limits.OpenTransfers, static (each, transfer) => transfer.WriteTo(each));
        writer.List([.. _unmatched.Values], Limits.UnmatchedMovements, static (each, movement) => movement.WriteTo(each));
        writer.Int64(UnnamedMovements);
        writer.Count(_seen.Count, Limits.Feeds);
        foreach (var (feed, seen) in _seen)
        {
            ValueCodec.Write(writer, feed);
            writer.List([.. seen.InOrder], Limits.RememberedMovements, static (each, movement) => movement.WriteTo(each));
        }
    }

    public static TransferLedger ReadFrom(CanonicalReader reader)
    {
        var ledger = new TransferLedger();
        foreach (var transfer in reader.List(Limits.OpenTransfers, OpenTransfer.ReadFrom))
        {
            ledger._open.Add(transfer.Reference, transfer);
        }

        foreach (var unmatched in reader.List(Limits.UnmatchedMovements, UnmatchedMovement.ReadFrom))
        {
            ledger._unmatched.Add(MovementKey.Of(unmatched.Feed, unmatched.Movement), unmatched);
        }

        ledger.UnnamedMovements = reader.Int64();
        for (var left = reader.Count(Limits.Feeds); left > 0; left--)
        {
            var seen = new SeenMovements();
            ledger._seen.Add(ValueCodec.ReadVenueAccountId(reader), seen);
            foreach (var movement in reader.List(Limits.RememberedMovements, MovementKey.ReadFrom))
            {
                seen.Add(movement);
            }
        }

        return ledger;
    }

    private IEnumerable<OpenTransfer> Awaited => _open.Values.Where(transfer => !transfer.IsOverdue && !transfer.IsCredited);

    private void Change(string reference, Func<OpenTransfer, OpenTransfer> change)
    {
        var transfer = Find(reference) ?? throw new InvalidOperationException($"The transfer {reference} is not open.");
        var changed = change(transfer);
        if (changed.HasEnded)
        {
            _open.Remove(reference);
        }
        else
        {
            _open[reference] = changed;
        }

        // A movement that was told before it was announced is explained by the announcement.
        if (changed.IsDebited && !transfer.IsDebited)
        {
            _unmatched.Remove(new MovementKey(transfer.From, reference, transfer.Asset, MovementDirection.Departure));
        }

        if (changed.IsCredited && !transfer.IsCredited)
        {
            _unmatched.Remove(new MovementKey(transfer.To, reference, transfer.Asset, MovementDirection.Arrival));
        }
    }

    private void Name(MovementUnmatched unmatched, DateTimeOffset at)
    {
        var key = MovementKey.Of(unmatched.Feed, unmatched.Movement);
        if (_unmatched.Count < Limits.UnmatchedMovements || _unmatched.ContainsKey(key))
        {
            _unmatched[key] = new UnmatchedMovement(unmatched.Feed, unmatched.Movement, at);
        }
        else
        {
            UnnamedMovements++;
        }
    }

    private void Explain(MovementExplained explained)
    {
        foreach (var key in _unmatched.Keys.Where(key => key.Feed == explained.Feed && key.Reference == explained.Reference).ToList())
        {
            _unmatched.Remove(key);
        }

        if (Find(explained.Reference) is { IsOverdue: true } overdue && (overdue.From == explained.Feed || overdue.To == explained.Feed))
        {
            _open.Remove(explained.Reference);
        }
    }

    private static bool IsAmong(List<MovementFact>? news, VenueAccountId feed, MovementFact movement) =>
        news is not null && news.Exists(other => MovementKey.Of(feed, other) == MovementKey.Of(feed, movement));

    private bool HasSeen(MovementKey movement) => _seen.TryGetValue(movement.Feed, out var seen) && seen.Contains(movement);

    private void Remember(VenueAccountId feed, IReadOnlyList<FeedFact> facts)
    {
        for (var i = 0; i < facts.Count; i++)
        {
            if (facts[i] is not MovementFact movement)
            {
                continue;
            }

            if (!_seen.TryGetValue(feed, out var seen))
            {
                _seen.Add(feed, seen = new SeenMovements());
            }

            seen.Add(MovementKey.Of(feed, movement));
        }
    }
}
