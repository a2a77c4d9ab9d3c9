using MultiVenueMargin.Domain;

namespace MultiVenueMargin.Accounts.Feeds;

/// <summary>
/// What the institutions register decided on venue accounts. The register is the truth of who has one; in which pool it lies is
/// the account's own affair after that. Taking the same over again does nothing.
/// </summary>
internal static class ClaimInputs
{
    public static void Take(Turn turn, ClaimInput claim)
    {
        var account = turn.Account;
        if (account.Feeds.Find(claim.Feed) is null)
        {
            if (claim.Feed.IsDefault || claim.Pool.IsDefault)
            {
                turn.Reply(new CommandRefused(Refusal.Malformed, nameof(claim.Feed), "A claim names a venue account and a pool."));
                return;
            }

            if (ClaimChecks.RefusalOf(account, claim.Feed, claim.Pool) is { } refused)
            {
                turn.Reply(refused);
                return;
            }

            turn.Record(new FeedOpened(claim.Feed, claim.Pool));
        }

        turn.Reply(new CommandDone(account.Version, claim.Feed.ToString()));
    }

    public static void Take(Turn turn, ReleaseInput release)
    {
        if (turn.Account.Feeds.Find(release.Feed) is not null)
        {
            turn.Record(new FeedClosed(release.Feed));
        }

        turn.Reply(new CommandDone(turn.Account.Version, string.Empty));
    }
}
