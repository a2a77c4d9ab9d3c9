namespace MultiVenueMargin.Engine.Tests.Crash;

/// <summary>A folder that goes away with the test.</summary>
internal sealed class CrashFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("mvm-crash-").FullName;

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
