namespace MultiVenueMargin.Risk.Tests.Collateral;

/// <summary>
/// MARGIN §2: unrealised profit of futures and perpetuals, from their entry, in the asset in which they settle.
/// </summary>
public sealed class UnrealisedProfitTests
{
    [Fact]
    public void Profit_OfALinearContract_LandsInItsQuoteAtItsVenue()
    {
        // 2·0.5·(103 000 − 100 000) = 3 000 USDT, less 1 %.
        var line = Desk.At("A").Priced("BTC", 100_000m)
            .Perp("BTC-PERP", mark: 103_000m, quantity: 2m, quote: "USDT", multiplier: 0.5m, entry: 100_000m)
            .Line("USDT@A");
        Assert.Equal(3_000m, line.Amount);
        Assert.Equal(2_970m, line.Counted.Amount);
    }

    [Fact]
    public void Loss_BeyondTheBalance_IsADebt()
    {
        // 1 000 − 3 000 USDT: owed in full, without a haircut.
        var line = Desk.At("A", haircut: 0.10m).Priced("BTC", 100_000m).Holds("USDT", 1_000m)
            .Perp("BTC-PERP", mark: 97_000m, quantity: 1m, quote: "USDT", entry: 100_000m)
            .Line("USDT@A");
        Assert.Equal(-2_000m, line.Counted.Amount);
    }

    [Fact]
    public void Profit_OfAnInverseContract_LandsInTheCoin()
    {
        // −50 contracts of 100 USD from 125 000 to 100 000: −50·100·(1/125 000 − 1/100 000) = +0.01 BTC, which is a hedge of the
        // short it came from.
        var line = Desk.At("A").Priced("BTC", 100_000m)
            .Perp("BTC-PERP", mark: 100_000m, quantity: -50m, inverse: true, multiplier: 100m, entry: 125_000m)
            .Line("BTC@A");
        Assert.Equal(0.01m, line.Amount);
        Assert.Equal(1_000m, line.Counted.Amount);
    }

    [Fact]
    public void Profit_OfEachLot_IsFromItsOwnEntry()
    {
        // (105 − 100)·1 + (105 − 103)·1, and nothing where the balance has it already.
        var line = Desk.At("A").Priced("SOL", 105m)
            .Perp("SOL-PERP", mark: 105m, quantity: 1m, entry: 100m)
            .Position("SOL-PERP", 1m, entry: 103m)
            .Position("SOL-PERP", 1m)
            .Line("USD@A");
        Assert.Equal(7m, line.Amount);
    }

    [Fact]
    public void Profit_InOnePool_StaysThere()
    {
        var report = Desk.At("A").Priced("SOL", 105m).Holds("USD", 1m)
            .InPool("arb").Perp("SOL-PERP", mark: 105m, quantity: 1m, entry: 100m)
            .Evaluate();
        Assert.Equal([1m, 5m], report.Pools.Select(pool => pool.Equity.Likely.Amount));
    }

    [Fact]
    public void Profit_OfAnOption_IsItsValueAlone()
    {
        var equity = Desk.At("A").Priced("BTC", 100_000m)
            .Call("BTC-C", days: 30, strike: 100_000m, quantity: 0m, vol: 0.5, mark: 5_000m)
            .Position("BTC-C", 1m, entry: 1_000m)
            .Equity();
        Assert.Equal(5_000m, equity.Adjusted.Amount);
    }
}
