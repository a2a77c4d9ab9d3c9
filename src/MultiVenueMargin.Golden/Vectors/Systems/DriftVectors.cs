namespace MultiVenueMargin.Golden.Vectors.Systems;

/// <summary>Drift v2.</summary>
internal static class DriftVectors
{
    public static IReadOnlyList<VectorShape> Shapes { get; } = [];
}
