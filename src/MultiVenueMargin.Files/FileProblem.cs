namespace MultiVenueMargin.Files;

/// <summary>What is wrong at one place of a file.</summary>
/// <param name="Path">Where: <c>lines[2].balance</c>; empty for the file as a whole.</param>
/// <param name="Found">What stands there, reading on from the path: <c>"abc" is not a plain decimal number</c>.</param>
/// <param name="Fix">What to do about it.</param>
public sealed record FileProblem(string Path, string Found, string Fix)
{
    public override string ToString() => Path.Length == 0 ? $"{Found}. {Fix}." : $"{Path}: {Found}. {Fix}.";
}
