namespace MultiVenueMargin.Host.Bench.Margins;

/// <summary>How much is priced and margined. The defaults are the sizes of MARGIN §9 and run in some five minutes.</summary>
public sealed record RiskScale
{
    public const int MostInstruments = 20_000;

    public const int MostAccounts = 100_000;

    // An option and another.
    public const int FewestPositions = 2;

    public const int MostLarge = 10_000;

    public const int FewestDays = 50;

    public const int MostDays = 1_000;

    public const int MostRuns = 100;

    /// <summary>Options that are listed, and repriced by a tick.</summary>
    public int Instruments { get; init; } = 2_000;

    /// <summary>That a tick looks at.</summary>
    public int Accounts { get; init; } = 10_000;

    /// <summary>Of each account, half of them options.</summary>
    public int Positions { get; init; } = 50;

    /// <summary>Positions of the account whose report is explained in full.</summary>
    public int Large { get; init; } = 1_000;

    /// <summary>Of history, each a scenario of the statistical core.</summary>
    public int Days { get; init; } = 1_000;

    /// <summary>How often everything is measured; the least counts.</summary>
    public int Runs { get; init; } = 3;
}
