using MultiVenueMargin.Accounts;
using MultiVenueMargin.Accounts.Codec;
using MultiVenueMargin.Accounts.Platform;
using MultiVenueMargin.Accounts.Registers;
using MultiVenueMargin.Domain.Books;
using MultiVenueMargin.Domain.Rules;
using MultiVenueMargin.Journal;
using MultiVenueMargin.Journal.Verification;
using MultiVenueMargin.Live.Queries;
using MultiVenueMargin.Risk.House;

namespace MultiVenueMargin.Live.Histories;

// Running a past again
//
// The account's facts and the market's versions are those of the journal; what a look decided is left out and decided again by the same pure core under
// the other rules. The journal does not say when the platform looked and found nothing, so the looks are those that it makes by its own rules:
//   * where it recorded a decision: at that moment, on the market version that the decision names;
//   * after whatever the account took, at that moment;
//   * at each market version that concerns something the account holds, at the moment it was published;
//   * at the account's own next deadline, and ten seconds after the last look.
// A recorded decision is itself the look that followed a fact or some market versions when the account took nothing in between and it came within a
// fifth of a second (after a deadline, a second), for a busy platform passes versions over: so the same rules give the same decisions, on the same market
// versions, at the same moments. Other looks of the platform (somebody watched; it was busier than that) may have come earlier or later than ours; that makes ten seconds at
// the most. The other rules take the place of those that were in force: where none were, nothing is known under the others either.
// Where nobody at all recorded anything for more than a minute, the platform was not running, or had nothing new: nothing is looked at there.

/// <summary>Runs a recorded span of an account again under another rule set.</summary>
public sealed class RuleRerun
{
    private static readonly TimeSpan LookEvery = new LiveOptions().LookEvery;

    // As often as the platform seals, where there is anything new.
    private static readonly TimeSpan LongestPause = new LiveOptions().SealEvery;

    /// <summary>A look this soon after a fact or a market version is the one that it caused. Shorter than a publisher's quarter of a second.</summary>
    private static readonly TimeSpan Promptly = TimeSpan.FromMilliseconds(200);

    /// <summary>A look this soon after a deadline is the one that it caused: a host's clock may go in steps, and nobody waits for it but time.</summary>
    private static readonly TimeSpan InTime = TimeSpan.FromSeconds(1);

    private readonly AccountHistory _history;
    private readonly RuleSet _rules;
    private readonly RecordedMarket _market;
    private readonly Account _recorded;
    private readonly CourseBook _happened;
    private readonly CourseBook _would;
    private readonly Queue<RecordedLook> _looksToCome;
    private readonly Queue<JournalEntry> _marketsToCome = new();
    private RerunAccount? _rerun;
    private int[] _holds = [];
    private long _holdsVersion = -1;
    private DateTimeOffset _now = DateTimeOffset.MinValue;
    private DateTimeOffset _lastLook;
    private DateTimeOffset _lastHeard;
    private DateTimeOffset _resumedAt;
    private TimeSpan _silence;
    private int _looks;

    private RuleRerun(AccountHistory history, RuleSet rules)
    {
        (_history, _rules, _market) = (history, rules, new RecordedMarket(rules));
        _recorded = new Account(history.Account);
        (_happened, _would) = (new CourseBook(history.Account), new CourseBook(history.Account));
        _looksToCome = new Queue<RecordedLook>(history.Looks);
    }

    /// <param name="history">Of the account; read, and found as it was written and decided.</param>
    /// <param name="rules">Taken as in force in the whole span.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <returns>Throws <see cref="RefusedException"/> where a limit is reached.</returns>
    public static RerunReport Of(AccountHistory history, RuleSet rules, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(history);
        ArgumentNullException.ThrowIfNull(rules);
        if (history.Alteration is not null || history.Difference is not null)
        {
            throw new ArgumentException("Nothing follows from a past that is not as it was written and decided.", nameof(history));
        }

        return new RuleRerun(history, rules).Run(cancellation);
    }

    private RerunReport Run(CancellationToken cancellation)
    {
        foreach (var entry in new JournalVerifier(_history.Storage, []).WithoutSeals())
        {
            cancellation.ThrowIfCancellationRequested();
            if (entry.Stream == _history.Stream ? _history.Span.IsAfter(entry) : entry.At > _history.End)
            {
                continue;
            }

            Hear(entry);
            Take(entry);
        }

        MoveMarket(DateTimeOffset.MaxValue, 0);
        PassUntil(_history.End);
        return new RerunReport(
            _rules.Version, _history.Begin, _history.End, _happened.End(_history.End), _would.End(_history.End), _rerun?.NotCarriedOver ?? [], _looks, _silence);
    }

    /// <summary>Begins in time, and notes where nobody was there.</summary>
    private void Hear(JournalEntry entry)
    {
        if (_rerun is null && entry.At >= _history.Begin && _recorded.Version == _history.FirstVersion - 1)
        {
            _happened.Begin(_history.Begin);
            _would.Begin(_history.Begin);
            _rerun = RerunAccount.From(_recorded, _would);
            (_lastLook, _lastHeard) = (_history.Begin, _history.Begin);
        }

        if (_rerun is not null && entry.At - _lastHeard > LongestPause)
        {
            MoveMarket(_lastHeard, 0);
            PassUntil(_lastHeard);
            _silence += entry.At - _lastHeard;
            _resumedAt = entry.At;
        }

        _lastHeard = _rerun is null || entry.At > _lastHeard ? entry.At : _lastHeard;
    }

    private void Take(JournalEntry entry)
    {
        if (entry.Stream == _history.Stream)
        {
            var basis = _looksToCome.TryPeek(out var look) && look.FirstVersion == entry.FirstVersion ? look.Stamp?.Position : null;
            MoveMarket(entry.At, basis ?? 0);
            PassUntil(entry.At);
            TakeOwn(entry);
            return;
        }

        if (entry.Stream.Partition == StreamId.MarketPartition)
        {
            _marketsToCome.Enqueue(entry);
        }
        else if (entry.Stream == RegisterNames.Rules)
        {
            _market.ApplyRules(entry);
        }

        // What the account took just before may stand just behind this in the journal.
        MoveMarket(entry.At - Promptly, 0);
        PassUntil(entry.At - Promptly);
    }

    private void TakeOwn(JournalEntry entry)
    {
        AccountRecord[] records = [.. entry.Records.Select(record => (AccountRecord)RecordCodec.Read(record.Span))];
        for (var i = 0; i < records.Length; i++)
        {
            _recorded.Apply(records[i], entry.At);
            if (RecordNatures.Of(records[i]) != RecordNature.Fact)
            {
                _happened.Take(entry.At, entry.FirstVersion + i, records[i]);
            }

            if (_rerun is null)
            {
                _would.Take(entry.At, entry.FirstVersion + i, records[i]);
            }
        }

        if (_rerun is null)
        {
            return;
        }

        var look = _looksToCome.TryPeek(out var next) && next.FirstVersion == entry.FirstVersion ? _looksToCome.Dequeue() : null;
        var stamp = look?.Stamp is { } named && named.Position == _market.Position ? named : _market.StampAt(entry.At);
        _rerun.Take(entry.FirstVersion, records, stamp.Position, ContextAt(entry.At, stamp));
        if (look is not null || !IsLookedAtNext(entry.At, Promptly))
        {
            Look(entry.At, stamp);
        }
    }

    /// <summary>Lets market versions come up to a moment, as far as no recorded decision that rests on an earlier one is still to come.</summary>
    /// <param name="until">The moment.</param>
    /// <param name="atLeast">A version that must have come, whatever its moment.</param>
    private void MoveMarket(DateTimeOffset until, long atLeast)
    {
        while (_marketsToCome.TryPeek(out var entry) && (entry.Position <= atLeast || IsFree(entry, until)))
        {
            PassUntil(entry.At);
            _marketsToCome.Dequeue();
            _market.Apply(entry);
            if (_rerun is not null && _market.Touches(Holds()) && !IsLookedAtNext(entry.At, Promptly))
            {
                Look(entry.At, _market.StampAt(entry.At));
            }
        }
    }

    private bool IsFree(JournalEntry market, DateTimeOffset until) =>
        _rerun is null
        || _marketsToCome.Count > HistoryLimits.MarketsHeld
        || (market.At <= until && !(_looksToCome.TryPeek(out var next) && next.Stamp is { } stamp && stamp.Position < market.Position));

    /// <summary>Whether the next that the account recorded is the look that follows what came at a moment.</summary>
    private bool IsLookedAtNext(DateTimeOffset at, TimeSpan within) =>
        _looksToCome.TryPeek(out var next)
        && next.FirstVersion == _recorded.Version + 1
        && (next.Stamp is not { } stamp || stamp.Position >= _market.Position)
        && next.At - at <= within;

    private void PassUntil(DateTimeOffset until)
    {
        while (_rerun is not null && NextLook() is var due && due < until && !IsLookedAtNext(due, InTime))
        {
            Look(due, _market.StampAt(due));
        }
    }

    private DateTimeOffset NextLook()
    {
        var latest = _lastLook + LookEvery;
        var due = _rerun!.Account.NextDeadline is { } deadline && deadline > _lastLook && deadline < latest ? deadline : latest;
        return due > _resumedAt ? due : _resumedAt;
    }

    private void Look(DateTimeOffset at, MarketStamp stamp)
    {
        if (!_rerun!.Account.IsOpen)
        {
            _lastLook = at > _lastLook ? at : _lastLook;
            return;
        }

        if (++_looks > HistoryLimits.Looks)
        {
            throw new RefusedException(Refusal.LimitReached, $"More than {HistoryLimits.Looks} looks are needed by {at:u}; name a shorter span.");
        }

        var context = ContextAt(at, stamp);
        _would.Found(context.Now, _rerun.Look(context));
        _lastLook = context.Now;
        if (_market.UnderRulesOfThen(_recorded.Policy.RuleBook, stamp) is { } then && _recorded.IsOpen)
        {
            var book = _recorded.BookAt(context.Now);
            if (BookCheck.Check(book, then.Market).Count == 0)
            {
                _happened.Found(context.Now, HouseModel.EvaluateFigures(book, then).Pools.Select(PoolFigures.Of));
            }
        }
    }

    /// <summary>The time of an account never goes back.</summary>
    private TurnContext ContextAt(DateTimeOffset at, MarketStamp stamp)
    {
        _now = at > _now ? at : _now;
        return _market.ContextOf(_now, stamp, _recorded.Policy.RuleBook);
    }

    private int[] Holds()
    {
        var account = _rerun!.Account;
        if (account.IsOpen && _holdsVersion != account.Version)
        {
            (_holds, _holdsVersion) = (_market.KeysOf(account.BookAt(_now)), account.Version);
        }

        return account.IsOpen ? _holds : [];
    }
}
