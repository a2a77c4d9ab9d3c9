using FsCheck;
using FsCheck.Fluent;
using MultiVenueMargin.Domain;
using MultiVenueMargin.Domain.Books;

namespace MultiVenueMargin.RuleBooks.Tests.Grids;

/// <summary>What holds for every book under the rules of Deribit, OKX and Paradex.</summary>
public sealed class GridModelPropertyTests
{
    private static readonly string[] Names = [.. GridDesk.Listed.Keys.Select(instrument => instrument.Id.Code)];
    private static readonly string[] Coins = ["BTC", "ETH", "USDC", "USDT", "DOGE"];

    public static TheoryData<string> Models => new("deribit-pm", "deribit-sm", "okx-mcm", "okx-pm", "paradex");

    [Theory]
    [MemberData(nameof(Models))]
    public void Report_WhenTheBookIsAny_AsksMoreToOpenThanToHold(string model) => Check((entries, _) =>
    {
        var report = GridDesk.Evaluate(model, entries);
        return report.Initial >= report.Maintenance && report.Maintenance >= Usd.Zero && report.InitialEquity <= report.Equity
            && report.Components.All(component => component.Maintenance >= Usd.Zero);
    });

    [Theory]
    [MemberData(nameof(Models))]
    public void Report_WhenADollarIsAdded_HasThatMuchMoreEquityAtMostAndAsksNoMore(string model) => Check((entries, added) =>
    {
        var before = GridDesk.Evaluate(model, entries);
        var after = GridDesk.Evaluate(model, [.. entries, GridDesk.Line("USDC", added)]);
        var gained = (after.Equity - before.Equity).Amount;
        return gained >= 0 && gained <= added + 0.00000002m && after.Maintenance <= before.Maintenance;
    });

    /// <summary>A position against itself is no position: the book asks what it asks without.</summary>
    [Theory]
    [MemberData(nameof(Models))]
    public void Report_WhenAPositionIsOpposedByItself_IsTheSame(string model) => Check((entries, added) =>
    {
        var before = GridDesk.Evaluate(model, entries);
        var after = GridDesk.Evaluate(model, [.. entries, GridDesk.Held("BTC-CALL", added), GridDesk.Held("BTC-CALL", -added)]);
        return after.Initial == before.Initial && after.Equity == before.Equity && after.Binding == before.Binding;
    });

    /// <summary>It has no limits and no tiers.</summary>
    [Fact]
    public void Paradex_WhenTheBookIsTwice_AsksTwice() => Check((entries, _) =>
    {
        var once = GridDesk.Evaluate("paradex", entries);
        var twice = GridDesk.Evaluate("paradex", [.. entries, .. entries]);
        return Math.Abs((twice.Maintenance.Amount / 2m) - once.Maintenance.Amount) <= 0.0000001m;
    });

    [Theory]
    [MemberData(nameof(Models))]
    public void Report_WhenTheBookIsEmpty_AsksNothing(string model)
    {
        var report = GridDesk.Evaluate(model);

        Assert.Equal((Usd.Zero, Usd.Zero, Usd.Zero), (report.Initial, report.Maintenance, report.Equity));
        Assert.Equal((null, string.Empty, false), (report.Ratio, report.Binding, report.Acts));
        Assert.Empty(report.NotCovered);
    }

    [Theory]
    [MemberData(nameof(Models))]
    public void Report_WhenSomethingHasNoPrice_NamesIt(string model) =>
        Assert.Contains(GridDesk.Evaluate(model, GridDesk.Held("NOBODY-KNOWS", 1m)).NotModelled, gap => gap.Subject == "NOBODY-KNOWS@A");

    private static void Check(Func<object[], decimal, bool> holds)
    {
        var position = from name in Gen.Elements(Names) from quantity in Gen.Choose(-3_000, 3_000) select (object)GridDesk.Held(name, quantity / 7m);
        var line = from coin in Gen.Elements(Coins) from balance in Gen.Choose(-1_000, 100_000) select (object)GridDesk.Line(coin, balance / 3m);
        var books = from positions in Gen.ListOf(position) from lines in Gen.ListOf(line) select positions.Concat(lines).ToArray();
        var cases = from entries in books from added in Gen.Choose(1, 1_000_000) select (Entries: entries, Added: (decimal)added);
        Prop.ForAll(cases.ToArbitrary(), each => holds(each.Entries, each.Added)).Check(Config.QuickThrowOnFailure.WithMaxTest(60).WithReplay(20_261_121, 7));
    }
}
