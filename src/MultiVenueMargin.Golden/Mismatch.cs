using MultiVenueMargin.Domain;

namespace MultiVenueMargin.Golden;

/// <summary>One figure that is not what the golden file says, or that could not be compared.</summary>
/// <param name="Path">Where in the expected report.</param>
/// <param name="Expected">What the file says; absent where the figure is ours alone.</param>
/// <param name="Ours">What we say, in words where we say nothing.</param>
/// <param name="Difference">Ours − expected, where both are numbers.</param>
public sealed record Mismatch(string Path, string? Expected, string Ours, decimal? Difference = null)
{
    public override string ToString()
    {
        var line = $"{Path}: expected {Expected ?? "nothing"}, ours {Ours}";
        return Difference is { } difference ? $"{line}, difference {ExactNumber.Format(difference)}" : line;
    }
}
