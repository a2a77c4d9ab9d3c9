namespace MultiVenueMargin.Accounts.Feeds;

/// <summary>Whether something may be given on what a feed told.</summary>
internal static class FeedReliance
{
    /// <summary>Why not: it is stale, lost or was never heard. Absent where it may.</summary>
    public static CommandRefused? RefusalOf(Turn turn, Feed feed)
    {
        var grade = feed.GradeAt(turn.Now, turn.Account.Policy.Freshness.BoundsOf(feed.Id.Location));
        return grade is Freshness.Fresh or Freshness.Ageing
            ? null
            : new CommandRefused(Refusal.Unknown, "Feed", $"{feed.Id} is {grade}: what lies there is not known well enough.");
    }
}
