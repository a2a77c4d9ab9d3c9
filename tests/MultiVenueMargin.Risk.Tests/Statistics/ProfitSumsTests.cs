using MultiVenueMargin.Risk.Pricing.Lanes;
using MultiVenueMargin.Risk.Scenarios;

namespace MultiVenueMargin.Risk.Tests.Statistics;

/// <summary>Sums over holdings, against one scenario after the other.</summary>
public sealed class ProfitSumsTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(8)]
    [InlineData(37)]
    [InlineData(1_003)]
    public void Sums_InAnyNumberOfScenarios_AreThoseOfOneAfterTheOther(int scenarios)
    {
        var random = new Random(scenarios);
        var set = ScenarioSet.Of([.. Enumerable.Range(0, scenarios).Select(i => new Scenario($"s{i}", i == 3 ? 0m : decimal.Round((decimal)((random.NextDouble() * 3) - 1), 9), VolatilityMove.Same, 1m, IsTail: false))]);
        List<double[]> changes = [.. Enumerable.Range(0, 40).Select(_ => set.Scenarios.Select(_ => (random.NextDouble() - 0.5) * Math.Pow(10, random.Next(-12, 12))).ToArray())];
        double[] quantities = [.. changes.Select(_ => random.NextDouble() - 0.5)];
        var profits = new double[scenarios];
        Array.Fill(profits, double.NaN);

        ProfitSums.Begin(-12.3, set.Moves, profits);
        for (var k = 0; k < changes.Count; k++)
        {
            ProfitSums.Add(quantities[k], RiskArray.Of(set, 1.7m, 1.7, changes[k]).Profit, profits);
        }

        ProfitSums.AddFree(1e5 / 3, 0.07, set.Moves, profits);

        for (var i = 0; i < scenarios; i++)
        {
            var move = (double)set[i].Move;
            var expected = -12.3 * move;
            for (var k = 0; k < changes.Count; k++)
            {
                expected += quantities[k] * (1.7 * changes[k][i]);
            }

            expected += move >= 0 ? 1e5 / 3 * move : -(1e5 / 3) * Math.Max(-move - 0.07, 0);
            Assert.Equal(BitConverter.DoubleToInt64Bits(expected), BitConverter.DoubleToInt64Bits(profits[i]));
        }
    }

    [Fact]
    public void Sums_WhateverTheWidth_AreTheSameBits()
    {
        var random = new Random(4);
        double[] moves = [.. Enumerable.Range(0, 64).Select(i => i < 3 ? i * -0.0 : (random.NextDouble() * 2) - 1)];
        var one = Filled<OneLane>(moves);
        Assert.Equal(one.Select(BitConverter.DoubleToInt64Bits), Filled<FourLanes>(moves).Select(BitConverter.DoubleToInt64Bits));
        Assert.Equal(one.Select(BitConverter.DoubleToInt64Bits), Filled<EightLanes>(moves).Select(BitConverter.DoubleToInt64Bits));
    }

    private static double[] Filled<TLanes>(double[] moves)
        where TLanes : struct, ILanes<TLanes>
    {
        var profits = new double[moves.Length];
        ProfitSums.Begin<TLanes>(1234.567, moves, profits);
        ProfitSums.Add<TLanes>(-0.3, 7.1, moves, profits);
        ProfitSums.AddFree<TLanes>(1e5, 0.1, moves, profits);
        return profits;
    }
}
