using MultiVenueMargin.RuleBooks.Tests.Grids;

namespace MultiVenueMargin.RuleBooks.Tests.Okx;

public sealed class OkxMcmModelTests
{
    private const string Model = "okx-mcm";

    /// <summary>The whole position at its tier's rate; exactly at a tier's end still in it, beyond the list one step of 0.5 % per 1.2M.</summary>
    [Theory]
    [InlineData(0.5, 200, 400)]
    [InlineData(0.50001, 250.005, 500.01)]
    [InlineData(12, 12_000, 18_000)]
    [InlineData(24, 36_000, 48_000)]
    [InlineData(36, 72_000, 90_000)]
    [InlineData(36.00001, 90_000.025, 108_000.03)]
    public void Position_WhenInATier_AsksItsRateOfAll(double coins, double maintenance, double initial)
    {
        var report = GridDesk.Evaluate(Model, GridDesk.Held("BTC-USDT", -(decimal)coins));

        Assert.Equal(((decimal)maintenance, (decimal)initial), (report.Maintenance.Amount, report.Initial.Amount));
    }

    [Fact]
    public void Loss_WhenLargerThanTheCoinsBalance_IsBorrowed()
    {
        // 1 000 USDT less 11 000 lost: 10 000 borrowed at 2 % and 10 %; a BTC at its rate pays.
        var report = GridDesk.Evaluate(Model, GridDesk.Line("USDT", 1_000m), GridDesk.Line("BTC", 1m), GridDesk.Held("BTC-USDT", 0.5m, 122_000m));

        Assert.Equal((200m, 1_000m), (report.Component("borrowing").Maintenance.Amount, report.Component("borrowing").Initial.Amount));
        Assert.Equal(90_000m, report.Equity.Amount);
        Assert.Equal(400m, report.Maintenance.Amount);
    }

    [Fact]
    public void ShortOption_WhenHeld_IsOwedAndNamed()
    {
        var report = GridDesk.Evaluate(Model, GridDesk.Held("BTC-COIN-CALL", -1m), GridDesk.Line("BTC", 1m));

        Assert.Equal(95_000m, report.Equity.Amount);
        Assert.Contains(report.NotCovered, gap => gap.Subject == "BTC-COIN-CALL@A");
    }
}
