using MultiVenueMargin.Accounts.Liquidations;
using MultiVenueMargin.Live;
using MultiVenueMargin.Testing.Devices;

namespace MultiVenueMargin.Simulation;

/// <summary>What a run is like, drawn by its seed before anything happens.</summary>
internal sealed record Setting
{
    public required int Accounts { get; init; }

    public required int Feeds { get; init; }

    public required bool HasEther { get; init; }

    /// <summary>Coins beside dollars as collateral.</summary>
    public required bool HasCoins { get; init; }

    /// <summary>Perpetuals that settle in coins.</summary>
    public required bool HasInverse { get; init; }

    public required bool HasLoans { get; init; }

    /// <summary>How much of what is in transit counts.</summary>
    public required decimal TransitShare { get; init; }

    public required int Events { get; init; }

    /// <summary>Prices jump all the time, and executors do at once what they are asked: what comes after a ruin is seldom reached otherwise.</summary>
    public required bool IsRuinous { get; init; }

    public required Approval Approval { get; init; }

    public required LiveOptions Options { get; init; }

    public required DeviceFaults Faults { get; init; }

    public required int MostPolls { get; init; }

    /// <summary>How often a frame suffers something on its way, from 0 to 1.</summary>
    public required double WireFaults { get; init; }

    /// <summary>How far a price moves in one step.</summary>
    public required double Swing { get; init; }

    public required decimal FundMoney { get; init; }

    /// <summary>How the disk is damaged, or lies, at the end: what is served then is right, or nothing is.</summary>
    public required DeviceFault Damage { get; init; }

    public static Setting Draw(Random random)
    {
        var faulty = random.Next(3) > 0;
        var isRuinous = random.Next(4) == 0;
        return new Setting
        {
            Accounts = random.Next(1, 4),
            Feeds = random.Next(1, 5),
            HasEther = random.Next(3) == 0,
            HasCoins = random.Next(3) == 0,
            HasInverse = random.Next(3) == 0,
            HasLoans = random.Next(3) == 0,
            TransitShare = random.Next(3) switch { 0 => 0.5m, 1 => 1m, _ => 0m },
            IsRuinous = isRuinous,
            Events = random.Next(100, 221),
            Approval = isRuinous ? Approval.Automatic : random.Next(4) switch { 0 => Approval.OnePerson, 1 => Approval.TwoPersons, _ => Approval.Automatic },
            Options = DrawOptions(random),
            Faults = faulty ? DrawFaults(random) : DeviceFaults.None,
            MostPolls = random.Next(1, 6),
            WireFaults = isRuinous || random.Next(4) == 0 ? 0 : random.NextDouble() * 0.3,
            Swing = random.Next(4) switch { 0 => 0.005, 1 => 0.03, _ => 0.08 },
            FundMoney = random.Next(2) == 0 ? 100m : 50_000m,
            Damage = random.Next(12) switch
            {
                0 => DeviceFault.BitFlip,
                1 => DeviceFault.LostWrite,
                2 => DeviceFault.MisdirectedWrite,
                3 => DeviceFault.LyingSync,
                _ => DeviceFault.Unspecified,
            },
        };
    }

    private static LiveOptions DrawOptions(Random random) => new()
    {
        Shards = random.Next(1, 3),
        InboxShare = random.Next(6) == 0 ? 2 : 4_096,
        TurnsPerAccount = Pick(random, 1, 4, 256),
        LargeBeyondLines = random.Next(2) == 0 ? random.Next(2, 24) : 1_000,
        LooksPerCycle = Pick(random, 1, 64, 64),
        LoadsPerCycle = Pick(random, 1, 16, 16),
        CommitsUnderWay = Pick(random, 2, 8_192, 8_192),
        CommitsPerAccount = Pick(random, 1, 4, 64),
        EntriesPerRead = Pick(random, 3, 1_000, 1_000),
        SnapshotEvery = Pick(random, 5, 25, 10_000),
        ValuationStep = TimeSpan.FromMilliseconds(Pick(random, 250, 1_000, 1_000)),
    };

    private static DeviceFaults DrawFaults(Random random) => new()
    {
        FailingWrite = random.NextDouble() * 0.01,
        ShortWrite = random.NextDouble() * 0.01,
        FailingSync = random.NextDouble() * 0.01,
        FailingSyncThatLoses = random.NextDouble() * 0.01,
        NoSpaceToCreate = random.NextDouble() * 0.05,
        NoSpaceToWrite = random.NextDouble() * 0.01,
        FailingRename = random.NextDouble() * 0.05,
        FailingRead = random.NextDouble() * 0.005,
        Slowness = random.NextDouble() * 0.01,
    };

    private static int Pick(Random random, params int[] choices) => choices[random.Next(choices.Length)];
}
