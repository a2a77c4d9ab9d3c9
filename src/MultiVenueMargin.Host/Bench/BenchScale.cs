namespace MultiVenueMargin.Host.Bench;

/// <summary>How large the measured street is. The defaults run in about a minute.</summary>
public sealed record BenchScale
{
    public const int MostAccounts = 100_000;

    public const int MostPositions = 2_000;

    public const long MostUpdates = 1_000_000_000;

    public const int MostPerSecond = 1_000_000;

    public const int MostGiant = 100_000;

    public int Accounts { get; init; } = 500;

    /// <summary>Of each account.</summary>
    public int Positions { get; init; } = 10;

    /// <summary>That the journal is to hold before the restart is measured; 0: those that the other measurements made.</summary>
    public long Updates { get; init; }

    /// <summary>Updates offered in a second where a rate is kept.</summary>
    public int PerSecond { get; init; } = 1_000;

    /// <summary>Positions of the one account that is larger than all; 0: there is none.</summary>
    public int Giant { get; init; } = 10_000;
}
