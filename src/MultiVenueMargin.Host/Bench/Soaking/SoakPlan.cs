using MultiVenueMargin.Host.Bench.Doors;

namespace MultiVenueMargin.Host.Bench.Soaking;

/// <summary>How long a platform is kept at work, and at what. The defaults are the half hour of reliability's L11.</summary>
public sealed record SoakPlan
{
    public const int LongestMinutes = 7 * 24 * 60;

    public const int MostPerSecond = 100_000;

    /// <summary>Fewer say nothing of a trend.</summary>
    public const int FewestSamples = 5;

    public TimeSpan Lasting { get; init; } = TimeSpan.FromMinutes(30);

    /// <summary>From one look at the process to the next. Each collects all garbage, so not too often.</summary>
    public TimeSpan Every { get; init; } = TimeSpan.FromMinutes(1);

    public int Accounts { get; init; } = 50;

    /// <summary>Of each account.</summary>
    public int Positions { get; init; } = 20;

    /// <summary>Updates told in a second, all accounts together. 200: a desk of this size on a busy day, and a fraction of what two cores take.</summary>
    public int PerSecond { get; init; } = 200;

    internal BenchScale Street => new() { Accounts = Accounts, Positions = Positions, Giant = 0 };

    internal DoorScale Door => new() { Accounts = Accounts, Positions = Positions };
}
