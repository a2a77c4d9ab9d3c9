using MultiVenueMargin.Accounts;
using MultiVenueMargin.Accounts.Platform;
using MultiVenueMargin.Domain;
using MultiVenueMargin.Journal;
using MultiVenueMargin.Live.Accounts;
using MultiVenueMargin.Live.Inboxes;
using MultiVenueMargin.Live.Markets;
using MultiVenueMargin.Live.Pipeline;
using MultiVenueMargin.Live.Queries;
using MultiVenueMargin.Live.Registers;

namespace MultiVenueMargin.Live;

/// <summary>
/// How a process starts and ends, step by step. Starting is recovery: registers and market are read first, then every account, and only then is
/// anything taken in. Storage that refuses is asked again and the start waits; what cannot be read at all fails it by name, for a book
/// that is left out is a wrong number.
/// </summary>
internal sealed class NodeLife(
    IJournal journal,
    Committer committer,
    SealRound seals,
    RegisterDesk registers,
    MarketDesk markets,
    MarketBoard board,
    RequestInbox<CoreQuestion> questions,
    IReadOnlyList<AccountShard> shards,
    IReadOnlyList<AccountShard> loops,
    Mailbox<LoadedAccount> loaded,
    Bell bell,
    NodeFailure failure)
{
    private readonly HashSet<AccountId> _awaited = [];
    private volatile NodePhase _phase;

    public NodePhase Phase => failure.HasHappened ? NodePhase.Failed : _phase;

    private bool IsIdle => committer.Failure is not null
        || (committer.IsIdle && registers.IsIdle && markets.IsIdle && loops.All(loop => loop.Inbox.Count == 0) && IsMarketWhole);

    // What is written down at the end holds everything that is durable, so that the next start has nothing to read on.
    private bool IsMarketWhole => board.IsUpToDate || board.Problem is not null;

    /// <summary>The next step, if its time has come; true when it was taken.</summary>
    public bool GoOn(DateTimeOffset now)
    {
        switch (_phase)
        {
            case NodePhase.ReadingRegisters when registers.IsReady && markets.IsReady && board.IsUpToDate:
                WantAccounts();
                _phase = NodePhase.ReadingAccounts;
                return true;
            case NodePhase.ReadingRegisters:
                return FailIfUnreadable(registers.Unreadable ?? markets.Unreadable ?? board.Unreadable);
            case NodePhase.ReadingAccounts:
                return AwaitAccounts();
            case NodePhase.Draining when IsIdle:
                registers.WriteSnapshots();
                markets.WriteSnapshots();
                board.WriteSnapshot(evenIfSmall: true);
                // Each has its annex drain after it.
                foreach (var shard in shards)
                {
                    shard.BeginDrain();
                }

                _phase = NodePhase.WritingDown;
                return true;
            case NodePhase.WritingDown when loops.All(loop => loop.IsDrained) && committer.IsIdle:
                seals.TrySeal(now);
                _phase = NodePhase.Sealing;
                return true;
            case NodePhase.Sealing when !seals.IsUnderWay:
                _phase = NodePhase.Drained;
                return true;
            default:
                return false;
        }
    }

    public void BeginDrain()
    {
        CloseInboxes(Refusal.Busy, "It is ending.");
        _phase = NodePhase.Draining;
        bell.Ring();
    }

    public void Fail(string why, Exception? cause)
    {
        CloseInboxes(Refusal.NotDurable, why);
        failure.Happen(why, cause);
    }

    private void WantAccounts()
    {
        foreach (var head in journal.Heads())
        {
            if (head.Stream.Kind == StreamKind.Account)
            {
                _awaited.Add(head.Stream.Account);
                shards[head.Stream.Partition % shards.Count].Keeper.Want(head.Stream.Account);
            }
        }
    }

    private bool AwaitAccounts()
    {
        var arrived = loaded.TakeAll();
        foreach (var account in arrived)
        {
            if (FailIfUnreadable(account.Unreadable))
            {
                return true;
            }

            if (_awaited.Remove(account.Account) && account.IsOpen)
            {
                registers.Compare(account.Account, account.Feeds);
            }
        }

        if (_awaited.Count > 0)
        {
            return arrived.Count > 0;
        }

        CloseInboxes(Refusal.Busy, null);
        _phase = NodePhase.Open;
        return true;
    }

    private bool FailIfUnreadable(StreamUnreadableException? unreadable)
    {
        if (unreadable is null)
        {
            return false;
        }

        Fail($"It cannot start: {unreadable.Message}", unreadable);
        return true;
    }

    /// <summary>Null takes requests in.</summary>
    private void CloseInboxes(Refusal reason, string? why)
    {
        registers.Inbox.Close(reason, why);
        markets.Inbox.Close(reason, why);
        questions.Close(reason, why);
        foreach (var loop in loops)
        {
            loop.Inbox.Close(reason, why);
        }
    }
}
