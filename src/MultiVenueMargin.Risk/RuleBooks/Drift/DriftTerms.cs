using System.Numerics;

namespace MultiVenueMargin.Risk.RuleBooks.Drift;

/// <summary>Under which terms an account is looked at.</summary>
public sealed record DriftTerms
{
    public required DriftLevel Level { get; init; }

    /// <summary>Per resting order, in 10^-6 USD.</summary>
    public required BigInteger PerOrder { get; init; }

    /// <summary>The most that one market's profit counts at initial, in 10^-6 USD.</summary>
    public required BigInteger ProfitCap { get; init; }

    /// <summary>The ratio that the user set for himself, of 10 000; it counts at initial alone.</summary>
    public int OwnRatio { get; init; }

    /// <summary>A ratio set from outside, as when an oracle is stale; it counts at every level.</summary>
    public int ImposedRatio { get; init; }

    /// <summary>What a liquidation adds to a requirement, of what is owed, and takes from a loss, of 10 000: it ends only with that to spare.</summary>
    public int Buffer { get; init; }

    public bool HighLeverage { get; init; }

    /// <summary>The ratio that no position may go below here; zero where nobody set one.</summary>
    public int OwnRatioFor(int positionRatio) =>
        Math.Max(ImposedRatio, Level == DriftLevel.Initial ? Math.Max(OwnRatio, positionRatio) : 0);
}
