using MultiVenueMargin.RuleBooks.Tests.Grids;

namespace MultiVenueMargin.RuleBooks.Tests.Deribit;

public sealed class DeribitSmModelTests
{
    private const string Model = "deribit-sm";

    /// <summary>The venue's own table: 25 BTC at 100 000.</summary>
    [Fact]
    public void Perpetual_WhenLinear_IsTheVenuesOwnExample()
    {
        var report = GridDesk.Evaluate(Model, GridDesk.Held("BTC-USDC", 25m), GridDesk.Line("USDC", 28_125m));

        Assert.Equal((53_125m, 28_125m), (report.Initial.Amount, report.Maintenance.Amount));
        Assert.Equal((1m, 0m), (report.Ratio, report.Cushion.Amount));
        Assert.False(report.Acts);
    }

    [Fact]
    public void Perpetual_WhenInverse_CountsItsCoins() =>
        Assert.Equal(53_125m, GridDesk.Evaluate(Model, GridDesk.Held("BTC-INVERSE", -250_000m)).Initial.Amount);

    [Fact]
    public void Positions_WhenOpposite_DoNotNet() =>
        Assert.Equal(106_250m, GridDesk.Evaluate(Model, GridDesk.Held("BTC-USDC", 25m), GridDesk.Held("BTC-USDT", -25m)).Initial.Amount);

    [Theory]
    [InlineData("BTC-COIN-CALL", -2, 30_000, 25_000)]
    [InlineData("BTC-COIN-PUT", -1, 40_000, 32_500)]
    public void ShortOption_WhenInverse_AsksByMoneynessAndMark(string option, int quantity, int initial, int maintenance)
    {
        // Call: 20 % out of the money, so 0.1 + 0.05; put: in the money, 0.15 + 0.25. Maintenance 0.075 + mark.
        var report = GridDesk.Evaluate(Model, GridDesk.Held(option, quantity));

        Assert.Equal((initial, maintenance), ((int)report.Initial.Amount, (int)report.Maintenance.Amount));
    }

    [Fact]
    public void LongOption_WhenPaidFor_AsksNothingAndCountsNothing()
    {
        var report = GridDesk.Evaluate(Model, GridDesk.Held("BTC-COIN-CALL", 5m), GridDesk.Line("BTC", 1m));

        Assert.Empty(report.Components);
        Assert.Equal((100_000m, null), (report.Equity.Amount, report.Ratio));
    }

    [Fact]
    public void Perpetual_WhenTheVenuesRatesAreUnknown_IsNamed() =>
        Assert.Contains(GridDesk.Evaluate(Model, GridDesk.Held("DOGE-USDT", 1m)).NotCovered, gap => gap.Subject == "DOGE-USDT@A");
}
