using MultiVenueMargin.Domain;
using MultiVenueMargin.RuleBooks.Tests.Lending;

namespace MultiVenueMargin.RuleBooks.Tests.Aave;

public sealed class AaveModelTests
{
    [Fact]
    public void Report_WhenWethBacksALoan_ItsRatioIsTheHealthFactor()
    {
        // 10 × 2 000 = 20 000; × 0.825 = 16 500 against 12 000 owed: 1.375. To borrow more, × 0.80 = 16 000.
        var report = Weth(10m).Owes("USDC", 12_000m).Under("aave");

        Assert.Equal(new Usd(16_500m), report.Equity);
        Assert.Equal(new Usd(16_000m), report.InitialEquity);
        Assert.Equal(("debt", "USDC", new Usd(12_000m)), Assert.Single(report.Components.Select(each => (each.Name, each.Of, each.Maintenance))));
        Assert.Equal(1.375m, report.Ratio);
        Assert.False(report.Acts);
    }

    [Theory]
    [InlineData("16500", false)]
    [InlineData("16500.00000001", true)]
    public void Report_WhenTheHealthFactorIsExactlyOne_IsSafe(string debt, bool acts) =>
        Assert.Equal(acts, Weth(10m).Owes("USDC", decimal.Parse(debt)).Under("aave").Acts);

    [Theory]
    [InlineData("17000", "liquidation of up to 50 % of a debt")] // 16 500/17 000 = 0.9706
    [InlineData("17500", "liquidation of up to 100 % of a debt")] // 0.9429
    public void Report_WhenTheHealthFactorFallsFar_TheWholeDebtMayBeRepaid(string debt, string action) =>
        Assert.Equal(action, Weth(10m).Owes("USDC", decimal.Parse(debt)).Under("aave").Action.Name);

    [Fact]
    public void Report_WhenSeveralCoinsAreOwed_AddsThemUp()
    {
        var report = Weth(10m).Priced("BTC", 100_000m).Owes("BTC", 0.05m).Owes("USDC", 1_000m).Under("aave");

        Assert.Equal(new Usd(6_000m), report.Maintenance);
        Assert.Equal("debt in BTC", report.Binding);
    }

    [Fact]
    public void Report_WhenACoinHasNoPublishedThreshold_CountsNothingAndIsNamed()
    {
        var report = Weth(1m).Holds("USDC", 50_000m).Under("aave");

        Assert.Equal(new Usd(1_650m), report.Equity);
        Assert.Equal("USDC", Assert.Single(report.NotCovered).Subject);
    }

    [Fact]
    public void Report_WhenTheBookHasDerivatives_NamesThemAndAsksNothing()
    {
        var report = Weth(1m).Priced("BTC", 100_000m).Perp("BTC", 100_000m, 3m).Bid("BTC", 1m, 90_000m).Under("aave");

        Assert.Equal(Usd.Zero, report.Maintenance);
        Assert.Equal(["BTC-PERP-Linear@A", "order BTC-PERP-Linear@A"], report.NotCovered.Select(gap => gap.Subject));
    }

    private static SmallBook Weth(decimal amount) => new SmallBook().Priced("WETH", 2_000m).Holds("WETH", amount);
}
