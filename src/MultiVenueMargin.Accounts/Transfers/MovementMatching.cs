using MultiVenueMargin.Domain;
using MultiVenueMargin.Domain.Feeds;

namespace MultiVenueMargin.Accounts.Transfers;

/// <summary>Finds the announced transfer that a movement belongs to, by reference, asset and end; one that belongs to none is named.</summary>
internal static class MovementMatching
{
    /// <summary>A feed told of a movement that it had not told before.</summary>
    public static void Take(Turn turn, VenueAccountId feed, MovementFact movement)
    {
        var transfer = turn.Account.Transfers.Find(movement.Reference);
        if (transfer is not null && Leaves(transfer, feed, movement))
        {
            turn.Record(new TransferDebited(transfer.Reference));
        }
        else if (transfer is not null && Arrives(transfer, feed, movement))
        {
            turn.Record(new TransferCredited(transfer.Reference, movement.Amount));
        }
        else
        {
            turn.Record(new MovementUnmatched(feed, movement));
        }
    }

    /// <summary>A transfer was announced, perhaps after its ends had told of it.</summary>
    public static void Announced(Turn turn, OpenTransfer transfer)
    {
        var ledger = turn.Account.Transfers;
        var departure = new MovementKey(transfer.From, transfer.Reference, transfer.Asset, MovementDirection.Departure);
        if (ledger.FindUnmatched(departure) is { } left && Leaves(transfer, left.Feed, left.Movement))
        {
            turn.Record(new TransferDebited(transfer.Reference));
        }

        var arrival = new MovementKey(transfer.To, transfer.Reference, transfer.Asset, MovementDirection.Arrival);
        if (ledger.FindUnmatched(arrival) is { } came && Arrives(transfer, came.Feed, came.Movement))
        {
            turn.Record(new TransferCredited(transfer.Reference, came.Movement.Amount));
        }
    }

    // Less than was announced is something else: the rest would count as in transit and never arrive. More is the fee.
    private static bool Leaves(OpenTransfer transfer, VenueAccountId feed, MovementFact movement) =>
        !transfer.IsDebited && transfer.From == feed && transfer.Asset == movement.Asset
        && movement.Direction == MovementDirection.Departure && movement.Amount >= transfer.Amount;

    private static bool Arrives(OpenTransfer transfer, VenueAccountId feed, MovementFact movement) =>
        !transfer.IsCredited && transfer.To == feed && transfer.Asset == movement.Asset
        && movement.Direction == MovementDirection.Arrival;
}
