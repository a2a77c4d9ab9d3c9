using MultiVenueMargin.Accounts.Calls;
using MultiVenueMargin.Accounts.Codec;
using MultiVenueMargin.Accounts.Corrections;
using MultiVenueMargin.Accounts.Feeds;
using MultiVenueMargin.Accounts.Lifecycle;
using MultiVenueMargin.Accounts.Liquidations;
using MultiVenueMargin.Accounts.Pools;
using MultiVenueMargin.Accounts.Transfers;

namespace MultiVenueMargin.Accounts.Requests;

/// <summary>
/// Carries commands out, each request once: the answer becomes durable with what it did, and the same request with the same body
/// gets it again. What was refused is not remembered: it changed nothing, and may succeed another time.
/// </summary>
internal static class Commands
{
    public static void Take(Turn turn, AccountCommand command)
    {
        var account = turn.Account;
        if (CommandCheck.RefusalOf(account.Id, command) is { } malformed)
        {
            turn.Reply(malformed);
            return;
        }

        var hash = CommandCodec.HashOf(command);
        if (account.Requests.Find(command.Request) is { } remembered)
        {
            turn.Reply(remembered.BodyHash.Span.SequenceEqual(hash)
                ? new CommandDone(remembered.Version, remembered.Created)
                : new CommandRefused(
                    Refusal.RequestReused, nameof(command.Request), $"The request {command.Request} was another; give a new one its own id."));
            return;
        }

        if (command is not OpenAccount && !account.IsOpen)
        {
            turn.Reply(Inputs.NotOpen(account));
            return;
        }

        var created = CreatedBy(turn, command);
        turn.Reply(RefusalOf(turn, command, hash, created) is { } refused
            ? refused
            : new CommandDone(account.Requests.Find(command.Request)?.Version ?? account.Version, created));
    }

    private static CommandRefused? RefusalOf(Turn turn, AccountCommand command, byte[] hash, string created)
    {
        switch (command)
        {
            case ClaimVenueAccount claim:
                // Only whether it could be, here and below: the register decides, and remembers the request.
                return ClaimChecks.RefusalOf(turn.Account, claim.Feed, claim.Pool);
            case ReleaseVenueAccount release:
                return ReleaseCheck.RefusalOf(turn, release.Feed);
            case CloseAccount when AccountCommands.RefusalOf(turn) is { } refused:
                return refused;
            case CloseAccount close:
                // Nothing follows the record that closes an account, so the answer goes before it.
                turn.Record(new RequestAnswered(close.Request, hash, created));
                turn.Record(new AccountClosed(close.By));
                return null;
            default:
                return CarryOut(turn, command, hash, created);
        }
    }

    private static CommandRefused? CarryOut(Turn turn, AccountCommand command, byte[] hash, string created)
    {
        var refused = command switch
        {
            OpenAccount or ChangePolicy => AccountCommands.Take(turn, command),
            OpenPool or ClosePool => PoolCommands.Take(turn, command),
            MoveVenueAccount move => PoolMoves.Take(turn, move),
            AnnounceTransfer or CancelTransfer or ExplainMovement => TransferCommands.Take(turn, command),
            ProposeCorrection or ApproveCorrection or WithdrawCorrection => CorrectionCommands.Take(turn, command),
            AcknowledgeCall or DisputeCall or WithdrawCall => CallCommands.Take(turn, command),
            _ => LiquidationCommands.Take(turn, command),
        };
        if (refused is null)
        {
            turn.Record(new RequestAnswered(command.Request, hash, created));
        }

        return refused;
    }

    /// <summary>The name of what a command makes when it is carried out. A correction's record is the first of its turn.</summary>
    private static string CreatedBy(Turn turn, AccountCommand command) => command switch
    {
        OpenAccount it => it.Account.ToString(),
        OpenPool it => it.Pool.Code,
        ClaimVenueAccount it => it.Feed.ToString(),
        AnnounceTransfer it => it.Reference,
        ProposeCorrection => turn.NextId.ToString(),
        _ => string.Empty,
    };
}
