namespace MultiVenueMargin.Gateway.Streams;

/// <summary>Batches of one feed of a connection that wait for those before them. It is there only while there are any under way.</summary>
internal sealed class FeedLane(List<(V1.ConnectRequest Request, int Size)> first)
{
    public List<(V1.ConnectRequest Request, int Size)> Waiting { get; set; } = first;
}
