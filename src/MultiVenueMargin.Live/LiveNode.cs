using MultiVenueMargin.Accounts;
using MultiVenueMargin.Accounts.Markets;
using MultiVenueMargin.Accounts.Platform;
using MultiVenueMargin.Accounts.Registers;
using MultiVenueMargin.Domain;
using MultiVenueMargin.Journal;
using MultiVenueMargin.Journal.Seals;
using MultiVenueMargin.Live.Accounts;
using MultiVenueMargin.Live.Inboxes;
using MultiVenueMargin.Live.Markets;
using MultiVenueMargin.Live.Pipeline;
using MultiVenueMargin.Live.Queries;
using MultiVenueMargin.Live.Registers;
using MultiVenueMargin.Live.Replies;
using MultiVenueMargin.Live.Subscriptions;

namespace MultiVenueMargin.Live;

/// <summary>
/// Everything that is live in one process: accounts in shards, registers, the market board, the way to the journal, and where readers
/// wait. It is passive: it owns no thread, timer or task, and its host advances it. The same inputs in the same order at the same
/// times give the same outputs.
/// </summary>
/// <remarks>
/// There are two kinds of loops. The core (<see cref="RunCore"/>) owns the journal, the registers and the market; each shard
/// (<see cref="AccountShard.RunOnce"/>) owns its accounts, but for the large ones: these move to the shard's annex, a loop of the same kind. A loop is advanced by one thread at a time; loops speak to each other through
/// mailboxes only, so that a host may give each a thread, or one thread to all (<see cref="RunOnce"/>). Starting is recovery: registers and
/// market first, then every account, and only then is anything taken in.
/// </remarks>
public sealed class LiveNode : IDisposable
{
    private readonly IJournal _journal;
    private readonly CommitQueue _queue;
    private readonly SealRound _seals;
    private readonly Committer _committer;
    private readonly MarketBoard _board;
    private readonly RegisterDesk _registers;
    private readonly MarketDesk _markets;
    private readonly AccountShard[] _shards;
    private readonly AccountShard[] _loops;
    private readonly NodeLife _life;
    private BoardView? _shown;

    /// <param name="journal">Open, and used by nobody else while this lives.</param>
    /// <param name="start">The host's time now; not before any time it ever gave.</param>
    /// <param name="sealKey">What the heads of all streams are signed with; null: nothing is sealed.</param>
    /// <param name="run">Tells this run apart from every other on the same journal, where two may start at one time; absent: made of <paramref name="start"/>.</param>
    public LiveNode(
        IJournal journal, LiveOptions options, MarketPolicy market, DateTimeOffset start, SealKey? sealKey = null, long? run = null)
    {
        ArgumentNullException.ThrowIfNull(options);
        if (options.Check() is [var problem, ..])
        {
            throw new ArgumentException(problem, nameof(options));
        }

        _journal = journal;
        Meter = new LiveMeter();
        Doorbells = new Doorbells(options.Waits);
        Figures = new FigureBoard(options.Waits, run ?? start.UtcTicks, options.WatchFor);
        Reader = new JournalReader(journal, options);
        _queue = new CommitQueue(options.CommitsUnderWay, options.CommitBytesUnderWay, options.WaitingSnapshots, CoreBell);
        _seals = new SealRound(journal, sealKey, _queue, options, Meter);
        _committer = new Committer(journal, _queue, Doorbells, _seals, options, Meter);
        _board = new MarketBoard(journal, _queue, options);
        var loaded = new Mailbox<LoadedAccount>(CoreBell);
        var registerInbox = new RequestInbox<RegisterRequest>(options.RegisterInboxCapacity, options.CoreInboxBytes, "register commands", Meter, CoreBell);
        var marketInbox = new RequestInbox<MarketRequest>(options.MarketInboxCapacity, options.CoreInboxBytes, "market batches", Meter, CoreBell);
        AccountShard[] annexes = [.. Enumerable.Range(0, options.Shards).Select(number => new AccountShard(Shard(), $"annex {number}", annex: null))];
        _shards = [.. annexes.Select((annex, number) => new AccountShard(Shard(), $"shard {number}", annex))];
        _loops = [.. _shards, .. annexes];
        Figures.Wanted += () => Array.ForEach(_loops, shard => shard.Bell.Ring());
        _registers = new RegisterDesk(Core(), registerInbox, request => ShardOf(request.Account).Inbox.Post(request));
        _markets = new MarketDesk(Core(), _board, market, marketInbox);
        Analyses = new AnalysisGate(options.Analyses);
        var questions = new RequestInbox<CoreQuestion>(options.QuestionInboxCapacity, options.CoreInboxBytes, "questions", Meter, CoreBell);
        Questions = new CoreQuestions(journal, _registers, _board, questions, options.RestingAnswers);
        _life = new NodeLife(journal, _committer, _seals, _registers, _markets, _board, questions, _shards, _loops, loaded, CoreBell, Failure);
        Meter.Observe(
            () => _loops.Sum(shard => shard.Inbox.Count) + registerInbox.Count + marketInbox.Count,
            () => OldestLook is { } oldest ? (_board.Current.Stamp.ValuedAt - oldest).TotalSeconds : 0,
            () => _committer.Failure is null,
            () => annexes.Sum(annex => annex.Keeper.OpenAccounts),
            () => _board.Current.Kept);
        for (var partition = 0; partition < StreamId.Partitions; partition++)
        {
            Doorbells.Advanced(partition, journal.LastPositionOf(partition));
        }

        ShardParts Shard() => new(options, Meter, Failure, new Bell(), journal, _committer, _queue, _board, Figures, registerInbox, loaded);
        CoreParts Core() => new(options, Meter, CoreBell, journal, _committer, _queue, new Mailbox<CommitOutcome>(CoreBell));
    }

    /// <summary>Rings when the core has something to do.</summary>
    public Bell CoreBell { get; } = new();

    /// <summary>Every loop of accounts: the shards, and behind them, in the same order, their annexes.</summary>
    public IReadOnlyList<AccountShard> Shards => _loops;

    public Doorbells Doorbells { get; }

    public FigureBoard Figures { get; }

    public JournalReader Reader { get; }

    /// <summary>What can be asked of the registers and the market.</summary>
    public CoreQuestions Questions { get; }

    /// <summary>What bounds the dear questions that a host computes.</summary>
    public AnalysisGate Analyses { get; }

    public LiveMeter Meter { get; }

    /// <summary>The newest durable market and rules.</summary>
    public BoardView Board => _board.Current;

    /// <summary>Every open account is here and everything is taken in.</summary>
    public bool IsReady => _life.Phase == NodePhase.Open;

    /// <summary>Draining has ended: nothing is under way, and every state is written down.</summary>
    public bool IsDrained => _life.Phase == NodePhase.Drained;

    /// <summary>Whether it has failed, and why.</summary>
    public NodeFailure Failure { get; } = new();

    /// <summary>Whether the journal has something under way, so that the core must be advanced though no bell rings.</summary>
    public bool IsStorageBusy => _journal.IsBusy || _queue.UnderWay > 0 || _life.Phase is NodePhase.ReadingRegisters or NodePhase.ReadingAccounts;

    /// <summary>Why the journal takes nothing; null while it does.</summary>
    public string? JournalFailure => _committer.Failure;

    internal CommitQueue Queue => _queue;

    /// <summary>The market position through which every account that it concerns is margined, but large ones that rest after a look; −1: none yet.</summary>
    public long MarginedThrough => _loops.Min(shard => shard.Looks.MarginedThrough);

    private DateTimeOffset? OldestLook => _loops.Select(shard => shard.Looks.OldestLook).Min();

    /// <summary>Advances everything on one thread, in one order; true when something moved.</summary>
    public bool RunOnce(DateTimeOffset now)
    {
        var moved = RunCore(now);
        foreach (var shard in _loops)
        {
            moved |= shard.RunOnce(now);
        }

        return moved;
    }

    /// <summary>Advances the journal, the registers and the market; true when something moved.</summary>
    public bool RunCore(DateTimeOffset now)
    {
        if (Failure.HasHappened)
        {
            return false;
        }

        var moved = _registers.RunOnce(now);
        moved |= _markets.RunOnce(now);
        moved |= _committer.RunOnce(now);
        moved |= _board.RunOnce(now);
        moved |= Questions.RunOnce();
        moved |= _life.GoOn(now);
        if (!ReferenceEquals(_shown, _board.Current))
        {
            _shown = _board.Current;
            Array.ForEach(_loops, shard => shard.Bell.Ring());
        }

        return moved;
    }

    /// <summary>Something that somebody wants done to an account.</summary>
    public void Send(AccountCommand command, IReply<AccountAnswer> reply)
    {
        ArgumentNullException.ThrowIfNull(command);
        if (command.Account.IsDefault || command.Request.IsDefault || command.By.IsDefault)
        {
            reply.Give(new CommandRefused(Refusal.Malformed, string.Empty, "A command names its account, its request and who wants it."));
            return;
        }

        switch (command)
        {
            case OpenAccount open:
                var opening = new OpeningSaga(open, reply, Post);
                _registers.Inbox.Post(new RegisterRequest(opening.First, opening));
                break;
            case ClaimVenueAccount claim:
                ClaimSaga.Begin(claim, reply, _registers, Post);
                break;
            case ReleaseVenueAccount release:
                ClaimSaga.Begin(release, reply, _registers, Post);
                break;
            default:
                Post(new TurnRequest(command.Account, new CommandInput(command), reply));
                break;
        }
    }

    /// <summary>Something that somebody wants done to a register.</summary>
    public void Send(RegisterCommand command, IReply<RegisterAnswer> reply) => _registers.Inbox.Post(new RegisterRequest(command, reply));

    /// <summary>Frames of one feed.</summary>
    public void Feed(FeedBatch batch, IReply<AccountAnswer> reply)
    {
        ArgumentNullException.ThrowIfNull(batch);
        Post(new TurnRequest(batch.Account, new FeedInput(batch.Feed, batch.Frames), reply));
    }

    /// <summary>What sources say.</summary>
    public void Publish(MarketBatch batch, IReply<MarketAnswer> reply) => _markets.Inbox.Post(new MarketRequest(batch, reply));

    /// <summary>Takes something out of an account's state; null where there is no such account.</summary>
    public void Read(AccountId account, Func<ReadContext, object?> read, IReply<object?> reply) => Post(new ReadRequest(account, read, reply));

    /// <summary>From now on nothing is taken in; what was, is finished, written down and let out.</summary>
    public void BeginDrain() => _life.BeginDrain();

    /// <summary>
    /// A loop has thrown: the process has failed, for good. Nothing is taken in or let out any more; of whoever awaits a
    /// <see cref="PendingReply{T}"/> now or later each is refused at once. Safe from any thread.
    /// </summary>
    /// <param name="loop">Which, as its host calls it.</param>
    public void Fail(string loop, Exception fault)
    {
        ArgumentNullException.ThrowIfNull(fault);
        Meter.Faults.Add(loop, fault);
        _life.Fail(
            $"The platform has failed: its loop '{loop}' threw {fault.GetType().Name} ({fault.Message}). Start it again, and ask again with the same request id.",
            fault);
    }

    /// <summary>Its host lets go of it: whoever still awaits an answer is told that there will be none. Safe from any thread.</summary>
    public void Abandon() => _life.Fail("The platform was ended. Ask again with the same request id when it runs.", cause: null);

    /// <summary>How it is, at the host's time.</summary>
    public PlatformHealth HealthAt(DateTimeOffset now)
    {
        var missing = _loops.SelectMany(shard => shard.Keeper.Missing).OrderBy(entry => entry.Key).Select(entry => new MissingAccount(entry.Key, entry.Value)).ToList();
        var problem = Failure.Why ?? _committer.Failure ?? _registers.Problem ?? _markets.Problem ?? _board.Problem;
        return new PlatformHealth(
            IsReady && problem is null && missing.Count == 0,
            problem ?? "sound",
            _loops.Sum(shard => shard.Keeper.OpenAccounts),
            missing,
            OldestLook is { } oldest ? now - oldest : null,
            PhaseOf(_life.Phase));
    }

    /// <summary>Accounts about which something needs a person: inputs that were put aside, or looks that cannot be done.</summary>
    public IReadOnlyList<AccountId> FlaggedAccounts() => [.. _loops.SelectMany(shard => shard.Keeper.Flagged).Distinct().Order()];

    /// <summary>Open accounts, by id, beyond one.</summary>
    public IReadOnlyList<AccountId> AccountsBeyond(AccountId? after, int max) =>
        [.. _loops.SelectMany(shard => shard.Keeper.Known).Where(account => after is null || account > after).Distinct().Order().Take(max)];

    public void Dispose()
    {
        Meter.Dispose();
        Failure.Dispose();
        CoreBell.Dispose();
        Array.ForEach(_loops, shard => shard.Bell.Dispose());
    }

    private AccountShard ShardOf(AccountId account) => _shards[StreamId.Of(account).Partition % _shards.Length];

    private static PlatformPhase PhaseOf(NodePhase phase) => phase switch
    {
        NodePhase.ReadingRegisters or NodePhase.ReadingAccounts => PlatformPhase.Starting,
        NodePhase.Open => PlatformPhase.Open,
        NodePhase.Drained => PlatformPhase.Ended,
        NodePhase.Failed => PlatformPhase.Failed,
        _ => PlatformPhase.Ending,
    };

    private void Post(AccountRequest request)
    {
        if (request.Account.IsDefault)
        {
            request.Refuse(Refusal.NoSuchAccount, "An account has a name.");
        }
        else
        {
            ShardOf(request.Account).Inbox.Post(request);
        }
    }
}
