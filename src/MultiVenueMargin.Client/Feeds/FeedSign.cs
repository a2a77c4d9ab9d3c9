namespace MultiVenueMargin.Client.Feeds;

/// <summary>
/// The word that goes behind all frames: a heartbeat, or trouble. It has no sequence of its own and nobody acknowledges it, so the newest replaces the one
/// before, and one that was not answered is said again.
/// </summary>
internal sealed class FeedSign
{
    private V1.FeedFrame? _frame;
    private bool _isSaid;
    private long _number;

    /// <summary>Returns the number by which its fate can be asked for.</summary>
    public long Set(V1.FeedFrame frame)
    {
        (_frame, _isSaid) = (frame, false);
        return ++_number;
    }

    /// <summary>A frame with facts says more.</summary>
    public void Clear() => _frame = null;

    /// <summary>Whether it was answered, or overtaken by something newer.</summary>
    public bool IsSettled(long number) => _frame is null || _number != number;

    public void Settle()
    {
        if (_isSaid)
        {
            _frame = null;
        }
    }

    public void Rewind() => _isSaid = false;

    /// <param name="isInStep">Whether an epoch is open; a heartbeat says that nothing of it is missing.</param>
    public V1.FeedFrame? Next(long epoch, long last, bool isInStep)
    {
        if (_frame is null || _isSaid || (_frame.Kind == V1.FrameKind.Heartbeat && !isInStep))
        {
            return null;
        }

        _isSaid = true;
        return new V1.FeedFrame(_frame) { Epoch = Math.Max(1, epoch), Sequence = _frame.Kind == V1.FrameKind.Heartbeat ? last : 0 };
    }
}
