using MultiVenueMargin.Risk.Valuation;

namespace MultiVenueMargin.Risk.Tests.Valuation;

/// <summary>MARGIN §1: what a future or perpetual gains, and its Δ$.</summary>
public sealed class LinearContractTests
{
    [Fact]
    public void Delta_WhenLinear_IsQuantityMultiplierMarkAndQuote()
    {
        var perp = Desk.At("A").Priced("BTC", 100_000m).Priced("USDT", 0.98m)
            .Perp("BTC-PERP", mark: 101_000m, quantity: 1m, quote: "USDT", multiplier: 0.5m)
            .PriceFuture("BTC-PERP");

        // q·m·P·X of one contract.
        Assert.Equal(0.5m * 101_000m * 0.98m, perp.Delta);
    }

    [Fact]
    public void Delta_WhenInverse_IsContractValueAtIndexOverMark()
    {
        var perp = Desk.At("A").Priced("BTC", 100_000m)
            .Perp("BTC-PERP", mark: 80_000m, quantity: 1m, inverse: true, multiplier: 100m)
            .PriceFuture("BTC-PERP");

        // c·S/P = 100·100 000/80 000: not 100, because the coin it pays in is worth the index.
        Assert.Equal(125m, perp.Delta);
    }

    [Fact]
    public void Scan_WhenLinear_MovesByDeltaTimesMove()
    {
        var desk = Desk.At("A").Priced("BTC", 100_000m).Priced("USDT", 0.98m)
            .Perp("BTC-PERP", mark: 101_000m, quantity: -3m, quote: "USDT", multiplier: 0.5m);

        // G+4 is +16 %: −3·0.5·101 000·0.98·0.16.
        Assert.Equal(-23_755.2m, desk.Scenario("BTC", "G+4same"));

        // What one location gains counts 0.6 in the vector.
        Assert.Equal(0.6m * 23_755.2m, desk.Scenario("BTC", "G-4same"));
    }

    [Fact]
    public void Scan_WhenInverse_IsLinearInUsdThoughConvexInCoin()
    {
        var desk = Desk.At("A").Priced("SOL", 100m)
            .Perp("SOL-PERP", mark: 80m, quantity: 800m, inverse: true, multiplier: 10m);

        // q·c·(S/P) = 800·10·100/80 = 10 000 of Δ$; majors move by 20 %. Coin: 8 000·(1/80 − 1/96) = 16.66… SOL, at 120 USD
        // each 2 000 USD; down: 8 000·(1/80 − 1/64) = −25 SOL at 80 USD each.
        Assert.Equal(2_000m, 800m * desk.Profit("SOL-PERP", "G+4same"));
        Assert.Equal(-25m * 80m, 800m * desk.Profit("SOL-PERP", "G-4same"));
    }

    [Fact]
    public void ProfitBetween_WhenLinear_IsInTheQuote()
    {
        var perp = Desk.At("A").Priced("BTC", 100_000m)
            .Perp("BTC-PERP", mark: 100_000m, quantity: 1m, multiplier: 0.1m).PriceFuture("BTC-PERP");
        Assert.Equal(0.1m * (97_000m - 100_000m), PricedFuture.ProfitBetween(perp.Contract, 100_000m, 97_000m));
    }

    [Fact]
    public void ProfitBetween_WhenInverse_IsInTheCoinAndPositiveWhenThePriceRises()
    {
        var perp = Desk.At("A").Priced("BTC", 100_000m)
            .Perp("BTC-PERP", mark: 100_000m, quantity: 1m, inverse: true, multiplier: 100m).PriceFuture("BTC-PERP");

        // c·(1/P − 1/P′) = 100·(1/80 000 − 1/100 000) = 0.00125 − 0.001.
        Assert.Equal(0.00025m, PricedFuture.ProfitBetween(perp.Contract, 80_000m, 100_000m));
    }

    [Fact]
    public void Position_WhenSplitInOneInstrumentAtOneVenue_IsSummedFirst()
    {
        var unit = Desk.At("A").Priced("BTC", 100_000m)
            .Perp("BTC-PERP", mark: 100_000m, quantity: 3m)
            .Position("BTC-PERP", -1m)
            .Unit("BTC");
        Assert.Equal(200_000m, unit.GrossDelta);
        Assert.Single(unit.Scan.Contributions);
    }

    [Fact]
    public void Position_WhenOppositeAtTwoVenues_IsGrossTwice()
    {
        var unit = Desk.At("A").Priced("BTC", 100_000m)
            .Perp("BTC-PERP", mark: 100_000m, quantity: 3m)
            .AndAt("B").Position("BTC-PERP", -1m)
            .Unit("BTC");
        Assert.Equal(400_000m, unit.GrossDelta);
        Assert.Equal(200_000m, unit.NetDelta);
    }
}
