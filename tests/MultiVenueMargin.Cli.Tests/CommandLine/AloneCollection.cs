namespace MultiVenueMargin.Cli.Tests.CommandLine;

/// <summary>Tests that measure their own process, its heap above all: nothing else runs in it meanwhile.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class AloneCollection
{
    public const string Name = "alone";
}
