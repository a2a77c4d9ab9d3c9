using MultiVenueMargin.Domain.Market;
using MultiVenueMargin.Domain.Rules;
using MultiVenueMargin.Risk.Pricing;
using MultiVenueMargin.Risk.Scenarios;

namespace MultiVenueMargin.Risk.Statistics;

/// <summary>
/// What a unit's history says, as a function of the market alone (MARGIN §4): today's volatility, the filtered scenarios,
/// the stress set and the share of the buffer.
/// </summary>
/// <remarks>
/// Each past day's joint return is rescaled from that day's volatility forecast to today's, price and volatility each by its
/// own: r* = √horizon · r_t · clamp(σ_now/σ_t). A forecast uses only the days before it; the first is the window's mean square.
/// </remarks>
public sealed class UnitStatistics
{
    private UnitStatistics(
        double dailyVolatility, ScenarioSet filtered, ScenarioSet longRun, ScenarioSet stress, decimal bufferShare)
    {
        DailyVolatility = dailyVolatility;
        Filtered = filtered;
        LongRun = longRun;
        Stress = stress;
        BufferShare = bufferShare;
    }

    /// <summary>σ_now: the forecast of the price's daily volatility.</summary>
    public double DailyVolatility { get; }

    /// <summary>The filtered joint scenarios, oldest day first.</summary>
    public ScenarioSet Filtered { get; }

    /// <summary>The same with the price scaled to its long-run volatility instead of today's.</summary>
    public ScenarioSet LongRun { get; }

    /// <summary>The stress set, its moves unscaled.</summary>
    public ScenarioSet Stress { get; }

    /// <summary>b within [0, 1]: how much of the buffer stands.</summary>
    public decimal BufferShare { get; }

    public static UnitStatistics From(ReturnHistory history, StatisticalRules rules)
    {
        var days = Math.Min(history.PriceReturns.Count, rules.MostScenarios);
        var price = Latest(history.PriceReturns, days);
        var volatility = Latest(history.VolatilityReturns, days);
        var decay = (double)rules.Decay;
        var priceForecast = Forecasts(price, decay);
        var volatilityForecast = Forecasts(volatility, decay);
        var horizon = Math.Sqrt(rules.HorizonDays);

        var filtered = new (double, double)[days];
        var longRun = new (double, double)[days];
        for (var day = 0; day < days; day++)
        {
            var volatilityMove = KernelMath.Exp(
                horizon * volatility[day] * Scaling(volatilityForecast[days], volatilityForecast[day], rules));
            filtered[day] = (
                KernelMath.Exp(horizon * price[day] * Scaling(priceForecast[days], priceForecast[day], rules)), volatilityMove);
            longRun[day] = (
                KernelMath.Exp(horizon * price[day] * Scaling(history.LongRunVolatility, priceForecast[day], rules)), volatilityMove);
        }

        var stress = new (double, double)[history.Stress.Count];
        for (var i = 0; i < stress.Length; i++)
        {
            // The moves of the stress set are log returns like those of the window, taken as they are.
            stress[i] = (KernelMath.Exp(history.Stress[i].Price), KernelMath.Exp(history.Stress[i].Volatility));
        }

        return new UnitStatistics(
            priceForecast[days],
            ScenarioSet.Joint("F", filtered),
            ScenarioSet.Joint("L", longRun),
            ScenarioSet.Joint("Z", stress),
            Buffer(priceForecast, rules));
    }

    /// <summary>σ_t for every day of the window and, last, for the day after it.</summary>
    private static double[] Forecasts(double[] returns, double decay)
    {
        var variance = 0.0;
        foreach (var r in returns)
        {
            variance += r * r;
        }

        variance = returns.Length == 0 ? 0 : variance / returns.Length;
        var forecasts = new double[returns.Length + 1];
        forecasts[0] = Math.Sqrt(variance);
        for (var day = 0; day < returns.Length; day++)
        {
            variance = (decay * variance) + ((1 - decay) * returns[day] * returns[day]);
            forecasts[day + 1] = Math.Sqrt(variance);
        }

        return forecasts;
    }

    /// <summary>clamp(σ_now/σ_t); a day forecast at no volatility at all is left as it is.</summary>
    private static double Scaling(double now, double then, StatisticalRules rules) =>
        then > 0 ? Math.Clamp(now / then, (double)rules.LeastScaling, (double)rules.MostScaling) : 1;

    /// <summary>
    /// From 1 at the window's start: a step down for each day on which volatility rose fast, a smaller one up for each other.
    /// Counted in exact steps so that a full buffer is full.
    /// </summary>
    private static decimal Buffer(double[] forecast, StatisticalRules rules)
    {
        var share = 1m;
        var (release, rebuild) = (1m / rules.ReleaseDays, 1m / rules.RebuildDays);
        for (var day = rules.ReleaseLookbackDays; day < forecast.Length; day++)
        {
            var before = forecast[day - rules.ReleaseLookbackDays];
            var rising = before > 0 && forecast[day] / before > (double)rules.ReleaseAbove;
            share = Math.Clamp(rising ? share - release : share + rebuild, 0m, 1m);
        }

        return share;
    }

    private static double[] Latest(IReadOnlyList<double> values, int days)
    {
        var latest = new double[days];
        for (var i = 0; i < days; i++)
        {
            latest[i] = values[values.Count - days + i];
        }

        return latest;
    }
}
