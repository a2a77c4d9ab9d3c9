using MultiVenueMargin.Accounts;
using MultiVenueMargin.Accounts.Codec;
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
    /// <summary>What is in memory at a time beside the state: of slices, some megabytes.</summary>
    private const int EntriesPerRead = 256;

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
        var atMost = await LastOfAsync(
            journal.HeadOf(stream).Version,
            version => journal.ReadStreamAsync(stream, version - 1, 1, cancellation),
            entry => moment.Includes(entry, moment.AccountPosition)).ConfigureAwait(false);
        if (atMost > 0)
        {
            // Throws where that lies in the archive: a state that is here could be of a later moment.
            _ = await journal.ReadStreamAsync(stream, atMost - 1, 1, cancellation).ConfigureAwait(false);
        }

        if (atMost == 0 || await journal.FindSnapshotAsync(stream, atMost, cancellation).ConfigureAwait(false) is not { } snapshot)
        {
            return null;
        }

        var at = 0;
        return Account.ReadFrom(new CanonicalReader(snapshot.State.Span, ref at));
    }

    private async ValueTask<TurnContext> ContextAtAsync(Moment moment, RuleSet? rules, CancellationToken cancellation)
    {
        var market = await MarketAtAsync(moment, cancellation).ConfigureAwait(false);
        var stamp = market.Fold.StampAt(moment.Instant);
        var priced = rules is null || market.Position == 0 ? null : new PricedMarket(market.Fold.SnapshotAt(stamp.ValuedAt), rules);
        return new TurnContext(moment.Instant, stamp, priced) { Doubtful = market.Fold.Doubtful };
    }

    /// <summary>From the newest state before the moment on, up to the first entry behind it.</summary>
    private async ValueTask<MarketReplay> MarketAtAsync(Moment moment, CancellationToken cancellation)
    {
        var atMost = moment.MarketPosition ?? await LastOfAsync(
            journal.LastPositionOf(StreamId.MarketPartition),
            position => journal.ReadPartitionAsync(StreamId.MarketPartition, position - 1, 1, cancellation),
            entry => moment.Includes(entry, null)).ConfigureAwait(false);
        var noLaterThan = moment.MarketPosition is null ? moment.Instant : DateTimeOffset.MaxValue;
        var market = await MarketReplay.BeginAsync(journal, atMost, noLaterThan, cancellation).ConfigureAwait(false);
        while (true)
        {
            var entries = await journal.ReadPartitionAsync(StreamId.MarketPartition, market.Position, EntriesPerRead, cancellation).ConfigureAwait(false);
            foreach (var entry in entries)
            {
                if (!moment.Includes(entry, moment.MarketPosition))
                {
                    return market;
                }

                market.Take(entry);
            }

            if (entries.Count < EntriesPerRead)
            {
                return market;
            }
        }
    }

    /// <summary>
    /// By halving: the last place of which the moment includes the entry, 0 where it includes none. Where times go back a little it is one of the places at
    /// which they pass the moment, which is as good to look for a snapshot from.
    /// </summary>
    private static async ValueTask<long> LastOfAsync(
        long last, Func<long, ValueTask<IReadOnlyList<JournalEntry>>> read, Func<JournalEntry, bool> includes)
    {
        var (included, excluded) = (0L, last + 1);
        while (excluded - included > 1)
        {
            var middle = included + ((excluded - included) / 2);
            if (await IsIncludedAsync(middle).ConfigureAwait(false))
            {
                included = middle;
            }
            else
            {
                excluded = middle;
            }
        }

        return included;

        async ValueTask<bool> IsIncludedAsync(long place)
        {
            try
            {
                return await read(place).ConfigureAwait(false) is [var entry, ..] && includes(entry);
            }
            catch (CompactedException)
            {
                // It is in the archive, before everything that is here.
                return true;
            }
        }
    }

    /// <summary>A moment of the past: everything up to an instant, or up to a position in each partition.</summary>
    private sealed record Moment(DateTimeOffset Instant, long? AccountPosition, long? MarketPosition)
    {
        public bool Includes(JournalEntry entry, long? position) => position is { } last ? entry.Position <= last : entry.At <= Instant;
    }
}
