using MultiVenueMargin.Golden.House;

namespace MultiVenueMargin.Golden.Tests;

/// <summary>A fact about the shared golden folder, which a user's clone does not have; skipped there, with the reason.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class GoldenFolderFactAttribute : FactAttribute
{
    public GoldenFolderFactAttribute()
    {
        if (!Directory.Exists(GoldenFolder.Default))
        {
            Skip = $"There is no golden folder at '{GoldenFolder.Default}'; set {GoldenFolder.Variable} to run this.";
        }
    }
}
