using MultiVenueMargin.Domain.Market;
using MultiVenueMargin.Domain.Rules;
using MultiVenueMargin.Risk.Statistics;

namespace MultiVenueMargin.Risk.Tests.Statistics;

/// <summary>MARGIN §4: forecasts, filtered returns and the buffer, on windows small enough to work by hand.</summary>
public sealed class UnitStatisticsTests
{
    private const double Root2 = 1.4142135623730951;

    [Fact]
    public void Forecast_IsAnEwmaSeededWithTheMeanSquare()
    {
        // (0.02² + 0.04²)/2 = 0.001; 0.97·0.001 + 0.03·0.0004 = 0.000982; 0.97·0.000982 + 0.03·0.0016 = 0.00100054.
        var statistics = From([0.02, -0.04], [0, 0]);
        Assert.Equal(Math.Sqrt(0.00100054), statistics.DailyVolatility, 15);
    }

    [Fact]
    public void Filtered_RescalesEachDayFromTheForecastBeforeIt()
    {
        var moves = From([0.02, -0.04], [0, 0]).Filtered;

        // Day 1 by √(0.00100054/0.001), day 2 by √(0.00100054/0.000982), over two days.
        Assert.Equal(Math.Exp(Root2 * 0.02 * Math.Sqrt(1.00054)) - 1, (double)moves[0].Move, 13);
        Assert.Equal(Math.Exp(Root2 * -0.04 * Math.Sqrt(0.00100054 / 0.000982)) - 1, (double)moves[1].Move, 13);
        Assert.Equal(["F1", "F2"], moves.Scenarios.Select(scenario => scenario.Id));
    }

    [Fact]
    public void Filtered_RescalesVolatilityByItsOwnForecast()
    {
        // Volatility returns (0.1, 0.3): mean square 0.05, then 0.0488, then 0.050036.
        var moves = From([0.01, -0.01], [0.1, 0.3]).Filtered;
        Assert.Equal(Math.Exp(Root2 * 0.1 * Math.Sqrt(0.050036 / 0.05)), moves[0].Volatility.Size, 13);
        Assert.Equal(Math.Exp(Root2 * 0.3 * Math.Sqrt(0.050036 / 0.0488)), moves[1].Volatility.Size, 13);
        Assert.Equal(Math.Exp(Root2 * 0.01) - 1, (double)moves[0].Move, 13);
    }

    [Fact]
    public void Filtered_WhenVolatilityMultiplied_IsScaledByTwoAtMost()
    {
        // After a hundred still days the first of twenty wild ones was forecast at 0.009 a day; today's forecast is 0.069.
        var moves = From([.. Repeat(0.0, 100), .. Repeat(0.1, 20)], new double[120]).Filtered;
        Assert.Equal(Math.Exp(Root2 * 0.1 * 2) - 1, (double)moves[100].Move, 13);
    }

    [Fact]
    public void Filtered_WhenVolatilityCollapsed_IsScaledByHalfAtLeast()
    {
        var moves = From([.. Repeat(0.1, 20), .. Repeat(0.0, 100)], new double[120]).Filtered;
        Assert.Equal(Math.Exp(Root2 * 0.1 * 0.5) - 1, (double)moves[10].Move, 13);
    }

    [Fact]
    public void LongRun_ReplacesThePricesVolatilityAlone()
    {
        // Steady days of 1 %: a long-run 1.5 % scales by 1.5; the volatility's own factor stays 1.
        var moves = From([0.01, -0.01], [0.1, -0.1], longRun: 0.015).LongRun;
        Assert.Equal(Math.Exp(Root2 * -0.015) - 1, (double)moves[1].Move, 13);
        Assert.Equal(Math.Exp(Root2 * -0.1), moves[1].Volatility.Size, 13);
    }

    [Fact]
    public void Stress_IsTakenAsItIs()
    {
        var moves = UnitStatistics.From(
            new ReturnHistory
            {
                PriceReturns = [0.01],
                VolatilityReturns = [0],
                LongRunVolatility = 0.01,
                Stress = [new StressMove(-0.5, 0.7)],
            },
            new StatisticalRules()).Stress;
        Assert.Equal(Math.Exp(-0.5) - 1, (double)moves[0].Move, 13);
        Assert.Equal(Math.Exp(0.7), moves[0].Volatility.Size, 13);
    }

    [Fact]
    public void Window_IsTheLatestDays()
    {
        var history = new ReturnHistory
        {
            PriceReturns = [0.5, 0.01, -0.01],
            VolatilityReturns = [0.5, 0, 0],
            LongRunVolatility = 0.01,
        };
        var statistics = UnitStatistics.From(history, new StatisticalRules { MostScenarios = 2 });
        Assert.Equal(2, statistics.Filtered.Count);
        Assert.Equal(Math.Exp(Root2 * 0.01) - 1, (double)statistics.Filtered[0].Move, 13);
        Assert.Equal(0.01, statistics.DailyVolatility, 14);
    }

    [Fact]
    public void Window_WithoutAnyMovement_IsLeftAsItIs() =>
        Assert.All(From([0, 0, 0], [0, 0, 0]).Filtered.Scenarios, scenario => Assert.Equal(0m, scenario.Move));

    [Theory]
    [InlineData(0, 0, 1.0)] // Falling from its seed all the while: full.
    [InlineData(1, 0, 0.8)] // Each day above 1.2 times the forecast five days before takes a fifth.
    [InlineData(3, 0, 0.4)]
    [InlineData(3, 1, 0.2)] // Still above that of five days before the rise.
    [InlineData(3, 3, 0.0)] // Not below zero.
    [InlineData(3, 4, 0.05)] // √(0.00087/0.0007) = 1.1: a twentieth comes back…
    [InlineData(3, 8, 0.25)] // …each day.
    public void Buffer_IsReleasedWhileVolatilityRisesFastAndRebuiltSlowly(int wild, int calm, double expected)
    {
        // A hundred days of 1 %, some of 10 %, then 1 % again.
        double[] price = [.. Repeat(0.01, 100), .. Repeat(0.1, wild), .. Repeat(0.01, calm)];
        Assert.Equal((decimal)expected, From(price, new double[price.Length]).BufferShare);
    }

    [Fact]
    public void Buffer_OfAWindowShorterThanItsLookback_IsFull() =>
        Assert.Equal(1m, From([0.01, 0.2, 0.3], [0, 0, 0]).BufferShare);

    private static UnitStatistics From(double[] price, double[] volatility, double longRun = 0.01) => UnitStatistics.From(
        new ReturnHistory { PriceReturns = price, VolatilityReturns = volatility, LongRunVolatility = longRun },
        new StatisticalRules());

    private static IEnumerable<double> Repeat(double value, int times) => Enumerable.Repeat(value, times);
}
