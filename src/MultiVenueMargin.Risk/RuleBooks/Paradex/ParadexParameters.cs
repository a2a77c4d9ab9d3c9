namespace MultiVenueMargin.Risk.RuleBooks.Paradex;

/// <summary>What <c>paradex</c> reads.</summary>
/// <param name="Scenarios">The scan.</param>
/// <param name="ShortTermPower">Of the volatility shock below 30 days.</param>
/// <param name="LongTermPower">From 30 days on.</param>
/// <param name="LeastDays">Below so many days the volatility shock grows no further.</param>
/// <param name="LeastUpVolatility">A volatility that is shocked up is at least this.</param>
/// <param name="AveragingMinutes">So long before its expiry an option settles on an average: of its profit only what is still open counts.</param>
/// <param name="MinimumDelta">What is asked at least.</param>
/// <param name="MaintenanceShare">Of the net portfolio requirement.</param>
/// <param name="Fees">For closing all.</param>
/// <param name="Collateral">Haircuts by coin.</param>
public sealed record ParadexParameters(
    IReadOnlyList<ScanScenario> Scenarios,
    decimal ShortTermPower,
    decimal LongTermPower,
    decimal LeastDays,
    decimal LeastUpVolatility,
    decimal AveragingMinutes,
    MinimumDelta MinimumDelta,
    decimal MaintenanceShare,
    ParadexFees Fees,
    IReadOnlyDictionary<string, decimal> Collateral);
