using MultiVenueMargin.Accounts;

namespace MultiVenueMargin.Live.Audits;

/// <summary>Something that is not as it follows from the rest of the journal.</summary>
/// <param name="Stream">Whose; the default where it cannot be told.</param>
/// <param name="Version">The record; 0 where it is not about one.</param>
/// <param name="Figure">Which figure, or what else.</param>
/// <param name="Recorded">As it stands in the journal.</param>
/// <param name="Recomputed">As it follows.</param>
public sealed record Difference(StreamId Stream, long Version, string Figure, string Recorded, string Recomputed)
{
    public override string ToString() =>
        $"{(Stream.IsDefault ? "the journal" : Stream.Code)}{(Version > 0 ? $" version {Version}" : string.Empty)}: {Figure}: recorded {Recorded}, recomputed {Recomputed}";
}
