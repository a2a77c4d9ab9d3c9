namespace MultiVenueMargin.Risk.RuleBooks.Calls;

/// <summary>What an agreement or a rule grants after a margin call: all of it counted from the notice, unless it says otherwise.</summary>
/// <param name="Name">How it is spoken of: <c>digital-asset-loan</c>.</param>
/// <param name="CureHours">Until the call must be met.</param>
/// <param name="DisputeHours">Until it may be disputed; absent: it may not.</param>
/// <param name="ReplyHours">Until a dispute must be answered, counted from the dispute.</param>
public sealed record CallClause(string Name, decimal CureHours, decimal? DisputeHours, decimal? ReplyHours)
{
    public DateTimeOffset CureBy(DateTimeOffset noticeAt) => noticeAt + Hours(CureHours);

    public DateTimeOffset? DisputeBy(DateTimeOffset noticeAt) => DisputeHours is { } hours ? noticeAt + Hours(hours) : null;

    public DateTimeOffset? ReplyBy(DateTimeOffset disputedAt) => ReplyHours is { } hours ? disputedAt + Hours(hours) : null;

    private static TimeSpan Hours(decimal hours) => TimeSpan.FromTicks((long)(hours * TimeSpan.TicksPerHour));
}
