namespace MultiVenueMargin.Accounts.Feeds;

/// <summary>
/// Notices that a feed has stopped: a stream that nobody hears and nobody asks for stays stopped until somebody looks. What it told stays in use
/// with its age; nothing becomes zero.
/// </summary>
internal static class FeedWatch
{
    /// <summary>Has a snapshot asked for of every feed that has been silent for two of its heartbeat intervals.</summary>
    public static void Look(Turn turn)
    {
        var freshness = turn.Account.Policy.Freshness;
        foreach (var feed in turn.Account.Feeds.All)
        {
            if (feed.SilentSince is null && feed.IsSilentAt(turn.Now, freshness.BoundsOf(feed.Id.Location)))
            {
                turn.Record(new FeedSilent(feed.Id, feed.HeardAt!.Value));
            }
        }
    }
}
