using MultiVenueMargin.Domain;

namespace MultiVenueMargin.Risk.Tests.Collateral;

/// <summary>MARGIN §2: STALE = Σ_units |Σ Δ$·u| over positions.</summary>
public sealed class StaleTests
{
    private const double Tenth = 924; // 0.01 day beyond fresh: √0.01 = 0.1.

    [Fact]
    public void Stale_WhenTheMarkIsUnsure_IsTwiceItsConfidenceOfDelta() =>
        Assert.Equal(100_000m * 0.002m, Long("A").Quoted("BTC-PERP", Unsure(0.001m)).Equity().Stale.Amount);

    [Fact]
    public void Stale_WhenTheMarkIsOld_GrowsWithTheUnitsVolatility() => Assert.Equal(
        100_000m * 0.03m * 0.1m,
        Long("A").DailyVolatility("BTC", 0.03).Quoted("BTC-PERP", mark => mark with { AsOf = Desk.Now.AddSeconds(-Tenth) })
            .Equity().Stale.Amount);

    [Fact]
    public void Stale_WhenThePositionIsOlderThanItsMark_CountsFromIt() => Assert.Equal(
        100_000m * 0.04m * 0.1m,
        Desk.At("A").Priced("BTC", 100_000m).Perp("BTC-PERP", mark: 100_000m, quantity: 1m, ageSeconds: Tenth)
            .Equity().Stale.Amount);

    [Fact]
    public void Stale_OfEquallyUnsureHedges_IsNothing() => Assert.Equal(
        0m,
        Long("A").AndAt("B").Position("BTC-PERP", -1m).Quoted("BTC-PERP", Unsure(0.001m)).Equity().Stale.Amount);

    [Fact]
    public void Stale_OfUnequallyUnsureHedges_IsTheDifference()
    {
        // |100 000·0.002 − 100 000·0.006|.
        var equity = Long("A").Quoted("BTC-PERP", Unsure(0.001m))
            .Perp("BTC-OTHER", mark: 100_000m, quantity: -1m).Quoted("BTC-OTHER", Unsure(0.003m))
            .Equity();
        Assert.Equal(400m, equity.Stale.Amount);
        Assert.Equal(-400m, equity.Adjusted.Amount);
        Assert.Equal(400m, equity.Best.Amount);
    }

    [Fact]
    public void Stale_OfSeveralUnits_AddsUp()
    {
        // BTC long 200, ETH short 8: opposite signs do not help each other.
        var equity = Long("A").Quoted("BTC-PERP", Unsure(0.001m))
            .Priced("ETH", 4_000m).Perp("ETH-PERP", mark: 4_000m, quantity: -1m).Quoted("ETH-PERP", Unsure(0.001m))
            .Equity();
        Assert.Equal(208m, equity.Stale.Amount);
        Assert.Equal([200m, 8m], equity.StaleByUnit.Select(unit => unit.Amount.Amount));
    }

    private static Desk Long(string venue) =>
        Desk.At(venue).Priced("BTC", 100_000m).Perp("BTC-PERP", mark: 100_000m, quantity: 1m);

    private static Func<Domain.Market.InstrumentMark, Domain.Market.InstrumentMark> Unsure(decimal confidence) =>
        mark => mark with { Confidence = new Rate(confidence) };
}
