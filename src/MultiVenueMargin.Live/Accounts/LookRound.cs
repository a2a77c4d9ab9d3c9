using MultiVenueMargin.Accounts;
using MultiVenueMargin.Accounts.Platform;
using MultiVenueMargin.Live.Markets;
using MultiVenueMargin.Live.Pipeline;
using MultiVenueMargin.Live.Subscriptions;

namespace MultiVenueMargin.Live.Accounts;

/// <summary>
/// Which account is looked at next. An account is due when it took something, when something that it holds changed in the market, when
/// somebody watches it and time went on, at its own deadline, and before it would be older than allowed. Of those that are due
/// the worst comes first, and every fourth is the one that has been due for longest, so that none waits for ever. A large account rests after a
/// look, so that it leaves most of the shard to the others. Who only wants to see figures comes behind all that may have to be decided.
/// </summary>
internal sealed class LookRound(ShardParts parts)
{
    // Due at four fifths of what is promised, so that a burst of others does not break the promise.
    private const double Early = 0.8;
    private const int OldestEvery = 4;

    private readonly HotTable _table = new();
    private readonly DeadlineWheel _wheel = new();
    private readonly PriorityQueue<Due, double> _worstFirst = new();
    private readonly Queue<Due> _oldestFirst = new();
    private readonly Queue<Resident> _wanted = new();
    private MarketStamp _scanned;
    private long _rulesEpoch;
    private DateTimeOffset _measuredAt;
    private int _taken;
    private int _due;
    private int _interest;
    private long _oldestLook = long.MaxValue;
    private long _marginedThrough = -1;
    private int _count;

    /// <summary>When the account that was looked at longest ago was; absent without accounts. Safe from any thread.</summary>
    public DateTimeOffset? OldestLook =>
        Volatile.Read(ref _oldestLook) is var ticks and not long.MaxValue ? new DateTimeOffset(ticks, TimeSpan.Zero) : null;

    /// <summary>The market position through which everybody whom it concerns was looked at, but large accounts that rest; −1: none yet. Safe from any thread.</summary>
    public long MarginedThrough => Volatile.Read(ref _marginedThrough);

    /// <summary>Open accounts. Safe from any thread.</summary>
    public int Count => Volatile.Read(ref _count);

    /// <summary>Accounts that wait to be looked at.</summary>
    public int Waiting => _due;

    /// <summary>Not later than this something becomes due by time alone.</summary>
    public DateTimeOffset? Next => _wheel.Next;

    public void Add(Resident account)
    {
        _table.Add(account);
        Volatile.Write(ref _count, _table.Count);
        account.HoldingsVersion = -1;
        if (account.LookedAt != DateTimeOffset.MinValue && account.LookedAt.UtcTicks < Volatile.Read(ref _oldestLook))
        {
            // Its next look may take long, and its age shows meanwhile.
            Volatile.Write(ref _oldestLook, account.LookedAt.UtcTicks);
        }

        Touch(account);
    }

    public void Remove(Resident account)
    {
        Suspend(account);
        parts.Figures.Remove(account.Id);
    }

    /// <summary>It is not looked at while it is read from the journal; its last released figures stay.</summary>
    public void Suspend(Resident account)
    {
        _table.Remove(account);
        Volatile.Write(ref _count, _table.Count);
        DeadlineWheel.Remove(account);
        _due -= account.IsDue ? 1 : 0;
        account.IsDue = false;
    }

    public void Watch(Resident account, DateTimeOffset now)
    {
        if (account.Row != Resident.NoRow)
        {
            _table.Watch(account.Row, now + parts.Options.WatchFor);
        }
    }

    /// <summary>It is due now.</summary>
    public void Touch(Resident account)
    {
        if (account.IsDue || account.Row == Resident.NoRow)
        {
            return;
        }

        account.IsDue = true;
        _due++;
        var due = new Due(account, ++account.DueSerial);
        _worstFirst.Enqueue(due, _table.WorstOf(account.Row));
        _oldestFirst.Enqueue(due);
    }

    /// <summary>A look at it could not be done lately, or cost much: its time comes later.</summary>
    public void Defer(Resident account) => _wheel.Set(account, account.Rest.Until);

    /// <summary>Finds what has become due since the last cycle.</summary>
    public void Gather(DateTimeOffset now)
    {
        while (_wheel.TryTakeDue(now, out var account))
        {
            Touch(account!);
        }

        var view = parts.Board.Current;
        if (view.RulesEpoch != _rulesEpoch)
        {
            _rulesEpoch = view.RulesEpoch;
            _table.CollectAll(Touch);
        }
        else if (view.Stamp != _scanned)
        {
            _table.CollectChanged(parts.Board.ChangedAt, now, Touch);
        }

        _scanned = view.Stamp;
        parts.Figures.Advance(now);
        if (_interest != parts.Figures.NewInterest)
        {
            _interest = parts.Figures.NewInterest;
            _table.CollectAll(account => Want(account, parts.Figures.InterestIn(account.Id)));
        }
    }

    /// <summary>Whether a look makes the report whatever it decides: somebody named it, or what is shown of it has grown old.</summary>
    public bool WantsReport(Resident account, DateTimeOffset now)
    {
        var every = account.Lines > parts.Options.LargeBeyondLines ? parts.Options.LargeReportEvery : parts.Options.ReportEvery;
        return account.IsReportDue || now < account.ReportedAt || now - account.ReportedAt >= every
            || parts.Figures.InterestIn(account.Id) == FigureInterest.Named;
    }

    public bool TryNext(out Resident? account)
    {
        _taken++;
        if (_taken % OldestEvery == 0)
        {
            while (_oldestFirst.TryDequeue(out var due))
            {
                if (Take(due, out account))
                {
                    return true;
                }
            }
        }

        while (_worstFirst.TryDequeue(out var due, out _))
        {
            if (Take(due, out account))
            {
                return true;
            }
        }

        while (_wanted.TryDequeue(out account))
        {
            account.IsWanted = false;
            if (account.Row != Resident.NoRow)
            {
                account.IsReportDue = true;
                return true;
            }
        }

        // The next burst begins with the worst.
        (account, _taken) = (null, 0);
        return false;
    }

    /// <summary>Files a look that was done; returns what is to be let out with it.</summary>
    /// <param name="now">The host's time, by which it rests: the account's own may be ahead of it.</param>
    public Release? Looked(Resident account, Turn turn, DateTimeOffset now)
    {
        _table.Looked(account.Row, turn.Now, turn.Context.Stamp.Position, turn.IsQuiet ? turn.WorstRatio : WorstRatioOf(turn.Figures));
        if (account.HoldingsVersion != turn.Account.Version)
        {
            account.HoldingsVersion = turn.Account.Version;
            var book = turn.Book ?? turn.Account.BookAt(turn.Now);
            _table.Holds(account.Row, parts.Board.KeysOf(book, turn.Context.Market));
        }

        (account.FailedLooks, account.LookedAt) = (0, turn.Now);
        var latest = turn.Now + (parts.Options.LookEvery * Early);
        var next = turn.Account.NextDeadline is { } deadline && deadline < latest && deadline > turn.Now ? deadline : latest;
        _wheel.Set(account, next);
        account.Rest = (now, RestOf(account, turn.IsQuiet) is var rest && now + rest < next ? now + rest : next);
        account.IsQuiet = turn.IsQuiet;
        if (turn.IsQuiet)
        {
            Want(account, parts.Figures.InterestIn(account.Id));
            return null;
        }

        (account.ReportedAt, account.IsReportDue) = (now, false);
        if (turn.Context.Market is not { } market)
        {
            return null;
        }

        var released = new AccountFigures(account.Id, turn.Account.Version, turn.Context.Stamp, market.Rules.Version, turn.Figures);
        return new ActionRelease(() => parts.Figures.Publish(released));
    }

    /// <summary>A look could not be done. The first times it is tried again as soon as the account has been read; later with the rhythm of all, and a person is wanted.</summary>
    public void Failed(Resident account, DateTimeOffset now)
    {
        account.FailedLooks++;
        account.IsFlagged |= account.FailedLooks >= parts.Options.AttemptsBeforeQuarantine;
        account.Rest = (now, account.FailedLooks >= parts.Options.AttemptsBeforeQuarantine ? now + parts.Options.LookEvery : now);
    }

    /// <summary>Keeps the age of the oldest evaluation at hand for whoever asks.</summary>
    public void End(DateTimeOffset now)
    {
        // Worst first leaves what was passed over in the other queue, and the other way round.
        while (_oldestFirst.TryPeek(out var due) && !IsLive(due))
        {
            _oldestFirst.Dequeue();
        }

        if (_due == 0)
        {
            Volatile.Write(ref _marginedThrough, _scanned.Position);
        }

        if (now != _measuredAt)
        {
            _measuredAt = now;
            Volatile.Write(ref _oldestLook, _table.OldestLook()?.UtcTicks ?? long.MaxValue);
        }
    }

    /// <summary>What is shown of it may be older than it is, and somebody looks.</summary>
    private void Want(Resident account, FigureInterest interest)
    {
        if (interest != FigureInterest.None && account.IsQuiet && !account.IsWanted && !account.IsReportDue)
        {
            account.IsWanted = true;
            _wanted.Enqueue(account);
        }
    }

    private TimeSpan RestOf(Resident account, bool wasQuiet)
    {
        if (account.Lines <= parts.Options.LargeBeyondLines)
        {
            return TimeSpan.Zero;
        }

        var ofReport = parts.Options.RestPerLine * account.Lines;
        var (rest, longest) = (wasQuiet ? ofReport / parts.Options.QuietIsCheaperBy : ofReport, parts.Options.LookEvery / 2);
        return rest < longest ? rest : longest;
    }

    private static double WorstRatioOf(IReadOnlyList<PoolFigures> pools)
    {
        var worst = double.PositiveInfinity;
        foreach (var figures in pools)
        {
            worst = Math.Min(worst, RatioOf(figures));
        }

        return worst;
    }

    private static double RatioOf(PoolFigures figures) => figures.MaintenanceMargin.Amount > 0
        ? (double)figures.WorstEquity.Amount / (double)figures.MaintenanceMargin.Amount
        : figures.WorstEquity.Amount < 0 ? double.NegativeInfinity
        : double.PositiveInfinity;

    private static bool IsLive(Due due) => due.Account.IsDue && due.Account.DueSerial == due.Serial;

    private bool Take(Due due, out Resident? account)
    {
        account = due.Account;
        if (!IsLive(due))
        {
            return false;
        }

        account.IsDue = false;
        _due--;
        return true;
    }

    private readonly record struct Due(Resident Account, long Serial);
}
