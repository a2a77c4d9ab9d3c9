using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;
using MultiVenueMargin.Domain;
using MultiVenueMargin.Risk.RuleBooks.Documents;
using static MultiVenueMargin.RuleBooks.Tests.Clearing.ClearingDesk;

namespace MultiVenueMargin.RuleBooks.Tests.Clearing;

/// <summary>What holds for the rules of clearing houses and brokers alike.</summary>
public sealed class ClearingModelsTests
{
    private static readonly Asset[] Assets = [Asset.Usd, Usdc, Btc, Eth, Unpriced, new("VAULT")];

    [Theory]
    [InlineData("span")]
    [InlineData("tims")]
    [InlineData("reg-t")]
    public void Model_WhenABookIsLawful_AnswersItAndAsksNoLessToEnter(string name) =>
        Prop.ForAll(Lots().ToArbitrary(), Balances().ToArbitrary(), (lots, balances) =>
        {
            var report = Model(name).Evaluate(Book(lots, 0.7, balances));
            Assert.True(report.Initial >= report.Maintenance && report.Maintenance >= Usd.Zero, $"{report.Initial} and {report.Maintenance}");
        }).Check(Config.QuickThrowOnFailure.WithReplay(20_261_121, 7));

    /// <summary>Collateral that asks nothing by itself, cash, never lowers the ratio, nor does it change what is asked.</summary>
    [Theory]
    [InlineData("span")]
    [InlineData("tims")]
    [InlineData("reg-t")]
    public void Model_WhenThereIsMoreCash_AsksTheSame(string name) =>
        Prop.ForAll(Lots().ToArbitrary(), Gen.Choose(1, 1_000_000).ToArbitrary(), (lots, more) =>
        {
            var before = Model(name).Evaluate(Book(lots, 0.7, (Asset.Usd, 1_000m)));
            var after = Model(name).Evaluate(Book(lots, 0.7, (Asset.Usd, 1_000m + more)));
            return (before.Initial, before.Maintenance, before.Equity + new Usd(more)) == (after.Initial, after.Maintenance, after.Equity);
        }).Check(Config.QuickThrowOnFailure.WithReplay(20_261_121, 7));

    /// <summary>A put at 120 000 was delivered at 100 000: 20 000 that nothing can move any more.</summary>
    [Theory]
    [InlineData("span")]
    [InlineData("tims")]
    [InlineData("reg-t")]
    public void Model_WhenAnOptionIsDelivered_CountsItAndAsksNothing(string name)
    {
        var report = Model(name).Evaluate(Book([(Delivered, 1m)]));
        Assert.Equal((new Usd(20_000m), Usd.Zero), (report.Equity, report.Maintenance));
    }

    [Theory]
    [InlineData("span", "\"price_scan\": 0.43", "\"price_scan\": 0")]
    [InlineData("span", "\"up_to_days\": null", "\"up_to_days\": 400")]
    [InlineData("span", "\"charge\": 0.25", "\"charge\": 0.25, \"first_delta\": 0")]
    [InlineData("tims", "\"points\": 10", "\"points\": 1")]
    [InlineData("tims", "\"other_type\": \"stock\"", "\"other_type\": \"coin\"")]
    [InlineData("reg-t", "\"other_kind\": \"stock\"", "\"other_kind\": \"coin\"")]
    public void Model_WhenParametersCannotBe_IsRefused(string name, string shipped, string replaced)
    {
        var document = RuleBookDocument.Shipped(name);
        var text = document.Parameters.GetRawText();
        Assert.Contains(shipped, text, StringComparison.Ordinal);
        var other = document with { Parameters = JsonDocument.Parse(text.Replace(shipped, replaced, StringComparison.Ordinal)).RootElement };

        Assert.Contains(name, Assert.Throws<JsonException>(() => ModelCatalogue.With([other])).Message, StringComparison.Ordinal);
    }

    private static Gen<List<(string, decimal)>> Lots() => (
        from instrument in Gen.Elements(Names.ToArray())
        from quantity in Gen.Choose(-30, 30)
        select (instrument, quantity * 0.1m)).ListOf().Select(lots => lots.DistinctBy(lot => lot.instrument).ToList());

    private static Gen<(Asset, decimal)[]> Balances() => (
        from asset in Gen.Elements(Assets)
        from amount in Gen.Choose(-1_000, 5_000)
        select (asset, (decimal)amount)).ArrayOf().Select(balances => balances.DistinctBy(balance => balance.asset).ToArray());
}
