namespace MultiVenueMargin.Client.Feeds;

/// <summary>The server refused a frame for what is in it. A snapshot under a new epoch takes its place; movements that it told are told by nobody else.</summary>
public sealed class FrameRefusedException : DoorException
{
    internal FrameRefusedException(long sequence, DoorStatus status)
        : base($"Frame {sequence} was refused: {status.ReasonName}: {status.Message}", null)
    {
        Sequence = sequence;
        Reason = status.Reason;
        ReasonName = status.ReasonName;
    }

    public long Sequence { get; }

    /// <summary>Unspecified where it is one that this client does not know.</summary>
    public V1.ErrorReason Reason { get; }

    public string ReasonName { get; }
}
