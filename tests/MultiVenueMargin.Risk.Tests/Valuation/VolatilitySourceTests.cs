using MultiVenueMargin.Domain;
using MultiVenueMargin.Domain.Books;
using MultiVenueMargin.Domain.Market;
using MultiVenueMargin.Risk.Valuation;

namespace MultiVenueMargin.Risk.Tests.Valuation;

/// <summary>MARGIN §1: where σ comes from, in order.</summary>
public sealed class VolatilitySourceTests
{
    private static readonly QuotedSmile Slope = new([new(-0.1, 0.6), new(0.1, 0.4)]);

    [Fact]
    public void Volatility_WhenTheMarkStatesOne_IsThatBeforeTheSmile()
    {
        var inputs = Option(30, 100_000m, vol: 0.55).Smile("BTC", 30, Slope).PriceOption("BTC-C").Inputs;
        Assert.Equal(VolatilitySource.Mark, inputs.VolatilitySource);
        Assert.Equal(0.55, inputs.Volatility);
    }

    [Fact]
    public void Volatility_WhenItsExpiryHasASmile_IsLinearInTotalVariance()
    {
        var inputs = Option(30, 100_000m).Smile("BTC", 30, Slope).PriceOption("BTC-C").Inputs;

        // k = 0, half way: √((0.6² + 0.4²)/2), not 0.5.
        Assert.Equal(VolatilitySource.Smile, inputs.VolatilitySource);
        Assert.Equal(Math.Sqrt(0.26), inputs.Volatility, 12);
    }

    [Theory]
    [InlineData(200_000, 0.4)]
    [InlineData(50_000, 0.6)]
    public void Volatility_OutsideTheSmile_IsFlat(int strike, double expected)
    {
        var inputs = Option(30, strike).Smile("BTC", 30, Slope).PriceOption("BTC-C").Inputs;
        Assert.Equal(expected, inputs.Volatility, 12);
    }

    [Fact]
    public void Volatility_WhenTheSmileIsSvi_IsTheRootOfItsVarianceOverTime()
    {
        // At k = ln(1.1) = 0.0953…, a quarter of a year: w = 0.03 + 0.2·(−0.5·(k − 0.05) + √((k − 0.05)² + 0.3²)).
        var inputs = Option(91.25, 110_000m).Smile("BTC", 91.25, new SviSmile(A: 0.03, B: 0.2, Rho: -0.5, M: 0.05, Sigma: 0.3))
            .PriceOption("BTC-C").Inputs;
        var k = Math.Log(1.1) - 0.05;
        var variance = 0.03 + (0.2 * ((-0.5 * k) + Math.Sqrt((k * k) + 0.09)));
        Assert.Equal(Math.Sqrt(variance / 0.25), inputs.Volatility, 12);
    }

    [Fact]
    public void Volatility_WhenOnlyOtherExpiriesHaveSmiles_IsTheNearestsAtScaledMoneyness()
    {
        // K = F·e^{0.2}; 60 days lie 30 from the first and 40 from the second. k·√(30/60) = 0.1414… on variance
        // 0.25 + (0.49 − 0.25)·0.1414…/0.2.
        var inputs = Option(60, 122_140.275816017m)
            .Smile("BTC", 30, new QuotedSmile([new(0, 0.5), new(0.2, 0.7)]))
            .Smile("BTC", 100, new QuotedSmile([new(0, 0.9)]))
            .PriceOption("BTC-C").Inputs;
        Assert.Equal(VolatilitySource.NearestExpiry, inputs.VolatilitySource);
        Assert.Equal(Math.Sqrt(0.25 + (0.24 * Math.Sqrt(0.5))), inputs.Volatility, 9);
    }

    [Fact]
    public void Volatility_WhenTheNearestSmileIsSvi_IsTakenOverItsOwnTime()
    {
        // w(0) = 0.04 + 0.1·0.1 = 0.05 over the smile's own quarter, not over the option's half.
        var inputs = Option(182.5, 100_000m).Smile("BTC", 91.25, new SviSmile(A: 0.04, B: 0.1, Rho: 0, M: 0, Sigma: 0.1))
            .PriceOption("BTC-C").Inputs;
        Assert.Equal(Math.Sqrt(0.05 / 0.25), inputs.Volatility, 12);
    }

    [Fact]
    public void Volatility_InAnOptionsLastSecond_IsNoneAndLeavesTheIntrinsicValue()
    {
        // Half a second before expiry T is 0 to the second: no quotient by it is asked for.
        var option = Option(0.5 / 86_400, 90_000m).Smile("BTC", 30, Slope)
            .Smile("BTC", 0.4 / 86_400, new SviSmile(A: 0.04, B: 0.1, Rho: 0, M: 0, Sigma: 0.1)).PriceOption("BTC-C");
        Assert.Equal(VolatilitySource.None, option.Inputs.VolatilitySource);
        Assert.Equal(10_000m, option.Value);
    }

    [Fact]
    public void Report_OfAnOption_SaysWhatItWasPricedFrom()
    {
        var desk = Desk.At("A").Priced("BTC", 100_000m).Smile("BTC", 30, new QuotedSmile([new(0, 0.5)]))
            .Call("BTC-C", days: 60, strike: 100_000m, quantity: 1m, forward: 101_000m)
            .Put("BTC-P", days: 60, strike: 100_000m, quantity: 1m, vol: 0.6, mark: 9_000m);
        var reported = desk.Pool().Equity.OptionValues.Single().Positions;
        Assert.Equal(
            (false, 101_000m, ForwardSource.Venue, 0.5m, VolatilitySource.NearestExpiry),
            (reported[0].IsMarked, reported[0].Forward, reported[0].ForwardSource, reported[0].Volatility, reported[0].VolatilitySource));
        Assert.Equal(
            (true, 101_000m, ForwardSource.OtherVenues, 0.6m, VolatilitySource.Mark, 9_000m),
            (reported[1].IsMarked, reported[1].Forward, reported[1].ForwardSource, reported[1].Volatility, reported[1].VolatilitySource, reported[1].Amount.Amount));
    }

    [Fact]
    public void Volatility_WhenTwoExpiriesAreEquallyNear_IsTheEarliers()
    {
        var inputs = Option(30, 100_000m)
            .Smile("BTC", 40, new QuotedSmile([new(0, 0.9)]))
            .Smile("BTC", 20, new QuotedSmile([new(0, 0.7)]))
            .PriceOption("BTC-C").Inputs;
        Assert.Equal(0.7, inputs.Volatility, 12);
    }

    [Fact]
    public void Volatility_WhenASmileHasExpired_IsNotTakenFromIt()
    {
        var inputs = Option(3, 100_000m)
            .Smile("BTC", -1, new QuotedSmile([new(0, 0.9)]))
            .Smile("BTC", 30, new QuotedSmile([new(0, 0.7)]))
            .PriceOption("BTC-C").Inputs;
        Assert.Equal(0.7, inputs.Volatility, 12);
    }

    [Fact]
    public void Volatility_WhenNobodyKnowsOne_MakesThePositionUnpriced()
    {
        var pool = Option(30, 100_000m).Pool();
        Assert.Equal(MarginState.Unknown, pool.State);
        Assert.Equal("BTC-C@A", Assert.Single(pool.Unknown).Subject);
        Assert.Equal(Usd.Zero, pool.MaintenanceMargin);
    }

    private static Desk Option(double days, decimal strike, double? vol = null) => Desk.At("A").Priced("BTC", 100_000m)
        .Call("BTC-C", days, strike, quantity: 1m, vol);
}
