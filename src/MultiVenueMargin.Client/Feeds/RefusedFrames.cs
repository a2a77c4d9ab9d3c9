namespace MultiVenueMargin.Client.Feeds;

/// <summary>The last frames that were refused, for whoever asks what became of one.</summary>
internal sealed class RefusedFrames
{
    /// <summary>A refusal ends an epoch, so this many lie minutes apart.</summary>
    private const int Remembered = 256;

    private readonly Queue<FrameRefusedException> _refused = new();

    public void Add(FrameRefusedException refused)
    {
        if (_refused.Count == Remembered)
        {
            _refused.Dequeue();
        }

        _refused.Enqueue(refused);
    }

    public FrameRefusedException? Find(long sequence) => _refused.FirstOrDefault(refused => refused.Sequence == sequence);
}
