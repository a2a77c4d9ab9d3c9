using MultiVenueMargin.Domain;

namespace MultiVenueMargin.Accounts.Feeds;

/// <summary>What an account has to say on a claim, before the register decides and again when it has.</summary>
internal static class ClaimChecks
{
    /// <summary>Why a venue account cannot feed a pool; absent when it can.</summary>
    public static CommandRefused? RefusalOf(Account account, VenueAccountId feed, PoolId pool) =>
        account.Feeds.Find(feed) is not null
            ? new CommandRefused(Refusal.AlreadyExists, "Feed", $"{feed} feeds this account already.")
        : !account.Pools.Contains(pool)
            ? new CommandRefused(Refusal.NotFound, "Pool", $"{account.Id} has no pool {pool}.")
        : account.Feeds.Count >= Limits.Feeds
            ? new CommandRefused(Refusal.LimitReached, "Feed", $"An account has at most {Limits.Feeds} venue accounts.")
        : null;
}
