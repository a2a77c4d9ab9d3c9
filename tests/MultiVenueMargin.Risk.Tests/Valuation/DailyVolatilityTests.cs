using MultiVenueMargin.Domain;
using MultiVenueMargin.Domain.Rules;
using MultiVenueMargin.Risk.Valuation;

namespace MultiVenueMargin.Risk.Tests.Valuation;

/// <summary>MARGIN §1: realised σ_day, in order of sources.</summary>
public sealed class DailyVolatilityTests
{
    [Fact]
    public void DailyVolatility_WhenHistoryIsLoaded_IsItsEwmaForecast()
    {
        // Mean square of (0.02, −0.04) is 0.001; then 0.97·0.001 + 0.03·0.0004 = 0.000982 and
        // 0.97·0.000982 + 0.03·0.0016 = 0.00100054.
        var market = Desk.At("A").DailyVolatility("BTC", 0.09).History("BTC", [0.02, -0.04], [0, 0], longRun: 0.03).Price();
        Assert.Equal(Math.Sqrt(0.00100054), (double)market.DailyVolatility(new RiskUnit("BTC")), 14);
    }

    [Fact]
    public void DailyVolatility_WithoutHistory_IsTheFeeds() =>
        Assert.Equal(0.031m, Desk.At("A").DailyVolatility("BTC", 0.031).Price().DailyVolatility(new RiskUnit("BTC")));

    [Theory]
    [InlineData("BTC", 0.04)]
    [InlineData("ETH", 0.04)]
    [InlineData("SOL", 0.06)]
    [InlineData("TRX", 0.06)]
    [InlineData("PEPE", 0.10)]
    public void DailyVolatility_WhenNobodySays_IsItsClasss(string unit, double expected) =>
        Assert.Equal((decimal)expected, Desk.At("A").Price().DailyVolatility(new RiskUnit(unit)));

    [Theory]
    [InlineData("USDC", 0.005)]
    [InlineData("EUR", 0.005)]
    [InlineData("WBTC", 0.04)]
    [InlineData("stETH", 0.04)]
    [InlineData("vault", 0.10)] // Moves with no unit: taken for the worst class.
    public void DailyVolatility_OfAnAsset_IsItsUnitsOrThatOfStableMoney(string asset, double expected) =>
        Assert.Equal((decimal)expected, WithVault().DailyVolatility(new Asset(asset)));

    private static PricedMarket WithVault() => Desk.At("A")
        .Under(rules => rules with
        {
            Collateral = rules.Collateral with
            {
                Assets = new Dictionary<Asset, AssetTerms>(rules.Collateral.Assets)
                {
                    [new Asset("vault")] = new() { Kind = AssetKind.VaultShare },
                },
            },
        })
        .Price();
}
