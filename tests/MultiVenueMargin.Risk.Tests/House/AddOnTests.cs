using MultiVenueMargin.Domain;
using MultiVenueMargin.Risk.Reports;
using static MultiVenueMargin.Risk.Tests.Textbook;

namespace MultiVenueMargin.Risk.Tests.House;

/// <summary>MARGIN §5: RATE, FUNDING, CONC, SHORT_OPTION_MIN, and how a unit is put together.</summary>
public sealed class AddOnTests
{
    private const double Year = 7_965.5674554058; // A call at the money, σ 20 %, one year: 0.0796…·100 000.

    [Fact]
    public void Rate_IsTimeTimesModelValueWhateverTheMark() => AssertNear(Year * 0.01, Desk.At("A").Priced("BTC", 100_000m)
        .Call("BTC-C", days: 365, strike: 100_000m, quantity: 1m, vol: 0.2, mark: 9_999m)
        .Unit("BTC").RateRisk.Amount.Amount);

    [Fact]
    public void Rate_NetsLongsAndShortsOfAllExpiriesBeforeItsSignIsDropped()
    {
        // A quarter of a year at 40 % is worth as much: T·q·m·V is ¼·1·V and 1·(−2)·½·V, together −0.75·V.
        var rate = Desk.At("A").Priced("BTC", 100_000m)
            .Call("BTC-C1", days: 91.25, strike: 100_000m, quantity: 1m, vol: 0.4)
            .Call("BTC-C2", days: 365, strike: 100_000m, quantity: -2m, vol: 0.2, multiplier: 0.5m)
            .Unit("BTC").RateRisk;
        AssertNear(0.75 * Year * 0.01, rate.Amount.Amount);
        Assert.Equal(rate.Amount.Amount, rate.Items.Sum(item => item.Amount.Amount));
    }

    [Fact]
    public void Rate_OfFutures_IsNothing() =>
        Assert.Equal(
            0m,
            Desk.At("A").Priced("BTC", 100_000m).Future("BTC-F", days: 365, mark: 105_000m, quantity: 1m)
                .Unit("BTC").RateRisk.Amount.Amount);

    [Theory]
    [InlineData(1, 0.0003, 30)]
    [InlineData(-1, -0.0003, 30)]
    [InlineData(-1, 0.0003, 0)]
    [InlineData(1, -0.0003, 0)]
    public void Funding_IsWhatTheNextPaymentCosts(int quantity, double rate, int expected) => Assert.Equal(
        expected, Desk.At("A").Priced("BTC", 100_000m).Perp("BTC-PERP", mark: 100_000m, quantity: quantity)
            .Quoted("BTC-PERP", mark => mark with { PredictedFunding = new Rate((decimal)rate) })
            .Unit("BTC").Funding.Amount.Amount);

    [Fact]
    public void Funding_ReceivedElsewhere_DoesNotOffset()
    {
        var funding = Desk.At("A").Priced("BTC", 100_000m)
            .Perp("BTC-P1", mark: 100_000m, quantity: 1m)
            .Quoted("BTC-P1", mark => mark with { PredictedFunding = new Rate(0.0003m) })
            .AndAt("B")
            .Perp("BTC-P2", mark: 100_000m, quantity: -1m)
            .Quoted("BTC-P2", mark => mark with { PredictedFunding = new Rate(0.0009m) })
            .Unit("BTC").Funding;
        Assert.Equal(30m, funding.Amount.Amount);
    }

    [Fact]
    public void Funding_WhenItsRateIsNotKnown_IsNamed()
    {
        var pool = Desk.At("A").Priced("BTC", 100_000m).Perp("BTC-PERP", mark: 100_000m, quantity: 1m).Pool();
        Assert.Equal(
            "BTC-PERP@A", Assert.Single(pool.Omissions, omission => omission.Kind == OmissionKind.FundingAbsent).Subject);
    }

    [Theory]
    [InlineData(17, 0.0)] // n = 1.7: √(2/2) − 1.
    [InlineData(10, 0.0)] // n = 1: √0.65 − 1 is negative and clamped.
    [InlineData(25.8, 0.2)] // n = 2.58: √(2.88/2) = 1.2.
    [InlineData(42, 0.5)] // n = 4.2: √(4.5/2) = 1.5.
    [InlineData(400, 0.5)] // Clamped.
    public void Concentration_GrowsWithTheDaysToClose(double coins, double factor)
    {
        // 100 coins trade a day: a tenth of it can be closed.
        var unit = Desk.At("A").Priced("BTC", 100_000m).Volume("BTC", 100m)
            .Perp("BTC-PERP", mark: 100_000m, quantity: (decimal)coins).Unit("BTC");
        AssertNear((double)unit.Core.Amount * factor, unit.Concentration.Amount.Amount);
    }

    [Fact]
    public void Concentration_IsOnTheNetPosition() => Assert.Equal(0m, Desk.At("A").Priced("BTC", 100_000m).Volume("BTC", 100m)
        .Perp("BTC-PERP", mark: 100_000m, quantity: 400m).AndAt("B").Position("BTC-PERP", -399m)
        .Unit("BTC").Concentration.Amount.Amount);

    [Fact]
    public void Concentration_WhenNobodySaysWhatTrades_IsFull() => Assert.Equal(
        8_000m,
        Desk.At("A").Priced("BTC", 100_000m).Perp("BTC-PERP", mark: 100_000m, quantity: 1m)
            .Unit("BTC").Concentration.Amount.Amount);

    [Fact]
    public void ShortOptionMinimum_NetsOneSeriesOverVenues()
    {
        // −3 and +1 of 0.1 BTC: 0.2 net short, 0.5 % of 100 000 each.
        Assert.Equal(100m, Desk.At("A").Priced("BTC", 100_000m)
            .Call("BTC-C", days: 30, strike: 200_000m, quantity: -3m, vol: 0.5, multiplier: 0.1m)
            .AndAt("B").Position("BTC-C", 1m)
            .Unit("BTC").ShortOptionMinimum.Amount.Amount);
    }

    [Fact]
    public void ShortOptionMinimum_OfOtherStrikesExpiriesAndRights_IsNotOffset()
    {
        // Short one call at 200 000 in 30 days; long the put, another strike and another expiry.
        Assert.Equal(500m, Desk.At("A").Priced("BTC", 100_000m)
            .Call("BTC-C1", days: 30, strike: 200_000m, quantity: -1m, vol: 0.5)
            .Put("BTC-P1", days: 30, strike: 200_000m, quantity: 1m, vol: 0.5)
            .Call("BTC-C2", days: 30, strike: 210_000m, quantity: 1m, vol: 0.5)
            .Call("BTC-C3", days: 60, strike: 200_000m, quantity: 1m, vol: 0.5)
            .Unit("BTC").ShortOptionMinimum.Amount.Amount);
    }

    [Theory]
    [InlineData("SOL", 1.0)]
    [InlineData("PEPE", 1.0)]
    public void ShortOptionMinimum_OfOtherClasses_IsAPerCent(string unit, double expected) => Assert.Equal(
        (decimal)expected,
        Desk.At("A").Priced(unit, 100m).Put($"{unit}-P", days: 30, strike: 50m, quantity: -1m, vol: 0.8)
            .Unit(unit).ShortOptionMinimum.Amount.Amount);

    [Fact]
    public void Unit_WhenEverythingElseIsLess_IsTheShortOptionMinimum()
    {
        // A call at ten times the index: hardly any scan, and 500 each.
        var unit = Desk.At("A").Priced("BTC", 100_000m).Volume("BTC", 1_000_000m)
            .Call("BTC-C", days: 30, strike: 1_000_000m, quantity: -1m, vol: 0.5, mark: 1m)
            .Unit("BTC");
        Assert.Equal(500m, unit.Requirement.Amount);
    }

    [Fact]
    public void Unit_IsCoreAndEveryAddOn()
    {
        var unit = Desk.At("A").Priced("BTC", 100_000m).Priced("USDT", 0.994m).Volume("BTC", 100m)
            .Future("BTC-F", days: 73, mark: 101_000m, quantity: 1m)
            .Call("BTC-C", days: 90, strike: 120_000m, quantity: 20m, vol: 0.5)
            .Call("BTC-D", days: 30, strike: 120_000m, quantity: -20m, vol: 0.6)
            .AndAt("B").Perp("BTC-PERP", mark: 100_000m, quantity: 30m, quote: "USDT")
            .Quoted("BTC-PERP", mark => mark with { PredictedFunding = new Rate(0.0001m) })
            .AndAt("C").Position("BTC-PERP", -2m).Perp("BTC-USD", mark: 100_000m, quantity: -5m)
            .Unit("BTC");
        Usd[] parts =
        [
            unit.Basis.Amount, unit.VegaTerm.Amount, unit.Peg.Amount, unit.RateRisk.Amount, unit.Funding.Amount,
            unit.Liquidity.Amount, unit.Concentration.Amount,
        ];
        Assert.All(parts, part => Assert.True(part > Usd.Zero));
        Assert.Equal(unit.Core + Usd.Sum(parts), unit.Uncapped);
    }
}
