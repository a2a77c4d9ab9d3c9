using MultiVenueMargin.Risk.RuleBooks.Deribit;
using MultiVenueMargin.Risk.RuleBooks.Grids;

namespace MultiVenueMargin.RuleBooks.Tests.Deribit;

public sealed class DeribitMechanismTests
{
    private static readonly ExtendedTable Table = new([-0.66m, 5m], 1m);

    [Theory]
    [InlineData(-100, 0)]
    [InlineData(-101, -1)]
    [InlineData(200, 0)]
    [InlineData(260, 30)]
    public void ExtendedTable_WhenSmallerThanTheDampener_CountsNothing(int profit, int counted) =>
        Assert.Equal(counted, Table.Counted(profit, new GainRecognition(0.5m, null), 100m));

    [Theory]
    [InlineData("-0.66", "-0.16", "0.2424242424242424242424242424")]
    [InlineData("5", "0.16", "0.032")]
    [InlineData("0.1", "0.1", "1")]
    public void ExtendedTable_WhenBeyondTheRange_StopsFuturesAndSharesOptions(string move, string futures, string share)
    {
        Assert.Equal(decimal.Parse(futures), ExtendedTable.FuturesMove(decimal.Parse(move), 0.16m));
        Assert.Equal(decimal.Parse(share), ExtendedTable.CountedShare(decimal.Parse(move), 0.16m));
    }

    [Fact]
    public void RiskMatrix_WhenLossesAreEqual_NamesTheFirst()
    {
        var matrix = new RiskMatrix([0m, -5m, -5m], [-5m]);

        Assert.Equal((5m, 1), (matrix.WorstCase, matrix.WorstCell));
        Assert.Equal(0m, new RiskMatrix([1m, 2m], [0m]).WorstCase);
    }

    [Theory]
    [InlineData(29.99, 0.3)]
    [InlineData(30, 0.13)]
    [InlineData(60, 0.13)]
    public void VolatilityTerm_WhenThirtyDaysAway_ChangesItsPower(double days, double power) =>
        Assert.Equal(Math.Pow(30 / days, power), VolatilityTerm.Scale(days, 0.3, 0.13));

    [Fact]
    public void Move_WhenNothingIsLeft_HasNoInverseProfit()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => InverseProfit.InCoin(1m, -1m));
        Assert.Throws<ArgumentOutOfRangeException>(() => VolatilityTerm.Scale(0, 0.3));
        Assert.Throws<ArgumentOutOfRangeException>(() => PriceMoves.Even(0.16m, 0));
    }
}
