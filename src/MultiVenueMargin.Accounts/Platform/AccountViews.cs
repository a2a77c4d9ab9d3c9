using MultiVenueMargin.Accounts.Feeds;
using MultiVenueMargin.Domain;
using MultiVenueMargin.Domain.Books;

namespace MultiVenueMargin.Accounts.Platform;

/// <summary>An account as the outside sees it.</summary>
internal static class AccountViews
{
    public static AccountView Of(Account account, DateTimeOffset now) => new(
        account.Id,
        account.Version,
        now,
        account.IsOpen,
        account.Policy,
        [.. account.Pools.All.Select(pool => Of(account, pool))],
        [.. account.Feeds.All.Select(Of)],
        account.Calls.Views,
        account.Liquidations.Views(now, account.Policy.Liquidation),
        [.. account.Transfers.Open.Select(each => new TransferView(
            each.Reference, each.Asset, each.Amount, each.From, each.To, each.ExpectedBy, each.IsDebited, each.IsOverdue))],
        [.. account.Corrections.All.Select(each => new CorrectionView(
            each.Id, each.Feed, each.Asset, each.Amount, each.Reason, each.Until, each.ProposedBy, each.ApprovedBy))],
        account.Deficits.Views,
        account.Alerts.Raised);

    /// <summary>With its grade as it was last recorded.</summary>
    public static FeedView Of(Feed feed) => new(
        feed.Id, feed.Pool, feed.Epoch, feed.Through, feed.HeardAt, feed.Grade, feed.NeedsSnapshot, feed.SilentSince is not null, feed.Problem);

    private static PoolView Of(Account account, PoolId pool)
    {
        var recorded = account.Margins.Of(pool);
        return new PoolView(
            pool,
            recorded.State,
            recorded.LastKnown,
            recorded.LastKnown >= MarginState.Restricted || account.Calls.IsExpired(pool),
            account.Pools.Isolated.GetValueOrDefault(pool, string.Empty));
    }
}
