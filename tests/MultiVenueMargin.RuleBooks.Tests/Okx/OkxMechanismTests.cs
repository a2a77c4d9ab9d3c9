using MultiVenueMargin.Risk.RuleBooks.Okx;

namespace MultiVenueMargin.RuleBooks.Tests.Okx;

public sealed class OkxMechanismTests
{
    private static readonly StablecoinCharge Stablecoins = new(
        [new("USDT", "USD"), new("USDT", "USDC"), new("USDC", "USD")],
        [
            new(0.99m, [new RateTier(1_000m, 0.01m), new RateTier(null, 0.02m)]),
            new(0.8m, [new RateTier(null, 0.1m)]),
            new(null, [new RateTier(null, 0.4m)]),
        ]);

    /// <summary>Exactly 0.99 and 0.80 are below; 1.02 has lost two per cent the other way round.</summary>
    [Theory]
    [InlineData("1", "30")]
    [InlineData("0.9901", "30")]
    [InlineData("0.99", "200")]
    [InlineData("1.02", "200")]
    [InlineData("0.80", "800")]
    public void Stablecoins_WhenTheyPart_AreChargedByTheLowerPrice(string price, string charge)
    {
        var deltas = new Dictionary<string, decimal> { ["USDT"] = 2_000m, ["USD"] = -5_000m };

        Assert.Equal(decimal.Parse(charge), Stablecoins.Of(deltas, quote => quote == "USDT" ? decimal.Parse(price) : 1m));
    }

    /// <summary>USDT meets USD first; what is left of USD meets USDC: 1 000 * 1 % + 1 000 * 2 %, and 500 * 1 %.</summary>
    [Fact]
    public void Stablecoins_WhenThree_AreMatchedInOrder()
    {
        var deltas = new Dictionary<string, decimal> { ["USDT"] = 2_000m, ["USD"] = -2_500m, ["USDC"] = 800m };

        Assert.Equal(35m, Stablecoins.Of(deltas, _ => 1m));
    }

    [Fact]
    public void Stablecoins_WhenOnOneSide_AreNotCharged() =>
        Assert.Equal(0m, Stablecoins.Of(new Dictionary<string, decimal> { ["USDT"] = 2_000m, ["USD"] = 1m, ["EUR"] = -7m }, _ => 1m));

    [Fact]
    public void RiskUnit_WhenAddedUp_TakesTheLargestOfThreeAndAllOthers()
    {
        var margin = new RiskUnitMargin(1m, 50m, 2m, 3m, 4m, 10m, 60m, 1m);

        Assert.Equal((50m, 60m, 60m, false), (margin.Market, margin.Sum, margin.Maintenance, margin.IsMinimum));
        Assert.Equal(60.01m, (margin with { MinimumCharge = 60.01m }).Maintenance);
        Assert.Equal(70m, (margin with { SpotShock = 60m }).Sum);
    }

    [Fact]
    public void Discount_WhenTheTiersEnd_CountsNothingBeyond()
    {
        var discount = new CoinDiscount(false, [new RateTier(10m, 0.9m), new RateTier(20m, 0.5m)]);

        Assert.Equal(28m, discount.Counted(25m, 2m));
        Assert.Equal(28m, (discount with { InUsd = true }).Counted(25m, 2m) * 2m);
    }
}
