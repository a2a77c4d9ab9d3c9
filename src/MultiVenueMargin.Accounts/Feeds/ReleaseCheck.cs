using MultiVenueMargin.Accounts.Books;
using MultiVenueMargin.Domain;

namespace MultiVenueMargin.Accounts.Feeds;

/// <summary>
/// Whether a venue account may be given up. What is owed or at risk there would not go away, only out of sight; so only collateral may
/// leave, where the margin allows it.
/// </summary>
internal static class ReleaseCheck
{
    /// <summary>Why not; absent when it may.</summary>
    public static CommandRefused? RefusalOf(Turn turn, VenueAccountId id)
    {
        var account = turn.Account;
        if (account.Feeds.Find(id) is not { } feed)
        {
            return new CommandRefused(Refusal.NotFound, "Feed", $"{id} is no venue account of {account.Id}.");
        }

        if (account.Transfers.Open.FirstOrDefault(each => each.From == id || each.To == id) is { } transfer)
        {
            return new CommandRefused(Refusal.WrongState, "Feed", $"The transfer {transfer.Reference} from {transfer.From} to {transfer.To} is open.");
        }

        if (feed.Epoch == 0)
        {
            // Nothing was ever told: it was claimed by mistake, or its adapter never came.
            return null;
        }

        if (feed.Lines.Positions.Count > 0 || feed.Lines.Orders.Count > 0 || Owes(feed))
        {
            return new CommandRefused(Refusal.WrongState, "Feed", $"{id} holds positions or orders, or something is owed there.");
        }

        return FeedReliance.RefusalOf(turn, feed)
            ?? (feed.Lines.Count == 0 ? null : BookComparison.RefusalOf(turn, "Feed", each => each == feed ? null : each.Pool));
    }

    private static bool Owes(Feed feed)
    {
        foreach (var key in feed.Lines.Balances.Keys)
        {
            var fact = feed.Lines.Balances[key].Fact;
            if (key.IsLoan || fact.Balance.Value + fact.UnrealisedProfit.Value - fact.Owed.Value < 0)
            {
                return true;
            }
        }

        return false;
    }
}
