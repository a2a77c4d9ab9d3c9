using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;
using MultiVenueMargin.Domain;
using MultiVenueMargin.Risk.RuleBooks.Documents;
using MultiVenueMargin.RuleBooks.Tests.Clearing;
using static MultiVenueMargin.RuleBooks.Tests.Clearing.ClearingDesk;

namespace MultiVenueMargin.RuleBooks.Tests.Tims;

/// <summary>Coins are taken for single stocks: ten points from −15 % to +15 %.</summary>
public sealed class TimsModelTests
{
    private static readonly IMarginModel Tims = Model("tims");

    [Fact]
    public void Tims_WhenACoinIsHeld_AsksTheEndOfTheRange()
    {
        var report = Tims.Evaluate(Book([], (Btc, 1m), (Usdc, 500m)));

        Assert.Equal((new Usd(15_000m), new Usd(15_000m)), (report.Initial, report.Maintenance));
        Assert.Equal(new Usd(100_500m), report.Equity);
        Assert.Equal("BTC: point 1 of 10", report.Binding);
    }

    /// <summary>A coin and a put at 90 000: at −15 % 15 000 is lost and 5 000 made.</summary>
    [Fact]
    public void Tims_WhenAPutProtectsACoin_AsksWhatIsLostDownToTheStrike() =>
        Assert.Equal(10_000m, Tims.Evaluate(Book([(Put(90_000m), 1m)], (Btc, 1m))).Maintenance.Amount, 4);

    /// <summary>A perpetual against the coin: nothing moves, and one contract asks 0.375. An inverse one of 100 USD is 0.001 BTC.</summary>
    [Fact]
    public void Tims_WhenNothingIsAtRisk_AsksTheMinimumPerUnit()
    {
        var report = Tims.Evaluate(Book([(Perp, -1m)], (Btc, 1m)));
        Assert.Equal((new Usd(0.375m), "BTC: minimum per contract"), (report.Maintenance, report.Binding));

        Assert.Equal(new Usd(0.375m), Tims.Evaluate(Book([(Inverse, -1_000m)], (Btc, 1m))).Maintenance);
    }

    /// <summary>Options count at their value: a call at 90 000 is worth 10 000, and that is all it can lose.</summary>
    [Fact]
    public void Tims_WhenACallIsLong_CountsItsValueAndItsLoss()
    {
        var report = Tims.Evaluate(Book([(Call(90_000m), 1m)]));

        Assert.Equal(10_000m, report.Equity.Amount, 4);
        Assert.Equal(10_000m, report.Maintenance.Amount, 4);
    }

    /// <summary>What is borrowed is short: 15 % of it upwards.</summary>
    [Fact]
    public void Tims_WhenACoinIsBorrowed_AsksTheOtherEnd()
    {
        var report = Tims.Evaluate(Book([], (Eth, -25m), (Asset.Usd, 150_000m)));
        Assert.Equal((new Usd(15_000m), new Usd(50_000m), "ETH: point 10 of 10"), (report.Maintenance, report.Equity, report.Binding));
    }

    /// <summary>
    /// One BTC against 25 ETH short, 100 000 USD either: each alone 15 000. In a group at 90 %, at either end 15 000 is lost and
    /// 13 500 of 15 000 counts.
    /// </summary>
    [Fact]
    public void Tims_WhenClassesAreInAGroup_CountsGainsAtItsOffset()
    {
        var book = Book([(Perp, 1m), (EthPerp, -25m)]);
        Assert.Equal(new Usd(30_000m), Tims.Evaluate(book).Maintenance);

        var shipped = RuleBookDocument.Shipped("tims");
        var text = shipped.Parameters.GetRawText().Replace(
            "\"product_groups\": []", """ "product_groups": [{ "name": "coins", "offset": 0.9, "classes": ["BTC", "ETH"] }] """, StringComparison.Ordinal);
        var grouped = ModelCatalogue.With([shipped with { Parameters = JsonDocument.Parse(text).RootElement }]).Find("tims")!.Evaluate(book);

        Assert.Equal(new Usd(1_500m), grouped.Maintenance);
        Assert.Equal("coins", Assert.Single(grouped.Components).Of);
    }

    [Theory]
    [InlineData(-85_000, false)]
    [InlineData(-85_000.01, true)]
    public void Tims_WhenEquityIsOnTheLine_DoesNotAct(decimal debt, bool acts) =>
        Assert.Equal(acts, Tims.Evaluate(Book([], (Btc, 1m), (Asset.Usd, debt))).Acts);

    [Fact]
    public void Tims_WhenTheBookIsEmpty_AsksNothing() => Assert.Equal((Usd.Zero, Usd.Zero), (Tims.Evaluate(Empty).Maintenance, Tims.Evaluate(Empty).Equity));

    [Fact]
    public void Tims_WhenAnInstrumentIsUnknown_SaysSoAndGoesOn()
    {
        var report = Tims.Evaluate(Book([(Unknown, 5m), (Perp, 1m)]));

        Assert.Equal(new Usd(15_000m), report.Maintenance);
        Assert.Contains(report.NotModelled, gap => gap.Subject.StartsWith(Unknown, StringComparison.Ordinal));
    }

    /// <summary>Cash is no risk: more of it never lowers the ratio.</summary>
    [Fact]
    public void Tims_WhenThereIsMoreCash_TheRatioIsNotLower() =>
        Prop.ForAll(Gen.Choose(-4, 4).ArrayOf(4).ToArbitrary(), Gen.Choose(0, 100_000).ToArbitrary(), (quantities, more) =>
        {
            var positions = new[] { Perp, Call(110_000m), Put(90_000m), EthPerp }.Zip(quantities, (name, quantity) => (name, (decimal)quantity)).ToList();
            var less = Tims.Evaluate(Book(positions, 0.6, (Usdc, 50_000m)));
            var richer = Tims.Evaluate(Book(positions, 0.6, (Usdc, 50_000m + more)));
            return richer.Maintenance == less.Maintenance && (less.Ratio is null || richer.Ratio >= less.Ratio);
        }).Check(Config.QuickThrowOnFailure.WithReplay(20_261_121, 7));
}
