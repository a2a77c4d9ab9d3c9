using FsCheck;
using FsCheck.Fluent;
using MultiVenueMargin.Domain;
using MultiVenueMargin.Domain.Instruments;

namespace MultiVenueMargin.RuleBooks.Tests.Drift;

/// <summary>Books worked by hand: SOL counts 80 % and 90 % and is owed at 120 % and 110 %, USDT 90 % and 95 %; perpetuals ask 10 % and 5 %.</summary>
public sealed class DriftModelTests
{
    private static readonly IMarginModel Model = ModelCatalogue.Shipped.Find("drift")!;

    private static PerpetualDesk Desk() =>
        new PerpetualDesk().Price("USDC", 1m).Price("USDT", 1m).Price("BTC", 50_000m).Price("SOL", 100m).Price("XAUT", 3_000m);

    [Fact]
    public void Book_WhenItHoldsCoinsDebtsAndAPerpetual_AddsThemUp()
    {
        var report = Model.Evaluate(Desk()
            .Coin("USDC", 1_000m).Coin("USDT", 200m).Coin("SOL", 10m, isLoan: true).Perpetual("SOL", -20m, 97m).Book());

        // A loss of 60: 1 000 + 180 - 60 and 1 000 + 190 - 60; 1 000·1.2 and 2 000·10 %, 1 000·1.1 and 2 000·5 %.
        Assert.Equal(1_120m, report.InitialEquity.Amount);
        Assert.Equal(1_130m, report.Equity.Amount);
        Assert.Equal([("borrow", "SOL", 1_200m, 1_100m), ("perpetual", "SOL", 200m, 100m)], report.Components.Select(part => (part.Name, part.Of, part.Initial.Amount, part.Maintenance.Amount)));
        Assert.True(report.Acts);

        // With 2 % to spare: 1 120 + 140 against 1 190 - 61.2.
        Assert.Equal("borrow SOL; 131.2 USD to free before a liquidation ends", report.Binding);
    }

    /// <summary>A profit of 500 counts 100 at initial, all of it at maintenance.</summary>
    [Fact]
    public void Profit_WhenItIsLarge_CountsUpToTheCapAtInitial()
    {
        var report = Model.Evaluate(Desk().Coin("USDC", 10m).Perpetual("SOL", 10m, 50m).Book());

        Assert.Equal(110m, report.InitialEquity.Amount);
        Assert.Equal(510m, report.Equity.Amount);
    }

    /// <summary>USDC is owed at what it is worth: 60 of it, and profit that a balance alone tells of is not set off against the debt.</summary>
    [Fact]
    public void Usdc_WhenItIsOwed_IsARequirement()
    {
        var report = Model.Evaluate(Desk().Coin("USDC", 40m, unrealised: 7m).Coin("USDC", 100m, isLoan: true).Book());

        Assert.Equal(("borrow", "USDC", 60m), (report.Components[0].Name, report.Components[0].Of, report.Components[0].Maintenance.Amount));
        Assert.Equal(7m, report.Equity.Amount);
    }

    /// <summary>Long 10, bids for 20 more, asks for 45: 35 short is worse than 30 long.</summary>
    [Fact]
    public void Orders_WhenTheyCouldTurnThePosition_AreTakenAtTheirWorst()
    {
        var report = Model.Evaluate(Desk().Coin("USDC", 10_000m).Perpetual("SOL", 10m, 100m).Order("SOL", 20m, 90m).Order("SOL", -45m, 110m).Book());

        Assert.Equal([("perpetual", 350m, 175m), ("open orders", 0.02m, 0.02m)], report.Components.Select(part => (part.Name, part.Initial.Amount, part.Maintenance.Amount)));
    }

    [Theory]
    [InlineData("250", false)]
    [InlineData("249.999999", true)]
    public void Book_WhenItIsExactlyOnTheLine_IsSafe(string usdc, bool acts) =>
        Assert.Equal(acts, Model.Evaluate(Desk().Coin("USDC", decimal.Parse(usdc)).Perpetual("SOL", 50m, 100m).Book()).Acts);

    /// <summary>1 100 BTC: 1.1/(1 + 0.105·√1 100) is 24.5 % at either level; the root of 10·1 100·10^9 + 1 is 3 316 624, so 1.1·10^10/4 482 455 = 2 454.</summary>
    [Fact]
    public void Coin_WhenThereIsMuchOfIt_CountsLess()
    {
        var report = Model.Evaluate(Desk().Coin("BTC", 1_100m).Book());

        Assert.Equal(1_100m * 50_000m * 0.2454m, report.InitialEquity.Amount);
        Assert.Equal(1_100m * 50_000m * 0.2454m, report.Equity.Amount);
    }

    /// <summary>40 000 units: 0.8·10 % + 0.00005·√40 000 is 9 %, below the floor; at 1 000 000 it is 13 %, and 9 % for maintenance.</summary>
    [Theory]
    [InlineData(40_000, "0.1", "0.05")]
    [InlineData(1_000_000, "0.13", "0.09")]
    public void Perpetual_WhenItIsLarge_AsksForMore(int size, string initial, string maintenance)
    {
        var report = Model.Evaluate(Desk().Coin("USDC", 1m).Perpetual("SOL", size, 100m).Book());

        Assert.Equal(size * 100m * decimal.Parse(initial), report.Initial.Amount);
        Assert.Equal(size * 100m * decimal.Parse(maintenance), report.Maintenance.Amount);
    }

    [Fact]
    public void Book_WhenUsdcIsOffItsPeg_ValuesAllOfItSo()
    {
        var report = Model.Evaluate(Desk().Price("USDC", 0.95m).Coin("USDC", 1_000m).Perpetual("SOL", 10m, 90m).Book());

        // 1 000·0.95 + 100·0.95; notional of 1 000 USDC.
        Assert.Equal(1_045m, report.Equity.Amount);
        Assert.Equal(95m, report.Initial.Amount);
    }

    [Fact]
    public void Book_WhenItHoldsWhatIsNotTakenThere_EvaluatesTheRest()
    {
        var inverse = new Perpetual(new("BTC-INV"), new("BTC"), ContractStyle.Inverse, Asset.Usd, 100m);
        var report = Model.Evaluate(Desk().Coin("SOL", 1m).Coin("XAUT", 1m).Coin("PAXG", 1m).Other(inverse, 1m, 50_000m).Book());

        Assert.Equal(90m, report.Equity.Amount);
        Assert.Equal(["BTC-INV@V", "PAXG", "XAUT"], report.NotCovered.Select(gap => gap.Subject).Order(StringComparer.Ordinal));
        Assert.Contains(report.NotModelled, gap => gap.Subject == "PAXG");
    }

    [Fact]
    public void Book_WhenItIsEmpty_AsksNothing()
    {
        var report = Model.Evaluate(Desk().Book());

        Assert.Equal(0m, report.Equity.Amount);
        Assert.Empty(report.Components);
        Assert.Null(report.Ratio);
        Assert.False(report.Acts);
    }

    /// <summary>More of a coin never makes an account worse: the curve takes less of each, never of all.</summary>
    [Fact]
    public void Collateral_WhenThereIsMore_NeverLowersTheRatio() => Prop.ForAll(
        Gen.Choose(0, 100_000).Two().ToArbitrary(),
        Gen.Elements("USDC", "USDT", "SOL").ToArbitrary(),
        (amounts, coin) =>
        {
            decimal RatioWith(decimal amount) => Model.Evaluate(Desk().Coin("USDC", 1m).Coin(coin, amount).Perpetual("BTC", -1m, 50_000m).Book()).Ratio!.Value;
            var (less, more) = (Math.Min(amounts.Item1, amounts.Item2), Math.Max(amounts.Item1, amounts.Item2));
            Assert.True(RatioWith(less) <= RatioWith(more), $"{coin}: {less} and {more}");
        }).Check(Config.QuickThrowOnFailure.WithReplay(20_261_121, 7));

    [Fact]
    public void Components_OfAnyBook_AddUpAndAreNotNegative() => Prop.ForAll(
        Gen.Choose(-1_000, 1_000).ListOf(5).ToArbitrary(),
        drawn =>
        {
            var report = Model.Evaluate(Desk()
                .Coin("USDC", drawn[0]).Coin("SOL", drawn[1] / 7m).Perpetual("BTC", drawn[2] / 11m, 49_999m).Perpetual("SOL", drawn[3], 101m)
                .Order("SOL", drawn[4] == 0 ? 1 : drawn[4], 99m).Book());
            Assert.Equal(report.Components.Sum(part => part.Initial.Amount), report.Initial.Amount);
            Assert.All(report.Components, part => Assert.True(part.Initial >= part.Maintenance && part.Maintenance >= Usd.Zero, part.ToString()));
            Assert.True(report.InitialEquity <= report.Equity, $"{report.InitialEquity} and {report.Equity}");
        }).Check(Config.QuickThrowOnFailure.WithReplay(20_261_121, 7));
}
