using FsCheck;
using FsCheck.Fluent;
using MultiVenueMargin.Domain;
using MultiVenueMargin.Domain.Instruments;
using MultiVenueMargin.Risk.RuleBooks.Documents;

namespace MultiVenueMargin.RuleBooks.Tests.Dydx;

/// <summary>Books worked by hand: BTC in Large-Cap (2 %, 60 % of it), SOL in Small-Cap (10 %, 50 %), LUNA in no tier, so Long-Tail (20 %, 50 %).</summary>
public sealed class DydxModelTests
{
    private static readonly IMarginModel Model = ModelCatalogue.Shipped.Find("dydx")!;

    private static PerpetualDesk Desk() => new PerpetualDesk().Price("USDC", 1m).Price("BTC", 50_000m).Price("SOL", 100m).Price("LUNA", 10m);

    [Fact]
    public void Book_WhenItHasTwoMarkets_AddsThemUp()
    {
        var report = Model.Evaluate(Desk().Coin("USDC", 2_000m).Perpetual("BTC", 1m, 49_000m).Perpetual("SOL", -50m, 110m).Book());

        // 50 000·2 % and 5 000·10 %; 2 000 + 1 000 + 500.
        Assert.Equal(1_500m, report.Initial.Amount);
        Assert.Equal(850m, report.Maintenance.Amount);
        Assert.Equal(3_500m, report.Equity.Amount);
        Assert.Equal([("BTC", 1_000m, 600m), ("SOL", 500m, 250m)], report.Components.Select(part => (part.Of, part.Initial.Amount, part.Maintenance.Amount)));
        Assert.StartsWith("BTC", report.Binding, StringComparison.Ordinal);
        Assert.False(report.Acts);
    }

    [Theory]
    [InlineData("600", false)]
    [InlineData("599.999999", true)]
    public void Book_WhenItIsExactlyOnTheLine_IsSafe(string usdc, bool acts)
    {
        var report = Model.Evaluate(Desk().Coin("USDC", decimal.Parse(usdc)).Perpetual("BTC", 1m, 50_000m).Book());

        Assert.Equal(acts, report.Acts);
        Assert.Equal(acts, report.Binding.Contains("liquidatable", StringComparison.Ordinal));
    }

    /// <summary>NC 300, MMR 600: ABR = 0.5, spread = 0.5·1.5·600 = 450 on one BTC; a tenth of 50 000 a block.</summary>
    [Fact]
    public void Book_WhenItIsUnderWater_SaysAtWhichPriceItIsClosed()
    {
        var report = Model.Evaluate(Desk().Coin("USDC", 300m).Perpetual("BTC", 1m, 50_000m).Book());

        Assert.Contains("at 49550 or better, up to 5000 USD a block", Assert.Single(report.Components).Working, StringComparison.Ordinal);
    }

    /// <summary>One market per underlying there: long at one venue and short at another is nothing.</summary>
    [Fact]
    public void Book_WhenVenuesHoldOpposites_NetsThem()
    {
        var report = Model.Evaluate(Desk().Coin("USDC", 10m).Perpetual("BTC", 2m, 50_000m, "A").Perpetual("BTC", -1.5m, 50_000m, "B", 50_010m).Book());

        // Half a BTC at the mark of the larger; the short lost 1.5·10.
        Assert.Equal(500m, report.Initial.Amount);
        Assert.Equal(-5m, report.Equity.Amount);
    }

    /// <summary>The price is that of the larger position, be it the short one.</summary>
    [Fact]
    public void Book_WhenTheShortIsLarger_TakesItsPrice()
    {
        var report = Model.Evaluate(Desk().Perpetual("BTC", 1m, venue: "A").Perpetual("BTC", -3m, venue: "B", mark: 50_100m).Book());

        Assert.Equal(2m * 50_100m * 0.02m, report.Initial.Amount);
    }

    /// <summary>A balance may tell of profit without the positions' entry; it counts in USDC, and in no other coin.</summary>
    [Fact]
    public void Profit_WhenNoPositionTellsIt_CountsInUsdc()
    {
        var report = Model.Evaluate(Desk().Price("USDT", 1m).Coin("USDC", 100m, unrealised: 7m).Coin("USDT", 0m, unrealised: 9m).Perpetual("SOL", 1m, 95m).Book());

        Assert.Equal(112m, report.Equity.Amount);
        Assert.Equal("USDT", Assert.Single(report.NotCovered).Subject);
    }

    /// <summary>USDC may be owed there: the positions carry it.</summary>
    [Fact]
    public void Collateral_WhenUsdcIsOwed_IsNegative()
    {
        var report = Model.Evaluate(Desk().Coin("USDC", 40m).Coin("USDC", 100m, isLoan: true).Perpetual("SOL", 1m, 95m).Book());

        Assert.Equal(-55m, report.Equity.Amount);
        Assert.True(report.Acts);
    }

    [Fact]
    public void Book_WhenAnUnderlyingHasNoTier_TakesTheDefaultAndSaysSo()
    {
        var report = Model.Evaluate(Desk().Coin("USDC", 10m).Perpetual("LUNA", 3m, 10m).Book());

        Assert.Equal(6m, report.Initial.Amount);
        Assert.Equal(3m, report.Maintenance.Amount);
        Assert.Contains(report.NotModelled, gap => gap.Subject == "LUNA" && gap.Reason.Contains("Long-Tail", StringComparison.Ordinal));
    }

    [Fact]
    public void Book_WhenItHoldsWhatTheChainDoesNotTake_EvaluatesTheRest()
    {
        var inverse = new Perpetual(new("BTC-INV"), new("BTC"), ContractStyle.Inverse, Asset.Usd, 100m);
        var dated = new DatedFuture(new("BTC-FUT"), new("BTC"), ContractStyle.Linear, new("USDC"), 1m, PerpetualDesk.Now.AddDays(30));
        var report = Model.Evaluate(Desk()
            .Coin("USDC", 1_000m).Coin("BTC", 1m).Coin("SOL", 5m, isLoan: true)
            .Perpetual("SOL", 1m, 100m).Other(inverse, 10m, 50_000m).Other(dated, 1m, 50_000m).Book());

        Assert.Equal(10m, report.Initial.Amount);
        Assert.Equal(1_000m, report.Equity.Amount);
        Assert.Equal(["BTC", "BTC-FUT@V", "BTC-INV@V", "SOL"], report.NotCovered.Select(gap => gap.Subject).Order(StringComparer.Ordinal));
        Assert.Contains(report.NotCovered, gap => gap.Subject == "SOL" && gap.Reason.Contains("better than it is", StringComparison.Ordinal));
    }

    [Fact]
    public void Book_WhenItIsEmpty_AsksNothing()
    {
        var report = Model.Evaluate(Desk().Book());

        Assert.Equal(0m, report.Initial.Amount);
        Assert.Equal(0m, report.Equity.Amount);
        Assert.Null(report.Ratio);
        Assert.Empty(report.Components);
        Assert.Empty(report.Binding);
        Assert.False(report.Acts);
    }

    /// <summary>Orders are held against initial margin when they fill, and ask for nothing before.</summary>
    [Fact]
    public void Book_WhenOrdersRest_AsksTheSame()
    {
        var without = Model.Evaluate(Desk().Coin("USDC", 1_000m).Perpetual("BTC", 1m).Book());
        var with = Model.Evaluate(Desk().Coin("USDC", 1_000m).Perpetual("BTC", 1m).Order("BTC", 5m, 49_000m).Order("SOL", -5m, 101m).Book());

        Assert.Equal(without.Components, with.Components);
    }

    [Fact]
    public void Requirement_WhenItIsNoWholeQuantum_RoundsUpTwice()
    {
        var report = Model.Evaluate(Desk().Price("SOL", 0.000011m).Perpetual("SOL", 1m).Book());

        // 11 quantums of notional: 10 % is 1.1, so 2; half of that is 1.
        Assert.Equal(0.000002m, report.Initial.Amount);
        Assert.Equal(0.000001m, report.Maintenance.Amount);
    }

    [Fact]
    public void Requirement_WhenTheBookIsLarger_GrowsAsMuch() => Prop.ForAll(
        Gen.Choose(1, 1_000_000).ToArbitrary(),
        Gen.Choose(-1_000, 1_000).ToArbitrary(),
        Gen.Choose(1, 50).ToArbitrary(),
        (usdc, size, times) =>
        {
            ModelReport Evaluate(decimal factor) => Model.Evaluate(
                Desk().Coin("USDC", usdc * factor).Perpetual("BTC", size * factor, 50_000m).Perpetual("SOL", -size * factor / 4m, 100m).Book());
            var (one, many) = (Evaluate(1m), Evaluate(times));
            Assert.Equal(one.Initial.Amount * times, many.Initial.Amount);
            Assert.Equal(one.Maintenance.Amount * times, many.Maintenance.Amount);
            Assert.Equal(one.Ratio, many.Ratio);
            Assert.Equal(many.Components.Sum(part => part.Initial.Amount), many.Initial.Amount);
        }).Check(Config.QuickThrowOnFailure.WithReplay(20_261_121, 7));

    [Fact]
    public void Document_WhenAMarketNamesNoTier_IsRefused()
    {
        var shipped = RuleBookDocument.Shipped("dydx");
        var text = shipped.Parameters.GetRawText().Replace("\"default_tier\": \"Long-Tail\"", "\"default_tier\": \"Moon-Cap\"", StringComparison.Ordinal);
        var altered = shipped with { Parameters = System.Text.Json.JsonDocument.Parse(text).RootElement };

        Assert.Contains("Moon-Cap", Assert.Throws<System.Text.Json.JsonException>(() => ModelCatalogue.With([altered])).Message, StringComparison.Ordinal);
    }
}
