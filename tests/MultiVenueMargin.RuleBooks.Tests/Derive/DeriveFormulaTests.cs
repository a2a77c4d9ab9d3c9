using MultiVenueMargin.Domain.Instruments;
using MultiVenueMargin.Risk.RuleBooks.Derive;
using MultiVenueMargin.Risk.RuleBooks.Documents;

namespace MultiVenueMargin.RuleBooks.Tests.Derive;

public sealed class DeriveFormulaTests
{
    private static readonly AuctionParameters Auction = new()
    {
        StartingShare = 0.95m,
        CutoffShare = 0.7m,
        FastSeconds = 900m,
        SlowSeconds = 43_200m,
        InsolventSeconds = 3_600m,
        FeeRate = 0.1m,
        BufferShare = 0.15m,
    };

    /// <summary>The last digit of what a feed can say decides; in binary floating point both are the threshold.</summary>
    [Theory]
    [InlineData("0.4", 0)]
    [InlineData("0.399999999999999999", 480)]
    public void Confidence_WhenItIsJustBelowTheThreshold_IsCharged(string confidence, int charge)
    {
        var rule = new ConfidenceRule(Threshold: 0.4m, Factor: 0.4m);

        Assert.Equal(charge, decimal.Round(rule.Charge(decimal.Parse(confidence), notional: 2_000m).Initial, 6, MidpointRounding.ToEven));
        Assert.Equal(0m, rule.Charge(decimal.Parse(confidence), 2_000m).Maintenance);
    }

    /// <summary>A coin is as sure as spot and its own feed; the perpetual's is charged on its own notional and on options alone.</summary>
    [Fact]
    public void Confidence_WhenOnlyThePerpetualIsUnsure_IsNotChargedOnCollateral()
    {
        var rules = RuleBookDocument.Shipped("derive-pm2").ParametersAs<PortfolioMargin2Rules>().Manager;
        var portfolio = new ManagerPortfolio
        {
            Cash = 0m,
            SpotPrice = 1_000m,
            Perpetual = new ManagerPerpetual(-2m, 1_000m, Confidence: 0.25m, Unsettled: 0m),
            Collaterals = [new ManagerCollateral("BTC", 5_000m, Confidence: 1m, Moves: true, 0.02m, 0.01m)],
        };

        Assert.Equal(0.75m * 2_000m, PortfolioMargin2.Evaluate(portfolio, rules).Confidence.Initial);
        Assert.Equal((0.75m * 2_000m) + (0.5m * 5_000m), PortfolioMargin2.Evaluate(portfolio with { SpotConfidence = 0.5m }, rules).Confidence.Initial);
    }

    /// <summary>A quarter of the last half hour is left: three quarters of the average are known.</summary>
    [Theory]
    [InlineData(1800, 0, 2000)]
    [InlineData(450, 1500, 500)]
    [InlineData(0, 2000, 0)]
    public void Forward_WhenTheAverageHasBegun_MovesInPart(int seconds, int known, int moving) =>
        Assert.Equal(((decimal)known, (decimal)moving), ManagerExpiry.SplitForward(2_000m, seconds));

    /// <summary>Per strike, calls and puts alike: 3 − 1 at 100, none at 110, 2 + 1 at 120.</summary>
    [Fact]
    public void NakedShorts_WhenTheStrikeIsBoughtToo_CountTheRest()
    {
        static ManagerOption Option(decimal strike, OptionRight right, decimal amount) => new(strike, right, amount, 0.5);
        var expiry = new ManagerExpiry
        {
            Seconds = 86_400m,
            MovingForward = 100m,
            Options =
            [
                Option(100m, OptionRight.Call, -3m), Option(100m, OptionRight.Put, 1m),
                Option(110m, OptionRight.Call, 2m), Option(110m, OptionRight.Put, -1m),
                Option(120m, OptionRight.Call, -2m), Option(120m, OptionRight.Put, -1m),
            ],
        };

        Assert.Equal(5m, expiry.NakedShorts);
        Assert.Equal(7m, expiry.Shorts);
        Assert.Equal(10m, expiry.GrossAmount);
    }

    /// <summary>At 7.5 days (30/7.5)^0.5 = 2: 1 + 0.3·2 up, 1 − 0.6·2 would be negative, and 0.2·1.6 is below the floor of 0.5.</summary>
    [Theory]
    [InlineData(ScenarioVolatility.Up, 1.0, 1.6)]
    [InlineData(ScenarioVolatility.Up, 0.2, 0.5)]
    [InlineData(ScenarioVolatility.Down, 1.0, 0.0)]
    [InlineData(ScenarioVolatility.None, 0.2, 0.2)]
    public void VolatilityShock_WhenTheExpiryIsNear_MovesMore(ScenarioVolatility move, double volatility, double shocked)
    {
        var shock = new VolatilityShock { RangeUp = 0.3, RangeDown = 0.6, ShortTermPower = 0.5, LongTermPower = 0.1, LeastDays = 1, LeastUp = 0.5 };

        Assert.Equal(shocked, shock.Shocked(volatility, move, seconds: 648_000m), 12);
    }

    /// <summary>A quarter of a year: cap 0.25 − 0.1·0.5 = 0.2, reached at k* = 0.5·4·0.6 = 1.2. ln(e^0.6) is half of that.</summary>
    [Theory]
    [InlineData(ScenarioVolatility.Linear, 0.6, 1.1)]
    [InlineData(ScenarioVolatility.Linear, -0.6, 0.9)]
    [InlineData(ScenarioVolatility.Abs, -0.6, 1.1)]
    [InlineData(ScenarioVolatility.Linear, 3.0, 1.2)]
    [InlineData(ScenarioVolatility.Linear, -3.0, 0.8)]
    public void SkewShock_WhenTheStrikeIsAway_TurnsUpToTheCap(ScenarioVolatility move, double moneyness, double factor)
    {
        var skew = new SkewShock
        {
            LinearCap = 0.25,
            LinearCapPerRootYear = -0.1,
            AbsCap = 0.25,
            AbsCapPerRootYear = -0.1,
            LeastWidth = 0.01,
            WidthScale = 4,
            WidthVolatility = 0.6,
            WidthVolatilityPerRootYear = 0,
        };
        var option = new ManagerOption(1_000m * (decimal)Math.Exp(moneyness), OptionRight.Call, 1m, 0.5);

        Assert.Equal(0.5 * factor, skew.Shocked(option, move, forward: 1_000m, years: 0.25), 10);
    }

    [Theory]
    [InlineData(0, 0.95)]
    [InlineData(450, 0.825)]
    [InlineData(900, 0.7)]
    [InlineData(22_500, 0.35)]
    [InlineData(44_100, 0)]
    public void Auction_WhenTimePasses_AsksAFallingShareOfTheMark(int seconds, double share) =>
        Assert.Equal((decimal)share, DutchAuction.DiscountAt(seconds, Auction));

    /// <summary>−20 − 0.15·120 = −38; 38/(38 + 95) is sold for 0.95 of the mark, after which the buffer margin is zero.</summary>
    [Fact]
    public void Auction_WhenTheLargestSliceIsSold_BringsTheBufferToZero()
    {
        var bid = DutchAuction.Bid(maintenance: -20m, markToMarket: 100m, seconds: 0m, reserved: 0m, wanted: 1m, Auction);

        Assert.Equal(-38m, bid.Buffer);
        Assert.Equal(38m / 133m, bid.Slice);
        Near.Equal(95m * 38m / 133m, bid.Paid, 0.0000000001m);
        Near.Equal(0m, DutchAuction.BufferMargin(bid.MaintenanceAfter, bid.MarkToMarketAfter, Auction), 0.0000000001m);
        Near.Equal(0.1m * 100m * 38m / 138m, DutchAuction.Fee(-20m, 100m, Auction), 0.0000000001m);
    }

    [Theory]
    [InlineData(0, 30)]
    [InlineData(1_800, 65)]
    [InlineData(3_600, 100)]
    public void Auction_WhenTheAccountIsWorthLessThanNothing_PaysFromMarkToMaintenance(int seconds, int payout) =>
        Assert.Equal(payout, DutchAuction.InsolventPayout(maintenance: -100m, markToMarket: -30m, seconds, Auction));
}
