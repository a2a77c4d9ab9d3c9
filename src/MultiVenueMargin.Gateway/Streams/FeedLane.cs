using MultiVenueMargin.Contracts.Feeds;

namespace MultiVenueMargin.Gateway.Streams;

/// <summary>Batches of one feed of a connection that wait for those before them. It is there only while there are any under way.</summary>
internal sealed class FeedLane(List<FeedMessage> first)
{
    public List<FeedMessage> Waiting { get; set; } = first;
}
