using MultiVenueMargin.Domain;
using MultiVenueMargin.Domain.Books;
using static MultiVenueMargin.Risk.Tests.Textbook;

namespace MultiVenueMargin.Risk.Tests.Valuation;

/// <summary>MARGIN §1: at and after expiry, before and after the delivery price is published.</summary>
public sealed class ExpiryTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(-2)]
    public void Option_WhenExpired_IsItsIntrinsicOnTheIndexWhateverItsMarkSays(double days)
    {
        var option = Desk.At("A").Priced("BTC", 100_000m)
            .Call("BTC-C", days, strike: 90_000m, quantity: 1m, vol: 0.5, mark: 9_000m, forward: 99_000m)
            .PriceOption("BTC-C");
        Assert.Equal(10_000m, option.Value);
        Assert.Equal(0m, option.Vega);
        Assert.Equal(100_000m, option.Delta);
    }

    [Fact]
    public void Option_WhenExpiredWithAStrikeInAStablecoin_ComparesInThatCurrency()
    {
        // S − X·K = 98 000 − 0.98·90 000.
        var option = Desk.At("A").Priced("BTC", 98_000m).Priced("USDT", 0.98m)
            .Call("BTC-C", days: 0, strike: 90_000m, quantity: 1m, quote: "USDT")
            .PriceOption("BTC-C");
        Assert.Equal(9_800m, option.Value);
    }

    [Fact]
    public void Option_WhenExpiredInverse_IsNotDiscounted()
    {
        var option = Desk.At("A").Priced("BTC", 100_000m)
            .Put("BTC-P", days: 0, strike: 105_000m, quantity: 1m, forward: 110_000m, inverse: true)
            .PriceOption("BTC-P");
        Assert.Equal(5_000m, option.Value);
    }

    [Fact]
    public void Option_WhenASecondIsLeft_IsStillPricedByItsModel()
    {
        var option = Desk.At("A").Priced("BTC", 100_000m)
            .Call("BTC-C", days: 1 / 86_400.0, strike: 100_000m, quantity: 1m, vol: 0.5)
            .PriceOption("BTC-C");
        Assert.False(option.IsExpired);
        AssertNear(Call(100_000, 100_000, 0.5, 1 / (365.0 * 86_400)), option.ModelValue);
    }

    [Fact]
    public void Option_WhenDelivered_IsAValueAndNoRisk()
    {
        var desk = Desk.At("A").Priced("BTC", 100_000m)
            .Call("BTC-C", days: -0.1, strike: 90_000m, quantity: 2m)
            .Quoted("BTC-C", mark => mark with { Delivery = new Price(95_000m) });
        var pool = desk.Pool();

        // 2·(95 000 − 90 000): on the delivery price, not on the index.
        Assert.Equal(10_000m, pool.Equity.Adjusted.Amount);
        Assert.Equal(0m, pool.MaintenanceMargin.Amount);
        Assert.Equal(0m, Assert.Single(pool.Units).GrossDelta);
        Assert.Equal(MarginState.Healthy, pool.State);
    }

    [Fact]
    public void Option_WhenADeliveryPriceIsThereBeforeExpiry_IsNotDelivered()
    {
        var option = Desk.At("A").Priced("BTC", 100_000m)
            .Call("BTC-C", days: 1, strike: 90_000m, quantity: 2m, vol: 0.5)
            .Quoted("BTC-C", mark => mark with { Delivery = new Price(95_000m) })
            .PriceOption("BTC-C");
        Assert.False(option.IsDelivered);
        Assert.True(option.Delta > 0);
    }

    [Fact]
    public void Future_WhenDelivered_EarnsAgainstTheDeliveryPriceAndRisksNothing()
    {
        var pool = Desk.At("A").Priced("BTC", 100_000m)
            .Future("BTC-F", days: -0.1, mark: 99_000m, quantity: 1m, entry: 90_000m)
            .Quoted("BTC-F", mark => mark with { Delivery = new Price(96_000m) })
            .Pool();
        Assert.Equal(6_000m, pool.Equity.Adjusted.Amount);
        Assert.Equal(0m, pool.MaintenanceMargin.Amount);
    }

    [Fact]
    public void Future_WhenExpiredAndNotYetDelivered_IsStillAtRiskAtItsMark()
    {
        var future = Desk.At("A").Priced("BTC", 100_000m)
            .Future("BTC-F", days: -0.1, mark: 99_000m, quantity: 1m)
            .PriceFuture("BTC-F");
        Assert.Equal(99_000m, future.Delta);
    }

    [Fact]
    public void Years_AreCountedToTheSecondOver365Days()
    {
        var option = Desk.At("A").Priced("BTC", 100_000m)
            .Call("BTC-C", days: 73.0 + (0.9 / 86_400), strike: 100_000m, quantity: 1m, vol: 0.5)
            .PriceOption("BTC-C");

        // 73 days and nine tenths of a second are 73 days: a fifth of a year.
        Assert.Equal(73.0, option.DaysToExpiry, 12);
    }
}
