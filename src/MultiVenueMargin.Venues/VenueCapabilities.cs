using MultiVenueMargin.Domain;
using MultiVenueMargin.Domain.Feeds;
using MultiVenueMargin.Venues.Feeds;

namespace MultiVenueMargin.Venues;

/// <summary>Which market data an adapter reads.</summary>
[Flags]
public enum MarketParts
{
    None = 0,
    Instruments = 1,
    Marks = 2,
    Indices = 4,
    ImpliedVolatility = 8,
    Funding = 16,
    DeliveryPrices = 32,
}

/// <summary>
/// What an adapter can do, so that whoever runs it knows what it must get elsewhere. What is not declared here is not told, and its absence
/// means nothing.
/// </summary>
public sealed record VenueCapabilities
{
    public required LocationId Venue { get; init; }

    /// <summary>Parts that a snapshot lists completely.</summary>
    public required FeedParts Snapshots { get; init; }

    /// <summary>Parts that are pushed when they change.</summary>
    public required FeedParts Pushes { get; init; }

    public required MarketParts Market { get; init; }

    public required SequenceRule Sequence { get; init; }

    /// <summary>Whether pushes follow prices; where not, margins between trades are to be had by asking.</summary>
    public required bool PushesFollowPrices { get; init; }

    /// <summary>Longest silence of a sound connection, heartbeat included.</summary>
    public required TimeSpan LongestSilence { get; init; }

    /// <summary>How often a snapshot is taken although nothing asks for one, because the venue's pushes cannot be seen to be complete.</summary>
    public required TimeSpan SnapshotEvery { get; init; }
}
