namespace MultiVenueMargin.Accounts.Feeds;

/// <summary>Notices what time alone does to feeds.</summary>
internal static class FeedGrading
{
    /// <summary>Records the grade of every feed whose age has changed it.</summary>
    public static void Look(Turn turn)
    {
        var freshness = turn.Account.Policy.Freshness;
        foreach (var feed in turn.Account.Feeds.All)
        {
            var grade = feed.GradeAt(turn.Now, freshness.BoundsOf(feed.Id.Location));
            if (grade != feed.Grade)
            {
                turn.Record(new FeedGraded(feed.Id, grade));
            }
        }
    }
}
