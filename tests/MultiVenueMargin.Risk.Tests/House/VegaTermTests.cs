using static MultiVenueMargin.Risk.Tests.Textbook;

namespace MultiVenueMargin.Risk.Tests.House;

/// <summary>MARGIN §5: VEGA_TERM. All options are at the money at 50 %: vega = 0.01·F·φ(σ√T/2)·√T.</summary>
public sealed class VegaTermTests
{
    [Fact]
    public void VegaTerm_OfACalendarSpread_ChargesFifteenPointsOnTheMatchedVega() =>
        AssertNear(Vega(30) * 15, Amount((30, 1), (60, -1)));

    [Fact]
    public void VegaTerm_WhenExpiriesAreClose_IsProportionalToTheirGap() =>
        AssertNear(Vega(30) * 15 * (6 / 30.0), Amount((30, -1), (36, 1)));

    [Fact]
    public void VegaTerm_BeyondThirtyDays_IsNotMore() => AssertNear(Vega(30) * 15, Amount((30, 1), (300, -1)));

    [Fact]
    public void VegaTerm_OfOneSign_IsNothing() => Assert.Equal(0m, Amount((30, 1), (60, 1)));

    [Fact]
    public void VegaTerm_MatchesByLeastGapFirst()
    {
        // Long at 30; short a little at 20 (gap 10) and a lot at 45 (gap 15): first all of 20, then the rest of 30.
        var first = 0.5 * Vega(20);
        AssertNear((first * 15 * 10 / 30) + ((Vega(30) - first) * 15 * 15 / 30), Amount((20, -0.5), (30, 1), (45, -5)));

        // Though the other pair is earlier: a lot at 10 (gap 20), a little at 35 (gap 5).
        first = 0.5 * Vega(35);
        AssertNear((first * 15 * 5 / 30) + ((Vega(30) - first) * 15 * 20 / 30), Amount((10, -5), (30, 1), (35, -0.5)));
    }

    [Fact]
    public void VegaTerm_OfEqualGaps_MatchesTheEarlierExpiriesFirst()
    {
        var items = Of((20, -0.1), (30, 1), (40, -5)).Unit("BTC").VegaTerm.Items;
        Assert.Equal(2, items.Count);
        AssertNear(0.1 * Vega(20) * 15 / 3, items[0].Amount.Amount);
        AssertNear((Vega(30) - (0.1 * Vega(20))) * 15 / 3, items[1].Amount.Amount);

        // Were the later pair first, it would take all of the long and leave nothing for the earlier.
        items = Of((20, -5), (30, 1), (40, -5)).Unit("BTC").VegaTerm.Items;
        Assert.Equal("2026-01-31 against 2026-01-21", Assert.Single(items).Subject);
    }

    [Fact]
    public void VegaTerm_OfOneExpiry_NetsStrikesRightsAndVenues() => Assert.Equal(0m, Desk.At("A").Priced("BTC", 100_000m)
        .Call("BTC-C", days: 30, strike: 100_000m, quantity: 1m, vol: 0.5)
        .AndAt("B").Put("BTC-P", days: 30, strike: 100_000m, quantity: -1m, vol: 0.5)
        .Unit("BTC").VegaTerm.Amount.Amount);

    private static double Vega(double days) => 0.01 * 100_000 * Density(0.25 * Math.Sqrt(days / 365)) * Math.Sqrt(days / 365);

    private static decimal Amount(params (double Days, double Quantity)[] legs) => Of(legs).Unit("BTC").VegaTerm.Amount.Amount;

    private static Desk Of(params (double Days, double Quantity)[] legs)
    {
        var desk = Desk.At("A").Priced("BTC", 100_000m);
        foreach (var (days, quantity) in legs)
        {
            desk.Call($"BTC-{days}", days, strike: 100_000m, quantity: (decimal)quantity, vol: 0.5);
        }

        return desk;
    }
}
