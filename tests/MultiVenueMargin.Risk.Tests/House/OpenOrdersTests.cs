using MultiVenueMargin.Risk.Reports;
using MultiVenueMargin.Domain;
using MultiVenueMargin.Domain.Books;
using static MultiVenueMargin.Risk.Tests.Textbook;

namespace MultiVenueMargin.Risk.Tests.House;

/// <summary>MARGIN §6: ORDERS. A(q) of a perpetual in BTC at 100 000 is 16 000·|q|.</summary>
public sealed class OpenOrdersTests
{
    [Fact]
    public void Orders_OnBothSides_CountTheWorseOne()
    {
        // Long 1. Bids for 2: A(3) − A(1) = 32 000. Asks for 4: A(−3) − A(1) = 32 000; for 5: 48 000.
        var desk = Long(1m).Bid("BTC-PERP", 2m, 100_000m).Ask("BTC-PERP", 4m, 100_000m);
        var item = Assert.Single(desk.Pool().Orders.Items);
        Assert.Equal((32_000m, 32_000m, 32_000m), (item.IfBidsFill.Amount, item.IfAsksFill.Amount, item.Amount.Amount));
        Assert.Equal(48_000m, desk.Ask("BTC-PERP", 1m, 100_000m).Pool().Orders.Amount.Amount);
    }

    [Fact]
    public void Orders_ThatReduce_CostNothing()
    {
        var pool = Long(5m).Ask("BTC-PERP", 3m, 100_000m).Pool();
        Assert.Equal(-48_000m, Assert.Single(pool.Orders.Items).IfAsksFill.Amount);
        Assert.Equal(0m, pool.Orders.Amount.Amount);
    }

    [Fact]
    public void Orders_ThatTurnAPosition_CountWhatIsBeyond() =>
        Assert.Equal(16_000m, Long(1m).Ask("BTC-PERP", 3m, 100_000m).Pool().Orders.Amount.Amount);

    [Fact]
    public void Orders_WithAWorseLimit_GiveTheDistanceAway()
    {
        // Bids of 1 at 101 000 and 1 at 102 000: 16 000·2 + 1 % and 2 % of 100 000.
        Assert.Equal(
            32_000m + 1_000m + 2_000m,
            Long(0m).Bid("BTC-PERP", 1m, 101_000m).Bid("BTC-PERP", 1m, 102_000m).Pool().Orders.Amount.Amount);

        // An ask of 1 at 97 000.
        Assert.Equal(16_000m + 3_000m, Long(0m).Ask("BTC-PERP", 1m, 97_000m).Pool().Orders.Amount.Amount);
    }

    [Fact]
    public void Orders_WithABetterLimit_GiveNothingAwayAndOffsetNothing() => Assert.Equal(
        32_000m + 1_000m,
        Long(0m).Bid("BTC-PERP", 1m, 50_000m).Bid("BTC-PERP", 1m, 101_000m).Pool().Orders.Amount.Amount);

    [Fact]
    public void Orders_InAnInverseContract_GiveAwayAShareOfItsDelta()
    {
        // Δ$ of a contract 100·100 000/80 000 = 125; 10 of them, 1 % above the mark.
        var pool = Desk.At("A").Priced("BTC", 100_000m)
            .Perp("BTC-INV", mark: 80_000m, quantity: 0m, inverse: true, multiplier: 100m)
            .Bid("BTC-INV", 10m, 80_800m).Pool();
        Assert.Equal((1_250m * 0.16m) + 12.5m, pool.Orders.Amount.Amount);
    }

    [Fact]
    public void Orders_InOptions_GiveAwayTheDifferenceInPremium()
    {
        // A call struck at nothing moves like a coin; 2 of 0.1, 500 above a mark of 99 000.
        var pool = Desk.At("A").Priced("BTC", 100_000m)
            .Call("BTC-C", days: 30, strike: 1m, quantity: 0m, vol: 0.3, mark: 99_000m, multiplier: 0.1m)
            .Bid("BTC-C", 2m, 99_500m).Pool();
        AssertNear((0.2 * 16_000) + (0.2 * 500), pool.Orders.Amount.Amount);
    }

    [Fact]
    public void Orders_InOptionsPaidInCoin_GiveItAwayAtTheIndex()
    {
        // 0.005 BTC above a mark of 0.99.
        var pool = Desk.At("A").Priced("BTC", 100_000m)
            .Call("BTC-C", days: 30, strike: 1m, quantity: 0m, vol: 0.3, mark: 0.99m, inverse: true)
            .Bid("BTC-C", 1m, 0.995m).Pool();
        AssertNear(16_000 + 500, pool.Orders.Amount.Amount);
    }

    [Fact]
    public void Orders_InATailScenario_AreWeighedAndDampened()
    {
        // 100 far calls sold: the worst of all tails at σ′ = max(0.5·1.45, 0.5), less 25 000; the grid and the extremes are
        // milder.
        var pool = Desk.At("A").Priced("BTC", 100_000m)
            .Call("BTC-C", days: 30, strike: 200_000m, quantity: 0m, vol: 0.5)
            .Ask("BTC-C", 100m, 1_000_000m).Ask("BTC-C", 0.000001m, 1_000_000m).Pool();
        var now = Call(100_000, 200_000, 0.5, 30 / 365.0);
        double[] rises = [0.5, 1, 2, 3, 4, 5];
        var worst = rises.Max(move => 100.000001 * (Call(100_000 * (1 + move), 200_000, 0.725, 30 / 365.0) - now) * 0.16 / move);
        AssertNear(worst - 25_000, pool.Orders.Amount.Amount);
    }

    [Fact]
    public void Orders_StandAlonePerVenueAndInstrument()
    {
        // The short at B does not help the bid at A, nor the other contract.
        var pool = Long(0m).Bid("BTC-PERP", 1m, 100_000m)
            .Perp("BTC-OTHER", mark: 100_000m, quantity: -5m)
            .AndAt("B").Position("BTC-PERP", -1m).Bid("BTC-PERP", 1m, 100_000m).Pool();
        Assert.Equal([16_000m, 0m], pool.Orders.Items.Select(item => item.Amount.Amount));
    }

    [Fact]
    public void Orders_AreInMaintenanceMarginOfTheirPool()
    {
        var report = Long(0m).Holds("USD", 1m).InPool("arb").Bid("BTC-PERP", 1m, 100_000m).Evaluate();
        Assert.Equal([0m, 16_000m], report.Pools.Select(pool => pool.MaintenanceMargin.Amount));
    }

    [Fact]
    public void Orders_InSomethingWithoutAPrice_MakeTheStateUnknown() =>
        Assert.Equal(MarginState.Unknown, Desk.At("A").Bid("GHOST", 1m, 100m).Pool().State);

    [Fact]
    public void Orders_InADeliveredContract_AreNothing() => Assert.Empty(Desk.At("A").Priced("BTC", 100_000m)
        .Future("BTC-F", days: -1, mark: 100_000m, quantity: 0m)
        .Quoted("BTC-F", mark => mark with { Delivery = new Price(95_000m) })
        .Bid("BTC-F", 1m, 100_000m).Pool().Orders.Items);

    [Fact]
    public void Orders_OnAMarkThatIsLost_AreMarginedOnItAndNamed()
    {
        var desk = Desk.At("A").Holds("USD", 100_000m).Priced("BTC", 100_000m).Perp("BTC-PERP", mark: 100_000m, quantity: 0m)
            .Bid("BTC-PERP", 1m, 100_000m);
        Assert.DoesNotContain(desk.Pool().Omissions, gap => gap.Kind == OmissionKind.LostOrderMark);
        var old = desk.Quoted("BTC-PERP", said => said with { AsOf = said.AsOf.AddHours(-2) }).Pool();
        Assert.Equal("BTC-PERP@A", Assert.Single(old.Omissions, gap => gap.Kind == OmissionKind.LostOrderMark).Subject);
        Assert.Equal(16_000m, old.Orders.Amount.Amount);
    }

    [Fact]
    public void Orders_InASpotPair_AreThoseOfItsBase()
    {
        // A bid for 2 at 101 000 USDT of 0.98 against an index of 98 000, which is 100 000 USDT: 16 % of 196 000, and twice
        // 1 000·0.98.
        var pool = Desk.At("A").Priced("BTC", 98_000m).Priced("USDT", 0.98m).Pair("BTC/USDT", "BTC", "USDT")
            .Bid("BTC/USDT", 2m, 101_000m).Pool();
        Assert.Equal((0.16m * 196_000m) + 1_960m, pool.Orders.Amount.Amount);

        // What is held in balances does not offset it: it stands alone.
        pool = Desk.At("A").Priced("BTC", 100_000m).Pair("BTC/USD", "BTC", "USD").Holds("BTC", 2m)
            .Ask("BTC/USD", 1m, 100_000m).Pool();
        Assert.Equal(16_000m, pool.Orders.Amount.Amount);
    }

    [Fact]
    public void Orders_InAPairOfStableMoney_OnlyGiveAway()
    {
        // 1 000 at 1.002 against a mark of 1.
        var pool = Desk.At("A").Pair("USDC/USDT", "USDC", "USDT", mark: 1m).Bid("USDC/USDT", 1_000m, 1.002m).Pool();
        Assert.Equal(2m, pool.Orders.Amount.Amount);
    }

    [Fact]
    public void Orders_InAPairWithoutAPrice_MakeTheStateUnknown() => Assert.Equal(
        MarginState.Unknown, Desk.At("A").Pair("BTC/USD", "BTC", "USD").Bid("BTC/USD", 1m, 100m).Pool().State);

    private static Desk Long(decimal quantity) =>
        Desk.At("A").Priced("BTC", 100_000m).Perp("BTC-PERP", mark: 100_000m, quantity: quantity);
}
