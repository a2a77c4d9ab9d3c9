namespace MultiVenueMargin.Host.Bench;

/// <summary>How large the measured street is. The defaults run in half a minute.</summary>
public sealed record BenchScale
{
    public const int MostAccounts = 100_000;

    public const int MostPositions = 2_000;

    public const long MostUpdates = 1_000_000_000;

    public int Accounts { get; init; } = 500;

    /// <summary>Of each account.</summary>
    public int Positions { get; init; } = 10;

    /// <summary>That the journal is to hold before the restart is measured; 0: those that the other measurements made.</summary>
    public long Updates { get; init; }
}
