using MultiVenueMargin.Domain;
using static MultiVenueMargin.RuleBooks.Tests.Perpetuals.PerpetualsDesk;

namespace MultiVenueMargin.RuleBooks.Tests.Bybit;

public sealed class BybitPortfolioModelTests
{
    private static readonly IMarginModel Model = ModelCatalogue.Shipped.Find("bybit-pm")!;

    /// <summary>
    /// Long 100 000 in a perpetual, short 102 000 in a future of 73 days: 2 000 net short lose 200 on +10 %. 100 000 hedged over 73/365 of a year at
    /// 45 % a year: 9 000. 0.45 % of 202 000: 909. To open 1.3 times.
    /// </summary>
    [Fact]
    public void Evaluate_WhenACalendarSpread_ChargesTheNetAndTheBasis()
    {
        var report = Model.Evaluate(BookOf([Own(Usdt, 100_000m)], [Hold(BtcUsdt, 1m), Hold(Future, -1m)]));

        Assert.Equal(
            (200m, 9_000m, 909m),
            (Maintenance(report, "maximum loss", "BTC"), Maintenance(report, "delta spread", "BTC"), Maintenance(report, "perpetuals and futures", "BTC")));
        Assert.Equal((10_109m, 13_141.7m), (report.Maintenance.Amount, report.Initial.Amount));
        Assert.StartsWith("delta spread BTC", report.Binding, StringComparison.Ordinal);
    }

    /// <summary>2 000 of the coin stand against the net short, and nothing is left to lose.</summary>
    [Fact]
    public void Evaluate_WhenSpotHedges_CountsOnlyAsMuchAsIsShort()
    {
        var report = Model.Evaluate(BookOf([Own(Btc, 1m)], [Hold(BtcUsdt, -0.5m)]));

        Assert.DoesNotContain(report.Components, component => component.Name == "maximum loss");
        Assert.Equal(225m, report.Maintenance.Amount);
        Assert.Equal(98_000m, report.Equity.Amount);
    }

    /// <summary>1.5 million hedged between USDT and USDC: 1 million at 0.5 %, the rest at 1 %.</summary>
    [Fact]
    public void Evaluate_WhenStablecoinsHedgeEachOther_ChargesBySlices()
    {
        var report = Model.Evaluate(BookOf([Own(Usdt, 1m)], [Hold(BtcUsdt, 15m), Hold(BtcUsdc, -20m, at: B)]));

        Assert.Equal(10_000m, Maintenance(report, "stablecoin spread", "BTC"));
        Assert.Equal(50_000m, Maintenance(report, "maximum loss", "BTC"));
    }

    /// <summary>Ten short calls on a tenth: 0.3 % of 100 000, and their value counts against equity.</summary>
    [Fact]
    public void Evaluate_WhenAnOptionIsShort_ChargesTheLossAndTheContingency()
    {
        var report = Model.Evaluate(BookOf([Own(Usdt, 50_000m)], [Hold(Call, -10m)]));

        Assert.Equal(300m, Maintenance(report, "short options", "BTC"));
        Assert.Equal(42_000m, report.Equity.Amount);
        Assert.Equal("+10 % vol up", Assert.Single(report.Components, component => component.Name == "maximum loss").Working);

        // Black-76 by another road: F 102 000 + 10 %, K 110 000, σ 0.60 · 1.4, T 0.2, against F 102 000, σ 0.60.
        var loss = Call76(112_200, 110_000, 0.84, 0.2) - Call76(102_000, 110_000, 0.60, 0.2);
        Assert.InRange((double)Maintenance(report, "maximum loss", "BTC"), loss - 0.5, loss + 0.5);
    }

    [Fact]
    public void Evaluate_WhenACalendarOfOptions_ChargesHedgedVegaByTheDay()
    {
        var market = Market with
        {
            Instruments = Market.Instruments.Append(new(new("BTC-CALL-2"), new Domain.Instruments.EuropeanOption(
                new("BTC-CALL-2"), new("BTC"), Domain.Instruments.ContractStyle.Linear, Usdt, 0.1m, Now.AddDays(103), Domain.Instruments.OptionRight.Call, new(110_000m)))).ToDictionary(),
            Marks = Market.Marks.Append(new(new("BTC-CALL-2"), new() { Mark = new(10_000m), ImpliedVolatility = 0.60, Forward = new(102_500m), AsOf = Now })).ToDictionary(),
        };

        var report = Model.Evaluate(BookOf([Own(Usdt, 50_000m)], [Hold(new("BTC-CALL-2"), 100m), Hold(Call, -10m)], market: market));

        // The near leg is the smaller: its vega per point × 30 days × 0.03 points.
        const double Bump = 1e-4;
        var vega = 0.01 * (Call76(102_000, 110_000, 0.60 + Bump, 0.2) - Call76(102_000, 110_000, 0.60 - Bump, 0.2)) / (2 * Bump);
        Assert.InRange((double)Maintenance(report, "vega spread", "BTC"), (vega * 0.9) - 0.01, (vega * 0.9) + 0.01);
    }

    [Fact]
    public void Evaluate_WhenTheUnitIsInNoClass_SaysWhichStandsIn()
    {
        var report = Model.Evaluate(BookOf([Own(Usdt, 1m)], [Hold(SolUsdt, 10m)]));

        Assert.Equal((500m, 14m), (Maintenance(report, "maximum loss", "SOL"), Maintenance(report, "perpetuals and futures", "SOL")));
        Assert.Contains(report.NotModelled, gap => gap.Subject == "SOL" && gap.Reason.Contains("'others'", StringComparison.Ordinal));
    }

    [Fact]
    public void Evaluate_WhenTheBookIsEmpty_AsksNothing() => Assert.Equal(Usd.Zero, Model.Evaluate(BookOf()).Maintenance);

    /// <summary>Undiscounted, the normal distribution by Simpson's rule: nothing in common with the kernel but the formula. (The quote is worth one.)</summary>
    private static double Call76(double forward, double strike, double volatility, double years)
    {
        var root = volatility * Math.Sqrt(years);
        var d1 = (Math.Log(forward / strike) / root) + (root / 2);
        return (forward * Normal(d1)) - (strike * Normal(d1 - root));
    }

    private static double Normal(double x)
    {
        const int Steps = 2_000;
        var (low, width) = (-10.0, (x + 10.0) / Steps);
        var sum = 0.0;
        for (var i = 0; i <= Steps; i++)
        {
            var weight = i is 0 or Steps ? 1 : i % 2 == 1 ? 4 : 2;
            var at = low + (i * width);
            sum += weight * Math.Exp(-at * at / 2);
        }

        return sum * width / 3 / Math.Sqrt(2 * Math.PI);
    }
}
