using MultiVenueMargin.Accounts.Books;
using MultiVenueMargin.Accounts.Feeds;
using MultiVenueMargin.Domain;

namespace MultiVenueMargin.Accounts.Pools;

/// <summary>Moves a venue account to another pool with all that lies there, where neither pool is left worse than it may be.</summary>
internal static class PoolMoves
{
    /// <summary>Records the move.</summary>
    /// <returns>Why it is refused, with nothing recorded; null when it was carried out.</returns>
    public static CommandRefused? Take(Turn turn, MoveVenueAccount move)
    {
        var account = turn.Account;
        if (account.Feeds.Find(move.Feed) is not { } feed)
        {
            return new CommandRefused(Refusal.NotFound, nameof(move.Feed), $"{move.Feed} is no venue account of {account.Id}.");
        }

        if (!account.Pools.Contains(move.To))
        {
            return new CommandRefused(Refusal.NotFound, nameof(move.To), $"{account.Id} has no pool {move.To}.");
        }

        if (feed.Pool == move.To)
        {
            return new CommandRefused(Refusal.WrongState, nameof(move.To), $"{feed.Id} lies in {move.To} already.");
        }

        foreach (var pool in new[] { feed.Pool, move.To })
        {
            if (account.Liquidations.FindUnderWay(pool) is { } liquidation)
            {
                return new CommandRefused(
                    Refusal.WrongState, nameof(move.Feed), $"The liquidation {liquidation.Id} of {pool} is under way.");
            }
        }

        var refused = FeedReliance.RefusalOf(turn, feed)
            ?? BookComparison.RefusalOf(turn, nameof(move.To), each => each == feed ? move.To : each.Pool);
        if (refused is null)
        {
            turn.Record(new FeedMoved(feed.Id, move.To, move.By));
        }

        return refused;
    }
}
