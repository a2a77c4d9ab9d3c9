using MultiVenueMargin.Domain;
using MultiVenueMargin.Domain.Market;
using MultiVenueMargin.Risk.Scenarios;
using MultiVenueMargin.Risk.Statistics;
using MultiVenueMargin.Risk.RuleBooks.Exposures;

namespace MultiVenueMargin.Risk.RuleBooks.Statistical;

/// <summary>What one underlying's part of a book would have made, or would make now, on each past day; the newest last.</summary>
/// <param name="Unit">The underlying.</param>
/// <param name="Historical">Under the returns as they were.</param>
/// <param name="Filtered">Under the returns rescaled to today's volatility.</param>
/// <param name="LongRun">Under the returns rescaled to the long-run volatility.</param>
/// <param name="WorstStress">Largest loss of the stress set, never below zero.</param>
/// <param name="BufferShare">How much of the buffer stands.</param>
internal sealed record UnitHistory(RiskUnit Unit, double[] Historical, double[] Filtered, double[] LongRun, decimal WorstStress, decimal BufferShare)
{
    public int Days => Historical.Length;

    public static UnitHistory Of(UnitExposure exposure, ReturnHistory history, VarParameters parameters)
    {
        var statistics = UnitStatistics.From(history, parameters.ToRules());
        var stress = exposure.ProfitsOver(statistics.Stress);
        return new UnitHistory(
            exposure.Unit,
            exposure.ProfitsOver(AsTheyWere(history, parameters)),
            exposure.ProfitsOver(statistics.Filtered),
            exposure.ProfitsOver(statistics.LongRun),
            stress.Length == 0 ? 0m : Math.Max(-(decimal)stress.Min(), 0m),
            statistics.BufferShare);
    }

    private static ScenarioSet AsTheyWere(ReturnHistory history, VarParameters parameters)
    {
        var horizon = Math.Sqrt(parameters.HorizonDays);
        return ScenarioSet.Joint("H", history.PriceReturns.Zip(history.VolatilityReturns)
            .TakeLast(parameters.MostDays)
            .Select(day => (Math.Exp(horizon * day.First), Math.Exp(horizon * day.Second)))
            .ToList());
    }
}
