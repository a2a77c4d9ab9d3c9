namespace MultiVenueMargin.Risk.RuleBooks.Okx;

/// <summary>What a list of scenario profits asks for.</summary>
public static class ScenarioLoss
{
    /// <summary>The largest loss; zero where none loses.</summary>
    public static decimal Worst(IEnumerable<decimal> profits) => Math.Max(0m, -profits.DefaultIfEmpty(0m).Min());

    /// <summary>MR6: a share of the largest loss.</summary>
    public static decimal Covered(IEnumerable<decimal> profits, decimal cover) => cover * Worst(profits);
}
