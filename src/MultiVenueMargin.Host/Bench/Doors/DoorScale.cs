namespace MultiVenueMargin.Host.Bench.Doors;

/// <summary>How much goes through the measured door. The defaults run in about three minutes.</summary>
public sealed record DoorScale
{
    public const int MostAccounts = 10_000;

    public const int MostSubscribers = 10_000;

    public const int MostRuns = 100;

    public const int LongestPatience = 60;

    /// <summary>Of which updates are told.</summary>
    public int Accounts { get; init; } = 200;

    /// <summary>Of each account.</summary>
    public int Positions { get; init; } = 50;

    /// <summary>Of the one account that what-ifs are asked of.</summary>
    public int WhatIfPositions { get; init; } = 200;

    /// <summary>Each of one account; a tenth as many more, who watch everything, take nothing.</summary>
    public int Subscribers { get; init; } = 1_000;

    /// <summary>How often each row is measured; the best counts.</summary>
    public int Runs { get; init; } = 3;

    /// <summary>A reader that takes nothing for so long is cut.</summary>
    public TimeSpan CutAfter { get; init; } = TimeSpan.FromSeconds(10);

    internal BenchScale Street => new() { Accounts = Accounts, Positions = Positions, Giant = WhatIfPositions };
}
