namespace MultiVenueMargin.Risk.RuleBooks.Paradex;

/// <summary>What <c>paradex</c> reads.</summary>
/// <param name="Scenarios">The scan.</param>
/// <param name="ShortTermPower">Of the volatility shock below 30 days.</param>
/// <param name="LongTermPower">From 30 days on.</param>
/// <param name="LeastDays">Below so many days the volatility shock grows no further.</param>
/// <param name="MinimumDelta">What is asked at least.</param>
/// <param name="MaintenanceShare">Of the net portfolio requirement.</param>
/// <param name="FeeRate">Of the value of all positions, for closing them.</param>
/// <param name="Collateral">Haircuts by coin.</param>
public sealed record ParadexParameters(
    IReadOnlyList<ScanScenario> Scenarios,
    decimal ShortTermPower,
    decimal LongTermPower,
    decimal LeastDays,
    MinimumDelta MinimumDelta,
    decimal MaintenanceShare,
    decimal FeeRate,
    IReadOnlyDictionary<string, decimal> Collateral);
