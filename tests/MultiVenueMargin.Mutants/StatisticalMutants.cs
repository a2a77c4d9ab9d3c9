namespace MultiVenueMargin.Mutants;

/// <summary>MARGIN §4: the statistical core and its guards.</summary>
internal static class StatisticalMutants
{
    private const string Core = "src/MultiVenueMargin.Risk/House/StatisticalCore.cs";
    private const string Sums = "src/MultiVenueMargin.Risk/Scenarios/ProfitSums.cs";
    private const string Least = "src/MultiVenueMargin.Risk/Statistics/LeastValues.cs";
    private const string Unit = "src/MultiVenueMargin.Risk/Statistics/UnitStatistics.cs";
    private const string Joint = "src/MultiVenueMargin.Risk/House/JointStatistics.cs";

    public static IReadOnlyList<Mutant> All { get; } =
    [
        new(Core, "decimal.Ceiling(scenarios * tail)", "decimal.Floor(scenarios * tail)", "k rounded down"),
        new(
            Core,
            "worst[last - 1]",
            "worst[Math.Min(last, worst.Length - 1)]",
            "VaR one loss further in"),
        new(
            Core,
            "return (valueAtRisk, sum / count);",
            "return (valueAtRisk, sum / profits.Length);",
            "ES averaged over everything"),
        new(
            Core,
            "var historical = Math.Max(Math.Max(valueAtRisk, shortfall), 0m);",
            "var historical = Math.Max(valueAtRisk, shortfall);",
            "H below zero"),
        new(Core, "Math.Max(historical, stress)", "stress", "mild stress lowers the figure"),
        new(Core, "var raw = Math.Max(weighted, longRun);", "var raw = weighted;", "long-run floor ignored"),
        new(Core, "rules.BufferShare * statistics.BufferShare", "rules.BufferShare", "buffer always full"),
        new(
            Sums,
            "-gross * TLanes.Greatest(-move - haircut, 0.0)",
            "gross * move",
            "free collateral charged for its haircut again in FHS"),
        new(Least, "least[place - 1] > value", "least[place - 1] < value", "the tail out of order"),
        new(Least, "return TryInsertSome(values[next..], least);", "return true;", "the last scenarios left out of the tail"),
        new(
            Unit,
            "Math.Clamp(now / then, (double)rules.LeastScaling, (double)rules.MostScaling)",
            "now / then",
            "scaling not clamped"),
        new(
            Unit,
            "price[day] * Scaling(priceForecast[days], priceForecast[day], rules)",
            "price[day] * Scaling(priceForecast[days], priceForecast[day + 1], rules)",
            "a day's forecast knows the day"),
        new(
            Unit,
            "Scaling(volatilityForecast[days], volatilityForecast[day], rules)",
            "Scaling(priceForecast[days], priceForecast[day], rules)",
            "volatility scaled by the price's forecast"),
        new(Unit, "Math.Sqrt(rules.HorizonDays)", "1.0", "horizon of one day"),
        new(
            Unit,
            "variance = returns.Length == 0 ? 0 : variance / returns.Length;",
            "variance = returns[0] * returns[0];",
            "EWMA seeded with the first day"),
        new(Unit, "var share = 1m;", "var share = 0m;", "buffer empty at the start"),
        new(Unit, "forecast[day - rules.ReleaseLookbackDays]", "forecast[day - 1]", "buffer looks back one day"),
        new(
            Unit,
            "rising ? share - release : share + rebuild",
            "rising ? share + rebuild : share - release",
            "buffer released when calm"),
        new(Unit, "values[values.Count - days + i]", "values[i]", "the oldest days of the history"),
        new(Joint, "profits[profits.Length - days + day]", "profits[day]", "joint histories aligned at their oldest day"),
    ];
}
