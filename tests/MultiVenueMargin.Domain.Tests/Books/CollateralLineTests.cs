using MultiVenueMargin.Domain.Books;

namespace MultiVenueMargin.Domain.Tests.Books;

public sealed class CollateralLineTests
{
    private static readonly CollateralLine Line = new()
    {
        Location = new("A"),
        Asset = new("BTC"),
        Balance = new(10m),
        AsOf = DateTimeOffset.UnixEpoch,
    };

    [Fact]
    public void Amount_OfABalance_AddsProfitAndTakesWhatIsOwed() => Assert.Equal(
        new Quantity(7.5m), (Line with { UnrealisedProfit = new(-2m), Owed = new(0.5m) }).Amount);

    [Fact]
    public void Amount_OfABalanceOwedMoreThanItHolds_IsADebt() =>
        Assert.Equal(new Quantity(-1m), (Line with { Owed = new(11m) }).Amount);

    [Fact]
    public void Amount_OfALoan_IsWhatIsOwedWithItsInterestAsANegative() =>
        Assert.Equal(new Quantity(-10.25m), (Line with { IsLoan = true, Owed = new(0.25m) }).Amount);

    [Fact]
    public void Line_UnlessSaidOtherwise_IsFinalNativeAndInTheCrossPool()
    {
        Assert.Equal(PoolId.Cross, Line.Pool);
        Assert.Equal(BridgeClass.Native, Line.Bridge);
        Assert.Null(Line.Finality);
        Assert.False(Line.IsLoan);
        Assert.Equal(new Quantity(10m), Line.Amount);
    }

    [Fact]
    public void Name_TellsALoanFromABalance()
    {
        Assert.Equal("BTC@A", Line.Name);
        Assert.Equal("loan BTC@A", (Line with { IsLoan = true }).Name);
    }

    [Theory]
    [InlineData(0, 6, 0.0)]
    [InlineData(-3, 6, 0.0)]
    [InlineData(3, 6, 0.5)]
    [InlineData(5, 8, 0.625)]
    [InlineData(6, 6, 1.0)]
    [InlineData(60, 6, 1.0)]
    [InlineData(1, 1, 1.0)]
    [InlineData(0, 1, 0.0)]
    public void Share_OfFinality_GrowsWithConfirmationsToOne(int confirmations, int required, double share) =>
        Assert.Equal((decimal)share, new Finality(confirmations, required).Share);

    [Theory]
    [InlineData(0, 0)]
    [InlineData(9, 0)]
    [InlineData(9, -1)]
    public void Share_WhenNobodySaidWhatIsRequired_CountsNothing(int confirmations, int required) =>
        Assert.Equal(0m, new Finality(confirmations, required).Share);
}
