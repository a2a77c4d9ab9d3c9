using MultiVenueMargin.Domain;
using MultiVenueMargin.Domain.Books;
using MultiVenueMargin.Risk.Reports;

namespace MultiVenueMargin.Risk.Tests.Collateral;

/// <summary>
/// MARGIN §2: what is unpriced or lost is named; where it could cost, the state is unknown and the figures are those of the
/// rest.
/// </summary>
public sealed class UnknownTests
{
    [Fact]
    public void Collateral_WithoutAPrice_CountsNothingAndIsNamed()
    {
        var pool = Desk.At("A").Holds("USD", 500m).Holds("PEPE", 1_000m).Pool();
        Assert.Equal(500m, pool.Equity.Adjusted.Amount);
        Assert.Equal(MarginState.Healthy, pool.State);
        Assert.Equal(
            "PEPE@A", Assert.Single(pool.Omissions, omission => omission.Kind == OmissionKind.UnpricedCollateral).Subject);
    }

    [Fact]
    public void Debt_WithoutAPrice_MakesTheStateUnknown()
    {
        var pool = Desk.At("A").Holds("USD", 500m).Owes("PEPE", 1_000m).Pool();
        Assert.Equal(MarginState.Unknown, pool.State);
        Assert.Equal((OmissionKind.UnpricedDebt, "loan PEPE@A"), Only(pool));
        Assert.Equal(500m, pool.Equity.Adjusted.Amount);
    }

    [Fact]
    public void Position_WithoutAMark_MakesTheStateUnknownAndTheRestIsMargined()
    {
        var pool = Desk.At("A").Priced("BTC", 100_000m)
            .Perp("BTC-PERP", mark: 100_000m, quantity: 1m)
            .Perp("BTC-DARK", mark: 100_000m, quantity: 1m).Quoted("BTC-DARK", mark => mark with { Mark = null })
            .WithScanAlone().Pool();
        Assert.Equal((OmissionKind.UnpricedPosition, "BTC-DARK@A"), Only(pool));
        Assert.Equal(16_000m, pool.MaintenanceMargin.Amount);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(-1)]
    public void Position_InAnInstrumentNobodyKnows_MakesTheStateUnknown(int quantity) =>
        Assert.Equal((OmissionKind.UnpricedPosition, "GHOST@A"), Only(Desk.At("A").Position("GHOST", quantity).Pool()));

    [Fact]
    public void Position_WithoutAPriceOfItsUnderlyingOrQuote_MakesTheStateUnknown()
    {
        var desk = Desk.At("A").Perp("BTC-PERP", mark: 100_000m, quantity: 1m, quote: "DAI");
        Assert.Equal((OmissionKind.UnpricedPosition, "BTC-PERP@A"), Only(desk.Pool()));
        Assert.Equal((OmissionKind.UnpricedPosition, "BTC-PERP@A"), Only(desk.Priced("BTC", 100_000m).Pool()));
        Assert.Empty(desk.Priced("DAI", 1m).Pool().Unknown);
    }

    [Fact]
    public void Position_WithoutAPriceThatNetsToNothing_IsNothing() =>
        Assert.Equal(MarginState.Healthy, Desk.At("A").Position("GHOST", 1m).Position("GHOST", -1m).Pool().State);

    [Fact]
    public void Mark_AnHourPastFresh_IsStillUsedAndASecondLaterIsLost()
    {
        var desk = Desk.At("A").Priced("BTC", 100_000m).Perp("BTC-PERP", mark: 100_000m, quantity: 1m, ageSeconds: 3_660)
            .WithScanAlone();
        Assert.Equal(16_000m, desk.Pool().MaintenanceMargin.Amount);

        var pool = Desk.At("A").Priced("BTC", 100_000m).Perp("BTC-PERP", mark: 100_000m, quantity: 1m, ageSeconds: 3_661).Pool();
        Assert.Equal((OmissionKind.LostMark, "BTC-PERP@A"), Only(pool));
        Assert.Equal(0m, pool.MaintenanceMargin.Amount);
    }

    [Theory]
    [InlineData(3_661, 0)]
    [InlineData(0, 3_661)]
    public void Line_WhosePriceOrBalanceIsLost_LeavesTheFigures(double priceAge, double balanceAge)
    {
        var pool = Desk.At("A").Priced("EUR", 1m, ageSeconds: priceAge).Holds("EUR", 1_000m, ageSeconds: balanceAge)
            .Holds("USD", 7m).Pool();
        Assert.Equal((OmissionKind.LostFeed, "EUR@A"), Only(pool));
        Assert.Equal(MarginState.Unknown, pool.State);
        Assert.Equal(7m, pool.Equity.Adjusted.Amount);
    }

    [Fact]
    public void Balance_OfTheHouseCurrency_MayBeLostTooButNotItsPrice()
    {
        Assert.Equal(7m, Desk.At("A").Priced("USD", 1m, ageSeconds: 90_000).Holds("USD", 7m).Equity().Adjusted.Amount);
        Assert.Equal(MarginState.Unknown, Desk.At("A").Holds("USD", 7m, ageSeconds: 3_661).Pool().State);
    }

    [Fact]
    public void Location_WhoseFeedIsLost_IsLeftOutWithItsLinesAndPositions()
    {
        var pool = Desk.At("A").Priced("BTC", 100_000m).Holds("USD", 50_000m).Perp("BTC-PERP", mark: 100_000m, quantity: 1m)
            .AndAt("B").Holds("USD", 900_000m).Position("BTC-PERP", 8m).LostHere(hours: 2)
            .WithScanAlone().Pool();
        Assert.Equal((OmissionKind.LostFeed, "B"), Only(pool));
        Assert.Equal(MarginState.Unknown, pool.State);
        Assert.Equal(50_000m, pool.Equity.Adjusted.Amount);
        Assert.Equal(16_000m, pool.MaintenanceMargin.Amount);
    }

    [Fact]
    public void State_WhenUnknown_KeepsTheLastOneForHysteresis()
    {
        var pool = Desk.At("A").Was(MarginState.Call).Holds("USD", 500m).Owes("PEPE", 1_000m).Pool();
        Assert.Equal(MarginState.Unknown, pool.State);
        Assert.Equal(MarginState.Call, pool.LastKnownState);
    }

    [Fact]
    public void DeliveredPosition_WhoseMarkIsOld_IsStillAValue() => Assert.Equal(5_000m, Desk.At("A").Priced("BTC", 100_000m)
        .Call("BTC-C", days: -2, strike: 90_000m, quantity: 1m)
        .Quoted("BTC-C", mark => mark with { Delivery = new Price(95_000m), AsOf = Desk.Now.AddDays(-2) })
        .Equity().OptionValues.Single().Counted.Amount);

    private static (OmissionKind, string) Only(PoolReport pool)
    {
        var omission = Assert.Single(pool.Unknown);
        return (omission.Kind, omission.Subject);
    }
}
