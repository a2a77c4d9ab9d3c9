namespace MultiVenueMargin.Grpc.Tests.Abuse;

/// <summary>These measure what the process as a whole allocates, or keep it busy: nothing else runs beside them.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class AloneCollection
{
    public const string Name = "alone";
}
