using MultiVenueMargin.Domain;
using MultiVenueMargin.Domain.Rules;
using MultiVenueMargin.Risk.House;

namespace MultiVenueMargin.Risk.Tests.House;

/// <summary>MARGIN §6: what meets a call in a given asset. Equity 18 000, MM 16 000: 2 800 are missing to 1.30.</summary>
public sealed class CallAmountsTests
{
    [Fact]
    public void Amount_InTheHouseCurrency_IsWhatIsMissing() => Assert.Equal(2_800m, In(Called(1m), "USD", "A"));

    [Fact]
    public void Amount_InAStablecoin_IsGrossedUpForItsHaircuts()
    {
        // 2 800/(0.99·0.995) = 2 842.495304806…, rounded up to 1e-8.
        Assert.Equal(
            decimal.Round(2_800m / (0.99m * 0.995m), 8, MidpointRounding.ToPositiveInfinity),
            In(Called(1m).AndAt("B", haircut: 0.01m), "USDC", "B"));
    }

    [Fact]
    public void Amount_InACoinThatAddsRisk_PaysForItsOwn()
    {
        // x BTC count 98 000·x and add (16 % − 2 %)·100 000·x: 18 000 + 98 000·x = 1.3·(16 000 + 14 000·x).
        Assert.Equal(OnStep(2_800m / (98_000m - (1.3m * 14_000m))), In(Called(1m), "BTC", "A"));
    }

    [Fact]
    public void Amount_InACoinThatHedges_IsHelpedByIt()
    {
        // Short one coin: x BTC count in full and take 16 000·x off: 18 000 + 100 000·x = 1.3·16 000·(1 − x).
        Assert.Equal(OnStep(2_800m / (100_000m + (1.3m * 16_000m))), In(Called(-1m), "BTC", "A"));
    }

    [Fact]
    public void Amount_WhereItCountsNothing_IsNone()
    {
        Assert.Null(In(Called(1m), "USD", "NOWHERE"));
        Assert.Null(In(Called(1m), "GHOST", "A"));
    }

    [Fact]
    public void Amount_WhenTheCapKeepsItFromCountingEnough_IsNone()
    {
        // 600 coins need 1.3·9.6 M. Under 5 M + 40 %·V enough SOL brings that; under 5 M alone no amount does.
        var desk = Desk.At("A").Holds("USD", 1m).Priced("BTC", 100_000m).Priced("SOL", 100m)
            .Perp("BTC-PERP", mark: 100_000m, quantity: 600m).WithScanAlone();
        Assert.NotNull(In(desk, "SOL", "A"));
        desk.Under(rules => rules with { Collateral = rules.Collateral with { AssetCap = new CapRule { Share = 0m } } });
        Assert.Null(In(desk, "SOL", "A"));
    }

    [Fact]
    public void Amount_WhenNothingIsCalledFor_IsZero() =>
        Assert.Equal(0m, In(Called(1m).Holds("USD", 1_200m), "USDC", "A"));

    private static decimal? In(Desk desk, string asset, string location) => CallAmounts.AmountIn(
        desk.Book, desk.Market, desk.Rules, PoolId.Cross, new Asset(asset), new LocationId(location))?.Value;

    private static Desk Called(decimal quantity) => Desk.At("A").Holds("USD", 18_000m).Priced("BTC", 100_000m)
        .Perp("BTC-PERP", mark: 100_000m, quantity: quantity).WithScanAlone();

    private static decimal OnStep(decimal amount) => decimal.Round(amount, 8, MidpointRounding.ToPositiveInfinity);
}
