using MultiVenueMargin.Accounts;
using MultiVenueMargin.Accounts.Codec;
using MultiVenueMargin.Accounts.Margins;
using MultiVenueMargin.Journal;
using MultiVenueMargin.Live.Inboxes;
using MultiVenueMargin.Live.Pipeline;

namespace MultiVenueMargin.Live.Accounts;

/// <summary>
/// One event loop of accounts, advanced by its host. In one cycle: what has become durable is let out, accounts that are read from the
/// journal get on, inputs are taken account by account, and then accounts are looked at, the worst first.
/// </summary>
/// <remarks>
/// The pipeline of one account: an input is taken (<see cref="InputRound"/>) and applied at once; its records go to the journal as one commit
/// with those of the inputs beside it; the next input does not wait for that. Answers, figures and letters are let out by the
/// account's <see cref="CommitLane"/> when what they rest on is durable. When a turn throws or a commit is not durable, the account is thrown
/// away and read again (<see cref="AccountKeeper"/>); what was under way is answered as not durable.
/// </remarks>
public sealed class AccountShard
{
    private readonly LiveOptions _options;
    private readonly LiveMeter _meter;
    private readonly NodeFailure _failure;
    private readonly Committer _committer;
    private readonly CommitQueue _queue;
    private readonly Mailbox<CommitOutcome> _outcomes;
    private readonly AccountKeeper _keeper;
    private readonly LookRound _looks;
    private readonly SnapshotRound _snapshots;
    private readonly Relocation _relocation;
    private readonly AccountShard? _annex;
    private readonly Dispatch _dispatch;
    private readonly InputRound _inputs;
    private readonly QuickMargin _quick = new();
    private readonly CanonicalWriter _writer;
    private readonly List<Resident> _full = [];
    private volatile bool _isDraining;
    private volatile bool _isDrained;

    /// <param name="annex">Where its large accounts move to; absent: it is an annex itself.</param>
    internal AccountShard(ShardParts parts, string name, AccountShard? annex)
    {
        (Name, _annex) = (name, annex);
        (_options, _meter, _failure, _committer, _queue, _writer) = (parts.Options, parts.Meter, parts.Failure, parts.Committer, parts.Queue, parts.Writer);
        Bell = parts.Bell;
        Inbox = new AccountInbox(parts.Options, parts.Meter, parts.Bell);
        _outcomes = new Mailbox<CommitOutcome>(parts.Bell);
        _looks = new LookRound(parts);
        _keeper = new AccountKeeper(parts, _outcomes, _looks);
        _snapshots = new SnapshotRound(parts);
        _relocation = new Relocation(parts, Inbox, _keeper, annex);
        _dispatch = new Dispatch(parts, _keeper, _looks);
        _inputs = new InputRound(parts, Inbox, _keeper, _looks, _snapshots, _relocation, _dispatch);
    }

    /// <summary>Of its loop, for people.</summary>
    public string Name { get; }

    /// <summary>It has the large accounts of a shard, which would hold up the others there.</summary>
    public bool IsAnnex => _annex is null;

    /// <summary>Rings when there is something to do.</summary>
    public Bell Bell { get; }

    public AccountInbox Inbox { get; }

    /// <summary>Accounts that move to the annex as soon as they have nothing under way, and take nothing until then. Safe from any thread.</summary>
    public int Leaving => _relocation.Leaving;

    /// <summary>Accounts that have left their shard and are not taken over here yet. Safe from any thread.</summary>
    public int Arriving => _keeper.Arriving;

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
        if (_failure.HasHappened)
        {
            return false;
        }

        _dispatch.Now = now;
        var moved = TakeOutcomes();
        moved |= _keeper.AdvanceLoads(now);
        moved |= _inputs.RunOnce();
        moved |= LookAround(now);
        _snapshots.RunOnce();
        moved |= _relocation.RunOnce();
        if (_isDraining && IsIdle)
        {
            moved = true;
            _isDrained = _snapshots.TryWriteAll(_keeper.Residents);
            _isDraining = !_isDrained;
            if (_isDrained)
            {
                // Nothing moves there any more.
                _annex?.BeginDrain();
            }
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

    private bool LookAround(DateTimeOffset now)
    {
        // Before everything is here nothing is decided: what would follow from it could not be sent.
        if (!Inbox.HasOpened || _committer.Failure is not null || _isDraining || _isDrained)
        {
            return false;
        }

        var (looked, quiet, lines) = (0, 0, 0);
        _looks.Gather(now);
        while (looked < _options.LooksPerCycle && lines < _options.LinesPerCycle && _queue.HasRoom && _looks.TryNext(out var resident))
        {
            looked++;
            if (resident!.IsRestingAt(now))
            {
                _looks.Defer(resident);
            }
            else if (resident.IsReady && _relocation.IsLeaving(resident))
            {
                // It is looked at where it moves to, before anything else.
            }
            else if (resident.IsReady && resident.Lane.HasRoom(_options))
            {
                var isQuiet = Look(resident);
                quiet += isQuiet ? 1 : 0;
                lines += isQuiet ? resident.Lines / _options.QuietIsCheaperBy : resident.Lines;
            }
            else if (resident.IsReady)
            {
                _full.Add(resident);
            }
        }

        // A full lane empties with the next sync; it is looked at then, and the others do not wait for it.
        _full.ForEach(_looks.Touch);
        _full.Clear();
        _looks.End(now);
        if (looked > 0)
        {
            _meter.Looked(looked, quiet);
        }

        return looked > 0;
    }

    /// <returns>Whether it needed no report.</returns>
    private bool Look(Resident resident)
    {
        using var activity = LiveMeter.Activities.StartActivity("look");
        // A trace that the inbox refuses comes back at once, and waits for the next look.
        for (var left = resident.Poison.Untold; left > 0 && resident.Poison.TryTakeUntold(out var trace); left--)
        {
            Inbox.Post(new TurnRequest(resident.Id, trace!, new QuarantineReply(resident.Poison, trace!)));
        }

        var batch = new TurnBatch(_writer);
        var context = _dispatch.ContextOf(resident);
        try
        {
            var turn = new Turn(resident.Account!, context);
            if (_options.QuietLooks)
            {
                turn.Look(_quick, resident.Quick, _looks.WantsReport(resident, _dispatch.Now));
            }
            else
            {
                turn.Look();
            }

            if (turn.Disagreement is { } disagreement)
            {
                _meter.Disagreed($"{resident.Lane.Stream}", disagreement);
                resident.IsFlagged = true;
            }

            batch.Add(turn);
            if (_looks.Looked(resident, turn, _dispatch.Now) is { } figures)
            {
                batch.Add(figures);
            }
        }
        catch (Exception fault)
        {
            _meter.Threw($"{resident.Lane.Stream}: a look", fault);
            _looks.Failed(resident, _dispatch.Now);
            _keeper.Discard(resident, $"a look threw {fault.GetType().Name}");
            return false;
        }

        _dispatch.Submit(resident, batch);
        return resident.IsQuiet;
    }
}
