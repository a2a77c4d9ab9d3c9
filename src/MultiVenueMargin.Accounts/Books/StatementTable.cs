using System.Collections.Frozen;
using MultiVenueMargin.Accounts.Feeds;
using MultiVenueMargin.Domain;
using MultiVenueMargin.Domain.Books;

namespace MultiVenueMargin.Accounts.Books;

/// <summary>
/// The venues' own figures, one statement per venue. Venue accounts of one pool at one venue are added up where all of them state a
/// figure. A book has room for one pool's statement per venue: where several pools have accounts there, the one that lacks most is
/// in it, for it is what a venue lacks that costs margin; the others are named.
/// </summary>
internal static class StatementTable
{
    public static IReadOnlyDictionary<LocationId, VenueStatement> Of(Account account, BookBuilder.PoolOf poolOf)
    {
        if (!HasAny(account))
        {
            return FrozenDictionary<LocationId, VenueStatement>.Empty;
        }

        var statements = new Dictionary<LocationId, VenueStatement>();
        foreach (var (venue, statement) in PerPool(account, poolOf))
        {
            if (!statements.TryGetValue(venue, out var other) || Lack(statement) > Lack(other))
            {
                statements[venue] = statement;
            }
        }

        return statements;
    }

    /// <summary>Pools whose statement found no room.</summary>
    public static IEnumerable<(LocationId Venue, PoolId Pool)> LeftOut(Account account)
    {
        var taken = Of(account, feed => feed.Pool);
        return PerPool(account, feed => feed.Pool)
            .Where(each => taken[each.Venue].Pool != each.Statement.Pool)
            .Select(each => (each.Venue, each.Statement.Pool));
    }

    private static bool HasAny(Account account)
    {
        foreach (var feed in account.Feeds.All)
        {
            if (feed.Lines.Statement is not null)
            {
                return true;
            }
        }

        return false;
    }

    private static IEnumerable<(LocationId Venue, VenueStatement Statement)> PerPool(Account account, BookBuilder.PoolOf poolOf) =>
        account.Feeds.All
            .Select(feed => (Feed: feed, Pool: poolOf(feed)))
            .Where(each => each.Pool is not null)
            .GroupBy(each => (each.Feed.Id.Location, Pool: each.Pool!.Value), each => each.Feed)
            .Where(feeds => feeds.Any(feed => feed.Lines.Statement is not null))
            .OrderBy(feeds => feeds.Key.Location)
            .ThenBy(feeds => feeds.Key.Pool == PoolId.Cross ? 0 : 1)
            .ThenBy(feeds => feeds.Key.Pool)
            .Select(feeds => (feeds.Key.Location, Sum(feeds.Key.Pool, [.. feeds])));

    private static VenueStatement Sum(PoolId pool, IReadOnlyList<Feed> feeds) => new()
    {
        Pool = pool,
        Equity = Sum(feeds, -BookCheck.LargestValueUsd, fact => fact?.Fact.Equity),
        InitialMargin = Sum(feeds, 0m, fact => fact?.Fact.InitialMargin),
        MaintenanceMargin = Sum(feeds, 0m, fact => fact?.Fact.MaintenanceMargin),
        AsOf = feeds.Where(feed => feed.Lines.Statement is not null).Min(feed => feed.AsOf(feed.Lines.Statement!.Value.UnconfirmedSince)),
    };

    /// <summary>Absent where one of them does not state it, or where together they are more than anybody has.</summary>
    private static Usd? Sum(
        IReadOnlyList<Feed> feeds, decimal least, Func<ToldFact<Domain.Feeds.StatementFact>?, Usd?> figureOf)
    {
        var sum = 0m;
        foreach (var feed in feeds)
        {
            if (figureOf(feed.Lines.Statement) is not { } figure)
            {
                return null;
            }

            sum += figure.Amount;
        }

        return sum >= least && sum <= BookCheck.LargestValueUsd ? new Usd(sum) : null;
    }

    /// <summary>MM − equity; of a venue that does not say, nothing is known and nothing gained.</summary>
    private static decimal Lack(VenueStatement statement) =>
        statement is { MaintenanceMargin: { } needed, Equity: { } equity } ? (needed - equity).Amount : decimal.MinValue;
}
