using MultiVenueMargin.Domain;

namespace MultiVenueMargin.Accounts.Transfers;

/// <summary>What people say of transfers and movements.</summary>
internal static class TransferCommands
{
    /// <summary>Records what the command asks for.</summary>
    /// <returns>Why it is refused, with nothing recorded; null when it was carried out.</returns>
    public static CommandRefused? Take(Turn turn, AccountCommand command) => command switch
    {
        AnnounceTransfer announce => Announce(turn, announce),
        CancelTransfer cancel => Cancel(turn, cancel),
        ExplainMovement explain => Explain(turn, explain),
        _ => throw new ArgumentException($"{command.GetType().Name} is none of a transfer's.", nameof(command)),
    };

    private static CommandRefused? Announce(Turn turn, AnnounceTransfer transfer)
    {
        var account = turn.Account;
        if (account.Transfers.Find(transfer.Reference) is not null)
        {
            return new CommandRefused(
                Refusal.AlreadyExists, nameof(transfer.Reference), $"A transfer {transfer.Reference} is open; give this one another reference.");
        }

        foreach (var (field, end) in new[] { (nameof(transfer.From), transfer.From), (nameof(transfer.To), transfer.To) })
        {
            if (account.Feeds.Find(end) is null)
            {
                return new CommandRefused(Refusal.NotFound, field, $"{end} is no venue account of {account.Id}.");
            }
        }

        if (account.Transfers.Open.Count >= Limits.OpenTransfers)
        {
            return new CommandRefused(
                Refusal.LimitReached, nameof(transfer.Reference), $"An account has at most {Limits.OpenTransfers} open transfers.");
        }

        turn.Record(new TransferAnnounced(
            transfer.Reference, transfer.Asset, transfer.Amount, transfer.From, transfer.To, transfer.ExpectedBy, transfer.By));
        MovementMatching.Announced(turn, account.Transfers.Find(transfer.Reference)!);
        return null;
    }

    private static CommandRefused? Cancel(Turn turn, CancelTransfer cancel)
    {
        if (turn.Account.Transfers.Find(cancel.Reference) is not { } transfer)
        {
            return new CommandRefused(Refusal.NotFound, nameof(cancel.Reference), $"No transfer {cancel.Reference} is open.");
        }

        if (transfer.IsDebited || transfer.IsCredited)
        {
            return new CommandRefused(
                Refusal.WrongState,
                nameof(cancel.Reference),
                $"{cancel.Reference} has {(transfer.IsDebited ? $"left {transfer.From}" : $"arrived at {transfer.To}")}; it cannot be taken back.");
        }

        turn.Record(new TransferCancelled(cancel.Reference, cancel.By));
        return null;
    }

    private static CommandRefused? Explain(Turn turn, ExplainMovement explain)
    {
        if (!turn.Account.Transfers.IsUnexplained(explain.Feed, explain.Reference))
        {
            return new CommandRefused(
                Refusal.NotFound, nameof(explain.Reference), $"Nothing under {explain.Reference} at {explain.Feed} is to be explained.");
        }

        turn.Record(new MovementExplained(explain.Feed, explain.Reference, explain.Explanation, explain.By));
        return null;
    }
}
