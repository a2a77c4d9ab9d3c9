namespace MultiVenueMargin.EndToEnd.Tests.Faults;

/// <summary>These count what the servers of the whole process hold: nothing else runs beside them.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class AloneCollection
{
    public const string Name = "alone";
}
