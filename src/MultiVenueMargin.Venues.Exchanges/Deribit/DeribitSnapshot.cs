using MultiVenueMargin.Domain.Feeds;
using MultiVenueMargin.Venues.Feeds;
using MultiVenueMargin.Venues.Updates;

namespace MultiVenueMargin.Venues.Exchanges.Deribit;

/// <summary>
/// Makes one picture of an account of the three answers that a start asks for. Positions and orders are listed only where there are any, and an
/// empty list is also what a wrong scope or a half-started venue gives; so an empty list of positions is believed only where the summaries,
/// which come from another part of the venue, ask for no maintenance margin.
/// </summary>
public static class DeribitSnapshot
{
    public static AccountMessage Of(UpdatesRead summaries, UpdatesRead positions, UpdatesRead orders, DateTimeOffset receivedAt)
    {
        var holdings = summaries.Updates.Concat(positions.Updates).Concat(orders.Updates).OfType<HoldingsTold>().ToArray();
        var complete = holdings.Aggregate(FeedParts.None, (parts, each) => parts | each.Complete);
        if (!holdings.SelectMany(each => each.Facts).OfType<PositionFact>().Any() && !SaysFlat(summaries))
        {
            complete &= ~FeedParts.Positions;
        }

        // The picture is as old as the oldest of its parts.
        var saidAt = holdings.Select(each => each.SaidAt ?? receivedAt).Append(receivedAt).Min();
        return new AccountMessage([.. holdings.SelectMany(each => each.Facts)], complete, Number: null, saidAt);
    }

    private static bool SaysFlat(UpdatesRead summaries)
    {
        var margins = summaries.Updates.OfType<MarginTold>().ToArray();
        return margins.Length > 0 && margins.All(each => each.MaintenanceMargin == 0);
    }
}
