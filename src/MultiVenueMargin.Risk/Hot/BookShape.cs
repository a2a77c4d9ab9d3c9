using MultiVenueMargin.Domain.Books;

namespace MultiVenueMargin.Risk.Hot;

/// <summary>Whether two books name the same things in the same order: then only what is said of each of them can differ.</summary>
internal static class BookShape
{
    public static bool IsSame(Book before, Book now) => before.Account == now.Account
        && AreSamePositions(before.Positions, now.Positions)
        && AreSameLines(before.Lines, now.Lines)
        && AreSameOrders(before.Orders, now.Orders)
        && AreSameRoutes(before.Routes, now.Routes)
        && AreSameVenues(before, now)
        && AreSameFeeds(before.LostFeeds, now.LostFeeds);

    private static bool AreSamePositions(IReadOnlyList<Position> before, IReadOnlyList<Position> now)
    {
        for (var i = 0; i < before.Count && i < now.Count; i++)
        {
            var (was, its) = (before[i], now[i]);
            if (was.Instrument != its.Instrument || was.Venue != its.Venue || was.Pool != its.Pool)
            {
                return false;
            }
        }

        return before.Count == now.Count;
    }

    private static bool AreSameLines(IReadOnlyList<CollateralLine> before, IReadOnlyList<CollateralLine> now)
    {
        for (var i = 0; i < before.Count && i < now.Count; i++)
        {
            var (was, its) = (before[i], now[i]);
            if (was.Asset != its.Asset || was.Location != its.Location || was.Pool != its.Pool || was.IsLoan != its.IsLoan
                || was.Bridge != its.Bridge || was.Finality != its.Finality)
            {
                return false;
            }
        }

        return before.Count == now.Count;
    }

    /// <summary>Orders are compiled with what they say: they are to be the same altogether.</summary>
    private static bool AreSameOrders(IReadOnlyList<RestingOrder> before, IReadOnlyList<RestingOrder> now)
    {
        for (var i = 0; i < before.Count && i < now.Count; i++)
        {
            if (before[i] != now[i])
            {
                return false;
            }
        }

        return before.Count == now.Count;
    }

    private static bool AreSameRoutes(IReadOnlyList<TransferRoute> before, IReadOnlyList<TransferRoute> now)
    {
        for (var i = 0; i < before.Count && i < now.Count; i++)
        {
            if (before[i] != now[i])
            {
                return false;
            }
        }

        return before.Count == now.Count;
    }

    private static bool AreSameVenues(Book before, Book now)
    {
        foreach (var (venue, said) in now.VenueStatements)
        {
            if (!before.VenueStatements.TryGetValue(venue, out var saidBefore) || saidBefore.Pool != said.Pool)
            {
                return false;
            }
        }

        return before.VenueStatements.Count == now.VenueStatements.Count;
    }

    /// <summary>For how long nothing was heard makes no difference.</summary>
    private static bool AreSameFeeds(IReadOnlyList<LostFeed> before, IReadOnlyList<LostFeed> now)
    {
        for (var i = 0; i < before.Count && i < now.Count; i++)
        {
            if (before[i].Pool != now[i].Pool || before[i].Location != now[i].Location)
            {
                return false;
            }
        }

        return before.Count == now.Count;
    }
}
