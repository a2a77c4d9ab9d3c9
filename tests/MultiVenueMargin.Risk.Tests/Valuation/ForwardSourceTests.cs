using MultiVenueMargin.Risk.Valuation;
using static MultiVenueMargin.Risk.Tests.Textbook;

namespace MultiVenueMargin.Risk.Tests.Valuation;

/// <summary>MARGIN §1: where F comes from, in order.</summary>
public sealed class ForwardSourceTests
{
    [Fact]
    public void Forward_WhenTheVenueStatesOne_IsThat()
    {
        var inputs = Desk.At("A").Priced("BTC", 100_000m)
            .Future("BTC-F", days: 30, mark: 102_000m, quantity: 0m)
            .Call("BTC-C", days: 30, strike: 100_000m, quantity: 1m, vol: 0.5, forward: 101_000m)
            .PriceOption("BTC-C").Inputs;
        Assert.Equal(ForwardSource.Venue, inputs.ForwardSource);
        Assert.Equal(101_000m, inputs.Forward);
    }

    [Fact]
    public void Forward_WhenAFutureOfItsExpiryIsListed_IsItsMarkBeforeOtherVenuesForwards()
    {
        var inputs = Desk.At("A").Priced("BTC", 100_000m)
            .Future("BTC-F", days: 30, mark: 102_000m, quantity: 0m)
            .Call("BTC-OTHER", days: 30, strike: 90_000m, quantity: 0m, vol: 0.5, forward: 103_000m)
            .Call("BTC-C", days: 30, strike: 100_000m, quantity: 1m, vol: 0.5)
            .PriceOption("BTC-C").Inputs;
        Assert.Equal(ForwardSource.ListedFuture, inputs.ForwardSource);
        Assert.Equal(102_000m, inputs.Forward);
    }

    [Fact]
    public void Forward_WhenTheFutureIsOfAnotherExpiryOrQuote_IsNotItsMark()
    {
        var inputs = Desk.At("A").Priced("BTC", 100_000m)
            .Future("BTC-F1", days: 31, mark: 102_000m, quantity: 0m)
            .Future("BTC-F2", days: 30, mark: 103_000m, quantity: 0m, quote: "USDT")
            .Call("BTC-C", days: 30, strike: 100_000m, quantity: 1m, vol: 0.5)
            .PriceOption("BTC-C").Inputs;
        Assert.Equal(ForwardSource.Carry, inputs.ForwardSource);
        Assert.Equal(100_000m, inputs.Forward);
    }

    [Fact]
    public void Forward_WhenOnlyOthersStateOne_IsTheirMedian()
    {
        var desk = Desk.At("A").Priced("BTC", 100_000m)
            .Call("BTC-O1", days: 30, strike: 90_000m, quantity: 0m, forward: 101_000m)
            .Call("BTC-O2", days: 30, strike: 90_000m, quantity: 0m, forward: 109_000m)
            .Call("BTC-O3", days: 30, strike: 90_000m, quantity: 0m, forward: 102_000m)
            .Call("BTC-C", days: 30, strike: 100_000m, quantity: 1m, vol: 0.5);
        var inputs = desk.PriceOption("BTC-C").Inputs;
        Assert.Equal(ForwardSource.OtherVenues, inputs.ForwardSource);
        Assert.Equal(102_000m, inputs.Forward);

        // Of an even number the mean of the middle two.
        desk.Put("BTC-O4", days: 30, strike: 90_000m, quantity: 0m, forward: 103_000m);
        Assert.Equal(102_500m, desk.PriceOption("BTC-C").Inputs.Forward);
    }

    [Fact]
    public void Forward_WhenNobodySaysAnything_IsTheIndexInQuoteCarriedAtTheRate()
    {
        var inputs = Desk.At("A").Priced("BTC", 98_000m).Priced("USDT", 0.98m)
            .Underlying("BTC", market => market with { InterestRate = 0.05 })
            .Call("BTC-C", days: 365, strike: 100_000m, quantity: 1m, vol: 0.2, quote: "USDT")
            .PriceOption("BTC-C").Inputs;

        // (98 000/0.98)·e^{0.05}.
        Assert.Equal(ForwardSource.Carry, inputs.ForwardSource);
        AssertNear(100_000 * 1.0512710963760241, inputs.Forward);
    }
}
