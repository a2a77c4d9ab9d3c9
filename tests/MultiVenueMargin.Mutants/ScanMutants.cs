namespace MultiVenueMargin.Mutants;

/// <summary>MARGIN §3: scenarios, buckets, dampener, free collateral.</summary>
internal static class ScanMutants
{
    private const string Set = "src/MultiVenueMargin.Risk/Scenarios/ScenarioSet.cs";
    private const string Scan = "src/MultiVenueMargin.Risk/House/Scan.cs";
    private const string Buckets = "src/MultiVenueMargin.Risk/House/BucketSums.cs";
    private const string Events = "src/MultiVenueMargin.Risk/House/EventScenarios.cs";
    private const string Pool = "src/MultiVenueMargin.Risk/House/PoolMargin.cs";

    public static IReadOnlyList<Mutant> All { get; } =
    [
        new(Set, "step * range / rules.GridSteps", "step * range / (rules.GridSteps + 1)", "grid short of its range"),
        new(Set, "Math.Min(1m, range / Math.Abs(move))", "1m", "tails at full weight"),
        new(Set, "Math.Min(1m, range / Math.Abs(move))", "range / Math.Abs(move)", "tails may weigh more than one"),
        new(
            Set,
            "new Scenario(\"X-1\", -extreme, VolatilityMove.Same, rules.ExtremeWeight,",
            "new Scenario(\"X-1\", -extreme, VolatilityMove.Same, 1m,",
            "extreme fall at full weight"),
        new(
            Set,
            "VolatilityMove.Up, weight, IsTail: true",
            "VolatilityMove.Same, weight, IsTail: true",
            "tails without volatility up"),
        new(
            Scan,
            "if (vector[i].Value < vector[binding].Value)",
            "if (vector[i].Value <= vector[binding].Value)",
            "the last of equal minima binds"),
        new(Scan, "new ScenarioValue(id, Usd.Down(value))", "new ScenarioValue(id, Usd.Up(value))", "scenario values rounded up"),
        new(Scan, "isTail && total < 0 ?", "total < 0 ?", "dampener on every scenario"),
        new(
            Scan,
            "Math.Min(0m, total + rules.TailDampenerUsd)",
            "total + rules.TailDampenerUsd",
            "dampener makes a gain of a small loss"),
        new(Scan, "Kernel.Positive(-weighted - line.Haircut)", "-weighted", "free collateral charged for its haircut again"),
        new(Scan, "weighted >= 0 ? line.Gross * weighted", "weighted >= 0 ? 0m", "free collateral never gains"),
        new(Scan, "-locations.Factor(location, rules) * dampener", "-dampener", "contributions without the bucket's share"),
        new(Buckets, "Math.Min(rules.GainShare * sum, rules.GainCapUsd)", "sum", "gains elsewhere count in full"),
        new(Buckets, "Math.Min(rules.GainShare * sum, rules.GainCapUsd)", "rules.GainShare * sum", "gains without their cap"),
        new(
            Buckets,
            "_positionAt = [.. holdings.Positions.Select(position => IndexOf(position.Venue))];",
            "_positionAt = [.. holdings.Positions.Select(position => IndexOf(holdings.Positions[0].Venue))];",
            "all positions in one bucket"),
        new(Buckets, "holdings.Coins[i].Delta * move * weight", "holdings.Coins[i].Delta * move", "coins at full weight"),
        new(Pool, "yield return new CoinHolding(name, location, line.Value);", "yield break;", "debts are not in the scan"),
        new(Pool, "else if (line.Hedge > 0)", "else if (line.Hedge > line.Value)", "hedge parts are not in the scan"),
        new(Events, "position.Delta * (1 - share)", "-position.Delta * (1 - share)", "depeg with the wrong sign"),
        new(
            Events,
            "if (options.Sum(position => position.OptionValue) > 0)",
            "if (options.Count > 0)",
            "a lost venue forgives short options"),
        new(Events, "coin.Location == location && coin.Delta > 0", "coin.Location == location", "a lost venue forgives debts"),
    ];
}
