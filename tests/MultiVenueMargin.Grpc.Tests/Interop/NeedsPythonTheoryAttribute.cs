namespace MultiVenueMargin.Grpc.Tests.Interop;

[AttributeUsage(AttributeTargets.Method)]
public sealed class NeedsPythonTheoryAttribute : TheoryAttribute
{
    public NeedsPythonTheoryAttribute() => Skip = PythonClient.Absent;
}
