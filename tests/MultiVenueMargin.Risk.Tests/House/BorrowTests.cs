namespace MultiVenueMargin.Risk.Tests.House;

/// <summary>MARGIN §6: BORROW.</summary>
public sealed class BorrowTests
{
    [Theory]
    [InlineData(1_000_000, 20_000)]
    [InlineData(5_000_000, 100_000)]
    [InlineData(20_000_000, 100_000 + 450_000)]
    [InlineData(25_000_000, 100_000 + 450_000 + 250_000)]
    public void Borrow_OfOneAsset_GoesThroughItsSlices(int debt, int expected) =>
        Assert.Equal(expected, Desk.At("A").Owes("USDC", debt).Pool().Borrow.Amount.Amount);

    [Fact]
    public void Borrow_OfOneAssetInSeveralPlaces_IsAddedBeforeTheSlices() => Assert.Equal(
        100_000m + (0.03m * 1_000_000m),
        Desk.At("A").Owes("USDC", 4_000_000m).AndAt("B").Owes("USDC", 2_000_000m).Pool().Borrow.Amount.Amount);

    [Fact]
    public void Borrow_OfSeveralAssets_GoesThroughTheSlicesForEach() => Assert.Equal(
        200_000m, Desk.At("A").Owes("USDC", 5_000_000m).Owes("USDT", 5_000_000m).Pool().Borrow.Amount.Amount);

    [Fact]
    public void Borrow_CountsAnyNegativeLine() =>
        Assert.Equal(20_000m, Desk.At("A").Holds("USDT", -1_000_000m).AndAt("B").Holds("USDT", 9m).Pool().Borrow.Amount.Amount);

    [Fact]
    public void Borrow_IsOnTheCountedValue()
    {
        // 1 000 000·(1 + 1 %).
        Assert.Equal(
            20_200m, Desk.At("A").Priced("USDC", 1m, confidence: 0.005m).Owes("USDC", 1_000_000m).Pool().Borrow.Amount.Amount);
    }

    [Fact]
    public void Borrow_IsInMaintenanceMargin() =>
        Assert.Equal(20_000m, Desk.At("A").Owes("USDC", 1_000_000m).Pool().MaintenanceMargin.Amount);
}
