using MultiVenueMargin.Domain;
using MultiVenueMargin.RuleBooks.Tests.Lending;

namespace MultiVenueMargin.RuleBooks.Tests.Marginfi;

public sealed class MarginfiModelTests
{
    [Fact]
    public void Report_WhenJitoSolBacksTether_WeighsBothWithTheOraclesConfidence()
    {
        // Deposit: 200 − 2.12 × 0.2 = 199.576; × 100 × 0.80 = 15 966.08, to borrow × 0.65 = 12 972.44. Debt: 10 000 × 1.10, new debt × 1.25.
        var report = JitoSol(confidence: 0.001m).Priced("USDT", 1m).Owes("USDT", 10_000m).Under("marginfi");

        Assert.Equal(new Usd(15_966.08m), report.Equity);
        Assert.Equal(new Usd(12_972.44m), report.InitialEquity);
        Assert.Equal((new Usd(12_500m), new Usd(11_000m)), (report.Initial, report.Maintenance));
        Assert.Empty(report.NotCovered);
        Assert.False(report.Acts);
        Assert.Equal("partial liquidation at a cost of 5 %", report.Action.Name);
    }

    [Fact]
    public void Report_WhenADebtsOracleIsUnsure_IsRequiredAtTheHigherPrice()
    {
        // 1 + 2.12 × 0.01 = 1.0212; × 1 000 × 1.10.
        var report = new SmallBook().Priced("USDT", 1m, 0.01m).Owes("USDT", 1_000m).Under("marginfi");

        Assert.Equal(new Usd(1_123.32m), report.Maintenance);
    }

    [Fact]
    public void Report_WhenAnOracleIsVeryUnsure_TakesNoMoreThanTheCap()
    {
        // 2.12 × 5 % would be 10.6 %: capped at 5 %, 190 × 100 × 0.80.
        Assert.Equal(new Usd(15_200m), JitoSol(confidence: 0.05m).Under("marginfi").Equity);
    }

    [Theory]
    [InlineData("20000", true)] // 16 000 + 6 000 against 22 000: health of nothing is not healthy
    [InlineData("19999.99", false)]
    public void Report_WhenHealthIsExactlyZero_Acts(string debt, bool acts) => Assert.Equal(
        acts,
        JitoSol(0m).Priced("PYUSD", 1m).Holds("PYUSD", 12_000m).Priced("USDT", 1m).Owes("USDT", decimal.Parse(debt)).Under("marginfi").Acts);

    [Fact]
    public void Report_WhenABankHasNoPublishedWeights_ADepositCountsNothingAndADebtInFull()
    {
        var report = new SmallBook().Holds("USDC", 700m).Priced("SOL", 150m).Owes("SOL", 2m).Under("marginfi");

        Assert.Equal((Usd.Zero, new Usd(300m)), (report.Equity, report.Maintenance));
        Assert.Equal(["SOL", "USDC"], report.NotCovered.Select(gap => gap.Subject));
    }

    private static SmallBook JitoSol(decimal confidence) => new SmallBook().Priced("JitoSOL", 200m, confidence).Holds("JitoSOL", 100m);
}
