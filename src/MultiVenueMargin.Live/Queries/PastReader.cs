using MultiVenueMargin.Accounts;
using MultiVenueMargin.Accounts.Codec;
using MultiVenueMargin.Accounts.Markets;
using MultiVenueMargin.Accounts.Platform;
using MultiVenueMargin.Domain;
using MultiVenueMargin.Domain.Rules;
using MultiVenueMargin.Journal;
using MultiVenueMargin.Live.Markets;
using MultiVenueMargin.Live.Subscriptions;
using MultiVenueMargin.Risk.Valuation;

namespace MultiVenueMargin.Live.Queries;

/// <summary>
/// Reads the past: an account and the market as they were at a cursor or an instant, from the journal alone. Nothing live is touched.
/// Safe from any thread.
/// </summary>
public sealed class PastReader(IJournal journal)
{
    private const int EntriesPerRead = 1_024;

    private readonly CursorCheck _check = new(journal);

    /// <summary>The account and the market of that moment under the rules then in force, or under others. Null where the account did not exist then.</summary>
    public async ValueTask<AccountPicture?> ReadAsync(
        AccountId account, AsOf asOf, RuleVersion? version, RuleCatalogue catalogue, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(asOf);
        ArgumentNullException.ThrowIfNull(catalogue);
        try
        {
            var moment = await MomentOfAsync(account, asOf, cancellation).ConfigureAwait(false);
            var state = await AccountAtAsync(account, moment, cancellation).ConfigureAwait(false);
            if (state is null)
            {
                return null;
            }

            var rules = version is { } named
                ? catalogue.Find(named) ?? throw new RefusedException(Refusal.NotFound, $"There is no rule set {named}.")
                : catalogue.FindInForce(state.Policy.RuleBook, moment.Instant);
            return AccountPicture.Of(state, await ContextAtAsync(moment, rules, cancellation).ConfigureAwait(false), isCurrent: true);
        }
        catch (CompactedException compacted)
        {
            throw CursorCheck.Compacted(compacted);
        }
    }

    private async ValueTask<Moment> MomentOfAsync(AccountId account, AsOf asOf, CancellationToken cancellation)
    {
        if (asOf.Instant is { } instant && asOf.Cursor is null)
        {
            return new Moment(instant.ToUniversalTime(), null, null);
        }

        if (asOf.Cursor is not { } cursor || asOf.Instant is not null)
        {
            throw new RefusedException(Refusal.Malformed, "A moment of the past is a cursor or an instant, one of the two.");
        }

        var opened = await _check.OpenAsync(cursor, cancellation).ConfigureAwait(false);

        // The cursor's own time is that of the last entry before it, of the account or of the market.
        var partition = StreamId.Of(account).Partition;
        var (own, market) = (opened.PositionOf(partition), opened.PositionOf(StreamId.MarketPartition));
        var last = DateTimeOffset.UnixEpoch;
        foreach (var (each, position) in new[] { (partition, own), (StreamId.MarketPartition, market) })
        {
            if (position > 0)
            {
                var entries = await journal.ReadPartitionAsync(each, position - 1, 1, cancellation).ConfigureAwait(false);
                last = entries is [var entry, ..] && entry.At > last ? entry.At : last;
            }
        }

        return new Moment(last, own, market);
    }

    private async ValueTask<Account?> AccountAtAsync(AccountId id, Moment moment, CancellationToken cancellation)
    {
        var stream = StreamId.Of(id);
        var account = await SnapshotBeforeAsync(stream, moment, cancellation).ConfigureAwait(false) ?? new Account(id);
        while (true)
        {
            var entries = await journal.ReadStreamAsync(stream, account.Version, EntriesPerRead, cancellation).ConfigureAwait(false);
            foreach (var entry in entries)
            {
                if (!moment.Includes(entry, moment.AccountPosition))
                {
                    return account.Version == 0 ? null : account;
                }

                foreach (var record in entry.Records)
                {
                    account.Apply((AccountRecord)RecordCodec.Read(record.Span), entry.At);
                }
            }

            if (entries.Count < EntriesPerRead)
            {
                return account.Version == 0 ? null : account;
            }
        }
    }

    /// <summary>The newest state that was written down before the moment: what is read after it is a part only.</summary>
    private async ValueTask<Account?> SnapshotBeforeAsync(StreamId stream, Moment moment, CancellationToken cancellation)
    {
        for (var atMost = long.MaxValue; atMost > 0;)
        {
            if (await journal.FindSnapshotAsync(stream, atMost, cancellation).ConfigureAwait(false) is not { } snapshot)
            {
                return null;
            }

            var entries = await journal.ReadStreamAsync(stream, snapshot.Version - 1, 1, cancellation).ConfigureAwait(false);
            if (entries is [var last, ..] && moment.Includes(last, moment.AccountPosition))
            {
                var at = 0;
                return Account.ReadFrom(new CanonicalReader(snapshot.State.Span, ref at));
            }

            atMost = snapshot.Version - 1;
        }

        return null;
    }

    private async ValueTask<TurnContext> ContextAtAsync(Moment moment, RuleSet? rules, CancellationToken cancellation)
    {
        var fold = new MarketFold();
        for (var isGoingOn = true; isGoingOn;)
        {
            var entries = await journal.ReadPartitionAsync(StreamId.MarketPartition, fold.Position, EntriesPerRead, cancellation).ConfigureAwait(false);
            isGoingOn = entries.Count == EntriesPerRead;
            foreach (var entry in entries)
            {
                if (!moment.Includes(entry, moment.MarketPosition))
                {
                    isGoingOn = false;
                    break;
                }

                foreach (var record in entry.Records)
                {
                    fold.Apply(RecordCodec.Read(record.Span), entry.Position);
                }
            }
        }

        var stamp = fold.StampAt(moment.Instant);
        var market = rules is null || fold.Position == 0 ? null : new PricedMarket(fold.SnapshotAt(stamp.ValuedAt), rules);
        return new TurnContext(moment.Instant, stamp, market) { Doubtful = fold.Doubtful };
    }

    /// <summary>A moment of the past: everything up to an instant, or up to a position in each partition.</summary>
    private sealed record Moment(DateTimeOffset Instant, long? AccountPosition, long? MarketPosition)
    {
        public bool Includes(JournalEntry entry, long? position) => position is { } last ? entry.Position <= last : entry.At <= Instant;
    }
}
