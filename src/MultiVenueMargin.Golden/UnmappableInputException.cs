namespace MultiVenueMargin.Golden;

/// <summary>Something in a golden file has no place in our types. It names the path, and it fails the vector: nothing is ignored.</summary>
public sealed class UnmappableInputException(string path, string reason) : Exception($"cannot map {path}: {reason}")
{
    public string Path { get; } = path;
}
