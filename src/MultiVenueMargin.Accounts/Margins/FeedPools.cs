using MultiVenueMargin.Accounts.Feeds;
using MultiVenueMargin.Domain;

namespace MultiVenueMargin.Accounts.Margins;

/// <summary>Which pool each feed feeds.</summary>
internal sealed class FeedPools
{
    private readonly SortedDictionary<VenueAccountId, PoolId> _pools = [];

    public PoolId? Find(VenueAccountId feed) => _pools.TryGetValue(feed, out var pool) ? pool : null;

    /// <summary>The feeds of a pool at a place, by name.</summary>
    public IEnumerable<VenueAccountId> At(LocationId location, PoolId pool) =>
        _pools.Where(feed => feed.Value == pool && feed.Key.Location == location).Select(feed => feed.Key);

    public void Apply(AccountRecord record)
    {
        switch (record)
        {
            case FeedOpened opened:
                _pools[opened.Feed] = opened.Pool;
                break;
            case FeedMoved moved:
                _pools[moved.Feed] = moved.Pool;
                break;
            case FeedClosed closed:
                _pools.Remove(closed.Feed);
                break;
            default:
                break;
        }
    }
}
