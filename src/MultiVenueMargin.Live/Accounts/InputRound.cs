using MultiVenueMargin.Accounts;
using MultiVenueMargin.Accounts.Quarantine;
using MultiVenueMargin.Domain;
using MultiVenueMargin.Live.Inboxes;
using MultiVenueMargin.Live.Pipeline;

namespace MultiVenueMargin.Live.Accounts;

/// <summary>
/// Takes what waits for the accounts of a shard, account by account in turn: inputs become records of one commit, reads become answers that
/// are let out behind what they rest on. An input that throws hurts nobody but whoever sent it.
/// </summary>
internal sealed class InputRound(
    ShardParts parts, AccountInbox inbox, AccountKeeper keeper, LookRound looks, SnapshotRound snapshots, Relocation relocation, Dispatch dispatch)
{
    /// <summary>One pass over the accounts that have something waiting; true when anything was taken.</summary>
    public bool RunOnce()
    {
        var turns = 0;
        for (var accounts = inbox.AccountsWaiting; accounts > 0 && turns < parts.Options.TurnsPerCycle && parts.Queue.HasRoom; accounts--)
        {
            if (inbox.TryNext(out var account))
            {
                turns += Serve(account);
            }
        }

        if (turns > 0)
        {
            parts.Meter.Took(turns);
        }

        return turns > 0;
    }

    /// <summary>Takes what waits for one account, up to its share of a cycle, and commits what comes of it.</summary>
    private int Serve(AccountId account)
    {
        using var activity = LiveMeter.Activities.StartActivity("turns");
        var turns = 0;
        var batch = new TurnBatch(parts.Writer);
        while (turns < parts.Options.TurnsPerAccount && batch.Bytes < parts.Options.BytesPerCommit && IsServed(account) && inbox.TryTake(account, out var request))
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

        dispatch.Submit(keeper.Find(account), batch);
        return turns;
    }

    /// <summary>Whether a request of this account can be answered now: one that is being read or moves waits, unless it cannot be read.</summary>
    private bool IsServed(AccountId account)
    {
        if (keeper.Find(account) is not { } resident)
        {
            // An annex hears of accounts only that move there.
            return !relocation.IsAnnex;
        }

        return (resident.IsStale && resident.Account is not null)
            || resident is { Account: null, Load: null, Lane.IsIdle: true }
            || (resident.IsReady && !relocation.IsLeaving(resident, inbox.LinesOfNext(account)) && resident.Lane.HasRoom(parts.Options) && !snapshots.Wants(resident));
    }

    private void Read(ReadRequest request, TurnBatch batch)
    {
        var resident = keeper.Find(request.Account);
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

        looks.Watch(resident, dispatch.Now);
        var context = new ReadContext(account, dispatch.ContextOf(resident), parts.Committer.Failure is null && !resident.IsStale);
        try
        {
            batch.Add(new AnswerRelease<object?>(request.Reply, request.Read(context)));
        }
        catch (Exception fault)
        {
            // A read changes nothing, so the state is as sound as it was.
            parts.Meter.Threw($"{resident.Lane.Stream}: a read", fault);
            request.Refuse(Refusal.Malformed, $"This could not be read ({fault.GetType().Name}).");
        }
    }

    private void Take(TurnRequest request, TurnBatch batch)
    {
        if (parts.Committer.Failure is { } failure)
        {
            request.Refuse(Refusal.NotDurable, $"The journal takes nothing: {failure}");
            return;
        }

        var resident = keeper.Find(request.Account);
        if (resident is null && request.Input is CommandInput { Command: OpenAccount })
        {
            resident = keeper.Begin(request.Account);
        }

        if (resident is null)
        {
            request.Refuse(Refusal.NoSuchAccount, $"There is no {request.Account}.");
        }
        else if (!resident.IsReady)
        {
            request.Refuse(Refusal.NotDurable, $"{request.Account} is being read from the journal; try again.");
        }
        else if (resident.Poison.AttemptsOf(request.Input) >= parts.Options.AttemptsBeforeQuarantine)
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
            var turn = new Turn(resident.Account!, dispatch.ContextOf(resident));
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
            dispatch.Send(resident, batch);
            parts.Meter.Threw($"{resident.Lane.Stream}: {request.Input.GetType().Name}", fault);
            Count(resident, request.Input, fault);
            keeper.Discard(resident, $"a turn threw {fault.GetType().Name}");
            request.Refuse(Refusal.Malformed, $"This input could not be worked on ({fault.GetType().Name}); nothing of it took effect.");
        }
    }

    /// <summary>After the last attempt the account is to keep a trace of it; of a trace that threw itself there is none.</summary>
    private void Count(Resident resident, AccountInput input, Exception fault)
    {
        var attempts = resident.Poison.Add(input);
        resident.IsFlagged |= attempts >= parts.Options.AttemptsBeforeQuarantine;
        if (attempts == parts.Options.AttemptsBeforeQuarantine && input is not QuarantineInput)
        {
            resident.Poison.Tell(PutAside.Of(input, fault, attempts));
        }
    }
}
