namespace MultiVenueMargin.Grpc.Tests.Interop;

[AttributeUsage(AttributeTargets.Method)]
public sealed class NeedsNodeTheoryAttribute : TheoryAttribute
{
    public NeedsNodeTheoryAttribute() => Skip = NodeClient.Absent;
}
