using MultiVenueMargin.Accounts;
using MultiVenueMargin.Accounts.Registers;
using MultiVenueMargin.Domain;
using MultiVenueMargin.Journal;
using MultiVenueMargin.Live.Inboxes;
using MultiVenueMargin.Live.Markets;
using MultiVenueMargin.Live.Pipeline;
using MultiVenueMargin.Live.Subscriptions;

namespace MultiVenueMargin.Live.Accounts;

/// <summary>
/// One event loop of accounts, advanced by its host. In one cycle: what has become durable is let out, accounts that are read from the
/// journal get on, inputs are taken account by account, and then accounts are looked at, the worst first.
/// </summary>
/// <remarks>
/// The pipeline of one account: an input is taken (<see cref="Turn"/>) and applied at once; its records go to the journal as one commit
/// with those of the inputs beside it; the next input does not wait for that. Answers, figures and letters are let out by the
/// account's <see cref="CommitLane"/> when what they rest on is durable. When a turn throws or a commit is not durable, the account is thrown
/// away and read again (<see cref="AccountKeeper"/>); what was under way is answered as not durable.
/// </remarks>
public sealed class AccountShard
{
    private readonly LiveOptions _options;
    private readonly LiveMeter _meter;
    private readonly Committer _committer;
    private readonly CommitQueue _queue;
    private readonly Mailbox<CommitOutcome> _outcomes;
    private readonly AccountKeeper _keeper;
    private readonly LookRound _looks;
    private readonly LetterDesk _letters;
    private readonly MarketBoard _board;
    private DateTimeOffset _now;
    private volatile bool _isDraining;
    private volatile bool _isDrained;

    internal AccountShard(ShardParts parts)
    {
        (_options, _meter, _committer, _queue, _board) = (parts.Options, parts.Meter, parts.Committer, parts.Queue, parts.Board);
        Bell = parts.Bell;
        Inbox = new AccountInbox(parts.Options, parts.Meter, parts.Bell);
        _outcomes = new Mailbox<CommitOutcome>(parts.Bell);
        _looks = new LookRound(parts);
        _letters = new LetterDesk(parts);
        _keeper = new AccountKeeper(parts, _outcomes, _looks);
    }

    /// <summary>Rings when there is something to do.</summary>
    public Bell Bell { get; }

    public AccountInbox Inbox { get; }

    internal AccountKeeper Keeper => _keeper;

    internal LookRound Looks => _looks;

    /// <summary>Nothing is under way and nothing waits.</summary>
    internal bool IsIdle => Inbox.Count == 0 && _outcomes.Count == 0 && _keeper.IsIdle;

    /// <summary>Every state is written down, or cannot be.</summary>
    internal bool IsDrained => _isDrained;

    /// <summary>Nothing more comes: when all is done, every state is written down.</summary>
    internal void BeginDrain()
    {
        _isDraining = true;
        Bell.Ring();
    }

    /// <summary>Goes through one cycle; true when something moved, so that the next may follow at once.</summary>
    public bool RunOnce(DateTimeOffset now)
    {
        _now = now;
        var moved = TakeOutcomes();
        moved |= _keeper.AdvanceLoads(now);
        moved |= TakeInputs();
        moved |= LookAround();
        _keeper.WriteSnapshots();
        if (_isDraining && IsIdle)
        {
            moved = true;
            _isDrained = _keeper.TryWriteAllSnapshots();
            _isDraining = !_isDrained;
        }

        return moved;
    }

    private bool TakeOutcomes()
    {
        var outcomes = _outcomes.TakeAll();
        foreach (var outcome in outcomes)
        {
            var resident = _keeper.Find(outcome.Stream.Account)
                ?? throw new InvalidOperationException($"A commit of {outcome.Stream} ended, and nobody here made it.");
            resident.Lane.Take(outcome);
            _keeper.Settle(resident);
        }

        return outcomes.Count > 0;
    }

    private bool TakeInputs()
    {
        var turns = 0;
        for (var accounts = Inbox.AccountsWaiting; accounts > 0 && turns < _options.TurnsPerCycle && _queue.HasRoom; accounts--)
        {
            if (Inbox.TryNext(out var account))
            {
                turns += Serve(account);
            }
        }

        if (turns > 0)
        {
            _meter.Took(turns);
        }

        return turns > 0;
    }

    /// <summary>Takes what waits for one account, up to its share of a cycle, and commits what comes of it.</summary>
    private int Serve(AccountId account)
    {
        using var activity = LiveMeter.Activities.StartActivity("turns");
        var turns = 0;
        var batch = new TurnBatch();
        while (turns < _options.TurnsPerAccount && IsServed(account) && Inbox.TryTake(account, out var request))
        {
            turns++;
            switch (request)
            {
                case ReadRequest read:
                    Read(read, batch);
                    break;
                case TurnRequest turn:
                    Take(turn, batch);
                    break;
            }
        }

        Submit(_keeper.Find(account), batch);
        return turns;
    }

    /// <summary>Whether a request of this account can be answered now: one that is being read waits, unless it cannot be read.</summary>
    private bool IsServed(AccountId account) =>
        _keeper.Find(account) is not { } resident
        || (resident.IsStale && resident.Account is not null)
        || resident is { Account: null, Load: null, Lane.IsIdle: true }
        || (resident.IsReady && resident.Lane.PendingCommits < _options.CommitsPerAccount && !_keeper.WantsSnapshot(resident));

    private void Read(ReadRequest request, TurnBatch batch)
    {
        var resident = _keeper.Find(request.Account);
        if (resident is { Account: null })
        {
            request.Refuse(Refusal.NotDurable, $"{request.Account} cannot be read from the journal now.");
            return;
        }

        if (resident?.Account is not { Version: > 0 } account)
        {
            batch.Add(new AnswerRelease<object?>(request.Reply, null));
            return;
        }

        _looks.Watch(resident, _now);
        var context = new ReadContext(account, ContextOf(resident), _committer.Failure is null && !resident.IsStale);
        batch.Add(new AnswerRelease<object?>(request.Reply, request.Read(context)));
    }

    private void Take(TurnRequest request, TurnBatch batch)
    {
        if (_committer.Failure is { } failure)
        {
            request.Refuse(Refusal.NotDurable, $"The journal takes nothing: {failure}");
            return;
        }

        var resident = _keeper.Find(request.Account);
        if (resident is null && request.Input is CommandInput { Command: OpenAccount })
        {
            resident = _keeper.Begin(request.Account);
        }

        if (resident is null)
        {
            request.Refuse(Refusal.NoSuchAccount, $"There is no {request.Account}.");
        }
        else if (!resident.IsReady)
        {
            request.Refuse(Refusal.NotDurable, $"{request.Account} is being read from the journal; try again.");
        }
        else if (resident.Poison.AttemptsOf(request.Input) >= _options.AttemptsBeforeQuarantine)
        {
            request.Refuse(Refusal.Malformed, "This input could not be worked on repeatedly and is put aside.");
        }
        else
        {
            Take(resident, request, batch);
        }
    }

    private void Take(Resident resident, TurnRequest request, TurnBatch batch)
    {
        try
        {
            var turn = new Turn(resident.Account!, ContextOf(resident));
            turn.Take(request.Input);
            batch.Add(turn);
            if (turn.Answer is { } answer)
            {
                batch.Add(new AnswerRelease<AccountAnswer>(request.Reply, answer));
            }
            else
            {
                batch.Add(new AnswerRelease<AccountAnswer>(request.Reply, new CommandDone(resident.Account!.Version, string.Empty)));
            }
        }
        catch (Exception fault)
        {
            // What the inputs before it decided is sound and goes its way; the state is not, for this one may have changed part of it,
            // and nothing that the state asks for is sent.
            Send(resident, batch);
            _meter.Threw($"{resident.Lane.Stream}: {request.Input.GetType().Name}", fault);
            resident.IsFlagged |= resident.Poison.Add(request.Input) >= _options.AttemptsBeforeQuarantine;
            _keeper.Discard(resident, $"a turn threw {fault.GetType().Name}");
            request.Refuse(Refusal.Malformed, $"This input could not be worked on ({fault.GetType().Name}); nothing of it took effect.");
        }
    }

    private bool LookAround()
    {
        // Before everything is here nothing is decided: what would follow from it could not be sent.
        if (!Inbox.HasOpened || _committer.Failure is not null || _isDraining || _isDrained)
        {
            return false;
        }

        var looked = 0;
        _looks.Gather(_now);
        while (looked < _options.LooksPerCycle && _queue.HasRoom && _looks.TryNext(out var resident))
        {
            looked++;
            if (resident!.LookNotBefore > _now)
            {
                _looks.Defer(resident);
            }
            else if (resident.IsReady && resident.Lane.PendingCommits < _options.CommitsPerAccount)
            {
                Look(resident);
            }
            else if (resident.IsReady)
            {
                // A full lane empties with the next sync; it is looked at then.
                _looks.Touch(resident);
                break;
            }
        }

        _looks.End(_now);
        if (looked > 0)
        {
            _meter.Looked(looked);
        }

        return looked > 0;
    }

    private void Look(Resident resident)
    {
        using var activity = LiveMeter.Activities.StartActivity("look");
        var batch = new TurnBatch();
        var context = ContextOf(resident);
        try
        {
            var turn = new Turn(resident.Account!, context);
            turn.Look();
            batch.Add(turn);
            if (_looks.Looked(resident, turn) is { } figures)
            {
                batch.Add(figures);
            }
        }
        catch (Exception fault)
        {
            _meter.Threw($"{resident.Lane.Stream}: a look", fault);
            _looks.Failed(resident, _now);
            _keeper.Discard(resident, $"a look threw {fault.GetType().Name}");
            return;
        }

        Submit(resident, batch);
    }

    /// <summary>Sends what was decided on its way; answers and the rest follow it.</summary>
    private void Submit(Resident? resident, TurnBatch batch)
    {
        if (resident is null)
        {
            batch.GiveAll();
            return;
        }

        if (resident.IsReady)
        {
            _letters.Enclose(resident, batch, _now);
        }

        Send(resident, batch);
        _keeper.Forget(resident);
    }

    private void Send(Resident resident, TurnBatch batch)
    {
        if (batch.Records.Count > 0)
        {
            var at = TimeOf(resident);
            resident.LastAt = at;
            _looks.Touch(resident);
            resident.Pace.Add(batch.Records.Sum(record => (long)record.Length));
            resident.Lane.Submit(batch.ExpectedVersion, at, batch.Records, batch.Releases);
        }
        else
        {
            foreach (var release in batch.Releases)
            {
                resident.Lane.ReleaseInOrder(release);
            }
        }

        batch.Clear();
    }

    private TurnContext ContextOf(Resident resident)
    {
        var view = _board.Current;
        return new TurnContext(TimeOf(resident), view.Stamp, view.FindMarket(resident.Account!.Policy.RuleBook)) { Doubtful = view.Doubtful };
    }

    /// <summary>The time of an account never goes back, whatever the clock did between two runs.</summary>
    private DateTimeOffset TimeOf(Resident resident) => resident.LastAt > _now ? resident.LastAt : _now;
}
