namespace MultiVenueMargin.Grpc.Tests.Abuse;

/// <summary>Whether the long form of a test is wanted.</summary>
internal static class FullRun
{
    public static bool IsWanted { get; } = Environment.GetEnvironmentVariable("MVM_FULL") == "1";

    public static int Or(int full, int brief) => IsWanted ? full : brief;
}
