using MultiVenueMargin.Accounts;

namespace MultiVenueMargin.Journal.Verification;

/// <summary>The first thing in a journal that is not as it was written, or that cannot be shown to be.</summary>
/// <param name="What">In words.</param>
/// <param name="File">The file it lies in.</param>
/// <param name="Offset">Where in it.</param>
/// <param name="Stream">Whose entry, as far as it can be told.</param>
/// <param name="Version">The entry's first version; 0 where it cannot be told.</param>
/// <param name="Position">In its partition; 0 where it cannot be told.</param>
/// <param name="SealSequence">The seal that does not hold; null when it is not about one.</param>
public sealed record Alteration(
    string What, string File, long Offset, StreamId Stream = default, long Version = 0, long Position = 0, long? SealSequence = null)
{
    public override string ToString() => $"{File} at {Offset}: {What}";
}
