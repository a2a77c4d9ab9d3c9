using MultiVenueMargin.Risk.Reports;
using static MultiVenueMargin.Risk.Tests.Textbook;

namespace MultiVenueMargin.Risk.Tests.House;

/// <summary>
/// MARGIN §5: no more than can be lost. Options here have marks, so that what they are worth is a round figure.
/// </summary>
public sealed class MaximumLossTests
{
    private static readonly double Discount = Math.Exp(-0.01 * 0.2); // e^{−0.01·T} over 73 days.

    [Fact]
    public void Unit_OfLongOptionsAlone_IsAtMostTheirValue()
    {
        var unit = Market().Call("BTC-C", 73, strike: 100_000m, quantity: 2m, vol: 0.5, mark: 500m).Unit("BTC");
        Assert.Equal(1_000m, unit.MaximumLoss!.GroupsTotal.Amount);
        Assert.Equal(0m, unit.MaximumLoss.Rest.Amount);
        Assert.Equal(1_000m, unit.Requirement.Amount);
        Assert.True(unit.Uncapped.Amount > 1_000m);
    }

    [Fact]
    public void Unit_WhenLessIsRequiredThanCanBeLost_StaysAsItIs()
    {
        var unit = Market().Call("BTC-C", 73, strike: 100_000m, quantity: 1m, vol: 0.5, mark: 90_000m).WithScanAlone()
            .Unit("BTC");
        Assert.Equal(90_000m, unit.MaximumLoss!.Bound.Amount);
        Assert.Equal(unit.Uncapped, unit.Requirement);
    }

    [Fact]
    public void Lots_ThatNetToNothing_BoundNoLoss()
    {
        // Bought and sold again, an option is no option: a future that is short without bound stays so.
        var alone = Market().Future("BTC-F", 400, mark: 100_000m, quantity: -10m);
        var beside = Market().Future("BTC-F", 400, mark: 100_000m, quantity: -10m)
            .Call("BTC-C", 400, strike: 100_000m, quantity: 5m, vol: 0.5, mark: 20_000m)
            .Call("BTC-C", 400, strike: 100_000m, quantity: -5m, vol: 0.5, mark: 20_000m);
        Assert.Null(beside.Unit("BTC").MaximumLoss);
        Assert.Equal(alone.Unit("BTC").Requirement, beside.Unit("BTC").Requirement);
    }

    [Fact]
    public void Box_RisksItsDiscountAlone()
    {
        // Call 90, put 90 sold, call 100 sold, put 100: 10 000 whatever happens, worth 10 000·e^{−0.002} at rates a per cent
        // lower.
        var unit = Box(value: 9_990m).Unit("BTC");
        AssertNear(9_990 - (10_000 * Discount), unit.MaximumLoss!.GroupsTotal.Amount);
        Assert.Equal(unit.MaximumLoss.Bound, unit.Requirement);
    }

    [Fact]
    public void Box_BoughtBelowItsDiscountedPayoff_RisksNothing()
    {
        Assert.Equal(0m, Box(value: 9_900m).Unit("BTC").Requirement.Amount);
    }

    [Fact]
    public void Box_WithARate_IsDiscountedAtItAndAPerCentMore()
    {
        var unit = Box(value: 9_990m).Underlying("BTC", market => market with { InterestRate = 0.05 }).Unit("BTC");
        AssertNear(9_990 - (10_000 * Math.Exp(-0.06 * 0.2)), unit.MaximumLoss!.GroupsTotal.Amount);
    }

    [Fact]
    public void ShortBox_OwesItsPayoffUndiscounted()
    {
        // Worth −9 900, pays −10 000: 100 more, not discounted, for that would flatter it.
        Assert.Equal(100m, Box(value: 9_900m, quantity: -1m).Unit("BTC").MaximumLoss!.GroupsTotal.Amount);
    }

    [Fact]
    public void ShortCall_IsCoveredAtTheIndexAndTheRestOwesTheCover()
    {
        // Worth −2 000; with a coin bought at 100 000 the least is −100 000, at a price of nothing: 98 000 can be lost. The
        // rest is short that coin: 16 000.
        var unit = Market().Call("BTC-C", 73, strike: 120_000m, quantity: -1m, vol: 0.5, mark: 2_000m).WithScanAlone()
            .Unit("BTC");
        var group = Assert.Single(unit.MaximumLoss!.Groups);
        Assert.Equal(98_000m, group.MaximumLoss.Amount);
        Assert.Equal(1m, group.BorrowedUnits);
        Assert.Equal(16_000m, unit.MaximumLoss.Rest.Amount);
        Assert.Equal(114_000m, unit.MaximumLoss.Bound.Amount);
        Assert.Equal(unit.Uncapped, unit.Requirement);
    }

    [Fact]
    public void CallSpread_SoldAtEqualSize_NeedsNoCover()
    {
        // Short 100, long 110: at most 10 000 at and above 110. Worth −6 000 + 2 000.
        var unit = Market()
            .Call("BTC-C1", 73, strike: 100_000m, quantity: -1m, vol: 0.5, mark: 6_000m)
            .Call("BTC-C2", 73, strike: 110_000m, quantity: 1m, vol: 0.5, mark: 2_000m)
            .Unit("BTC");
        var group = Assert.Single(unit.MaximumLoss!.Groups);
        Assert.Equal(0m, group.BorrowedUnits);
        Assert.Equal(6_000m, group.MaximumLoss.Amount);
        Assert.Equal(6_000m, unit.Requirement.Amount);
    }

    [Fact]
    public void RatioSpread_IsCoveredForWhatItIsNetShort()
    {
        // Long 1 at 100, short 3 at 110: 2 covered. Payoff: −200 000 at 0, 2·0 + 0 at 100 000, 10 000 + 2·10 000 at 110 000, flat
        // beyond. Worth 6 000 − 3·2 000 = 0.
        var group = Assert.Single(Market()
            .Call("BTC-C1", 73, strike: 100_000m, quantity: 1m, vol: 0.5, mark: 6_000m)
            .Call("BTC-C2", 73, strike: 110_000m, quantity: -3m, vol: 0.5, mark: 2_000m)
            .Unit("BTC").MaximumLoss!.Groups);
        Assert.Equal(2m, group.BorrowedUnits);
        Assert.Equal(200_000m, group.MaximumLoss.Amount);
    }

    [Fact]
    public void ShortPut_LosesItsStrikeAtAPriceOfNothing()
    {
        // −90 000 at 0, less the 1 500 it is owed.
        var group = Assert.Single(
            Market().Put("BTC-P", 73, strike: 90_000m, quantity: -1m, vol: 0.5, mark: 1_500m).Unit("BTC").MaximumLoss!.Groups);
        Assert.Equal(0m, group.BorrowedUnits);
        Assert.Equal(88_500m, group.MaximumLoss.Amount);
    }

    [Fact]
    public void Future_InTheGroup_EarnsAgainstItsMarkAndCoversShortCalls()
    {
        // Long a future at 101 000, short a call at 110: −101 000 at 0, no cover. Worth −3 000.
        var group = Assert.Single(Market()
            .Future("BTC-F", 73, mark: 101_000m, quantity: 1m)
            .Call("BTC-C", 73, strike: 110_000m, quantity: -1m, vol: 0.5, mark: 3_000m)
            .Unit("BTC").MaximumLoss!.Groups);
        Assert.Equal(0m, group.BorrowedUnits);
        Assert.Equal(98_000m, group.MaximumLoss.Amount);
    }

    [Fact]
    public void ProtectivePut_LosesDownToItsStrikeAndItsPrice()
    {
        // Long a future at 100 000, long a put at 95 worth 2 000: −5 000 below, and the 2 000.
        var group = Assert.Single(Market()
            .Future("BTC-F", 73, mark: 100_000m, quantity: 1m)
            .Put("BTC-P", 73, strike: 95_000m, quantity: 1m, vol: 0.5, mark: 2_000m)
            .Unit("BTC").MaximumLoss!.Groups);
        Assert.Equal(7_000m, group.MaximumLoss.Amount);
    }

    [Fact]
    public void ShortFuture_IsCoveredLikeAShortCall()
    {
        // Short a future at 101 000, long a call struck there: +101 000 at a price of nothing, 0 at the strike and flat beyond.
        // The least is 0, not discounted, and the 3 000 of premium can be lost.
        var group = Assert.Single(Market()
            .Future("BTC-F", 73, mark: 101_000m, quantity: -1m)
            .Call("BTC-C", 73, strike: 101_000m, quantity: 1m, vol: 0.5, mark: 3_000m)
            .Unit("BTC").MaximumLoss!.Groups);
        Assert.Equal(0m, group.BorrowedUnits);
        Assert.Equal(3_000m, group.MaximumLoss.Amount);
    }

    [Fact]
    public void Inverse_IsComparedInUsd()
    {
        // 1 000 contracts of 100 USD at 100 000 are one coin long; the call sold is worth 0.02 BTC = 2 000.
        var group = Assert.Single(Market()
            .Future("BTC-F", 73, mark: 100_000m, quantity: 1_000m, inverse: true, multiplier: 100m)
            .Call("BTC-C", 73, strike: 120_000m, quantity: -1m, vol: 0.5, mark: 0.02m, inverse: true)
            .Unit("BTC").MaximumLoss!.Groups);
        Assert.Equal(0m, group.BorrowedUnits);
        Assert.Equal(98_000m, group.MaximumLoss.Amount);
        Assert.Equal("USD inverse", group.Settlement);
    }

    [Fact]
    public void Strikes_InAStablecoin_AreConvertedAtItsPrice()
    {
        // −0.98·90 000, less 1 500·0.98.
        var group = Assert.Single(Desk.At("A").Priced("BTC", 98_000m).Priced("USDT", 0.98m)
            .Put("BTC-P", 73, strike: 90_000m, quantity: -1m, vol: 0.5, mark: 1_500m, quote: "USDT")
            .Unit("BTC").MaximumLoss!.Groups);
        Assert.Equal(0.98m * 88_500m, group.MaximumLoss.Amount);
    }

    [Fact]
    public void Groups_AreByVenueExpiryQuoteAndStyle()
    {
        var unit = Market()
            .Call("BTC-C1", 73, strike: 100_000m, quantity: 1m, vol: 0.5, mark: 5_000m)
            .Call("BTC-C2", 80, strike: 100_000m, quantity: 1m, vol: 0.5, mark: 5_000m)
            .Call("BTC-C3", 73, strike: 100_000m, quantity: 1m, vol: 0.5, mark: 5_000m, quote: "USDT")
            .Call("BTC-C4", 73, strike: 100_000m, quantity: 1m, vol: 0.5, mark: 0.05m, inverse: true)
            .AndAt("B").Position("BTC-C1", 1m)
            .Unit("BTC");
        Assert.Equal(5, unit.MaximumLoss!.Groups.Count);
        Assert.Equal(25_000m, unit.MaximumLoss.GroupsTotal.Amount);
    }

    [Fact]
    public void Rest_IsEverythingElseOfTheUnit()
    {
        // A long call of 500, a perpetual of one coin and a future of another expiry at 16 % each, and basis on the latter.
        var unit = Market()
            .Call("BTC-C", 73, strike: 100_000m, quantity: 1m, vol: 0.5, mark: 500m)
            .Perp("BTC-PERP", mark: 100_000m, quantity: 1m)
            .Future("BTC-F", 30, mark: 100_000m, quantity: 1m)
            .WithScanAlone().Unit("BTC");
        Assert.Equal(500m, unit.MaximumLoss!.GroupsTotal.Amount);
        Assert.Equal(32_000m + 500m, unit.MaximumLoss.Rest.Amount);
        Assert.Equal(33_000m, unit.Requirement.Amount);
    }

    [Fact]
    public void Rest_OwesTheCoverThatWasAddedToTheGroup()
    {
        // A perpetual of one coin beside a call sold: the coin owed for the cover hedges it, and MIN_DELTA is 1 % of what is hedged.
        var unit = Market()
            .Call("BTC-C", 73, strike: 120_000m, quantity: -1m, vol: 0.5, mark: 2_000m)
            .Perp("BTC-PERP", mark: 100_000m, quantity: 1m)
            .WithScanAlone().Unit("BTC");
        Assert.Equal(1_000m, unit.MaximumLoss!.Rest.Amount);
    }

    [Fact]
    public void Rest_KeepsTheCoinSplitItHad()
    {
        // A put sold makes the unit long, so the coin is free collateral; without the put it stays that.
        var unit = Market().Holds("BTC", 1m)
            .Put("BTC-P", 73, strike: 100_000m, quantity: 2m, vol: 0.5, mark: 200m)
            .WithScanAlone().Unit("BTC");
        var hedge = (double)-unit.NetDelta;
        Assert.True(Math.Abs(hedge) < 1e-6);

        // The two puts' Δ$ is hedged by the coin: N(d₁) = N(0.1118) = 0.5445…, so 2·0.4555·100 000 = 91 097 of it; in the rest
        // that part is spot and loses 16 %, and the free part (100 000 − 91 097)·(16 % − 2 %).
        var spot = 2 * 100_000 * (1 - Normal(0.25 * Math.Sqrt(0.2)));
        AssertNear((spot * 0.16) + ((100_000 - spot) * 0.14), unit.MaximumLoss!.Rest.Amount);
    }

    [Fact]
    public void Futures_WithoutAnOption_HaveNoBound() =>
        Assert.Null(Market().Future("BTC-F", 73, mark: 100_000m, quantity: 1m).Unit("BTC").MaximumLoss);

    private static Desk Market() => Desk.At("A").Priced("BTC", 100_000m);

    private static Desk Box(decimal value, decimal quantity = 1m) => Market()
        .Call("BTC-C1", 73, strike: 90_000m, quantity: quantity, vol: 0.5, mark: value)
        .Put("BTC-P1", 73, strike: 90_000m, quantity: -quantity, vol: 0.5, mark: 0m)
        .Call("BTC-C2", 73, strike: 100_000m, quantity: -quantity, vol: 0.5, mark: 0m)
        .Put("BTC-P2", 73, strike: 100_000m, quantity: quantity, vol: 0.5, mark: 0m);
}
