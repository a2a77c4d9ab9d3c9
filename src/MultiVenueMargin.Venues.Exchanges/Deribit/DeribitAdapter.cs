using MultiVenueMargin.Domain;
using MultiVenueMargin.Domain.Feeds;
using MultiVenueMargin.Venues.Feeds;

namespace MultiVenueMargin.Venues.Exchanges.Deribit;

/// <summary>What this adapter can do.</summary>
public static class DeribitAdapter
{
    public static VenueCapabilities Capabilities { get; } = new()
    {
        Venue = new LocationId("deribit"),
        Snapshots = FeedParts.Balances | FeedParts.Positions | FeedParts.Orders,
        Pushes = FeedParts.All,
        Market = MarketParts.Instruments | MarketParts.Marks | MarketParts.Indices | MarketParts.ImpliedVolatility | MarketParts.Funding
            | MarketParts.DeliveryPrices,

        // Neither portfolio nor changes carry a number; the sequence of trades is the market's, not the account's.
        Sequence = SequenceRule.None,
        PushesFollowPrices = true,

        // Twice the smallest heartbeat that the venue grants.
        LongestSilence = TimeSpan.FromSeconds(20),

        // What was missed cannot be seen, so what is held is at most this old without confirmation: less than a feed takes to age.
        SnapshotEvery = TimeSpan.FromSeconds(30),
    };
}
