using MultiVenueMargin.Accounts.Codec;

namespace MultiVenueMargin.Accounts.Feeds;

/// <summary>A frame that cannot be taken over, and how often it was tried.</summary>
internal sealed record BlockingFrame(long Epoch, long Sequence, int Attempts, bool IsQuarantined)
{
    public bool Is(long epoch, long sequence) => Epoch == epoch && Sequence == sequence;

    /// <summary>
    /// Whether another bad frame stands further in front, so that it is the one to count. Only one is counted at a time: a
    /// sender that repeats a whole batch would otherwise never come to the end of its attempts.
    /// </summary>
    public bool StandsBehind(long epoch, long sequence) => epoch > Epoch || (epoch == Epoch && sequence < Sequence);

    public void WriteTo(CanonicalWriter writer)
    {
        writer.Int64(Epoch);
        writer.Int64(Sequence);
        writer.Int32(Attempts);
        writer.Bool(IsQuarantined);
    }

    public static BlockingFrame ReadFrom(CanonicalReader reader) => new(reader.Int64(), reader.Int64(), reader.Int32(), reader.Bool());
}
