using FsCheck;
using FsCheck.Fluent;
using MultiVenueMargin.Domain;
using MultiVenueMargin.Domain.Books;
using MultiVenueMargin.Domain.Market;

namespace MultiVenueMargin.RuleBooks.Tests;

/// <summary>What every model that ships owes to every lawful book, the house with them.</summary>
public sealed class EveryModelTests
{
    private static readonly int Cases = Environment.GetEnvironmentVariable("MVM_FULL") == "1" ? 2_000 : 150;

    public static TheoryData<string> Names => new(ModelCatalogue.Shipped.Models.Select(model => model.Name.Code));

    [Theory]
    [MemberData(nameof(Names))]
    public void Report_WhenTheBookIsLawful_IsWhole(string name) => ForAny(name, (model, book) =>
    {
        Assert.Empty(BookCheck.Check(book, EveryDesk.Usual.Market));
        var report = model.Evaluate(EveryDesk.Usual.Of(book));

        Assert.All(report.Components, component => Assert.NotEmpty(component.Name));
        Assert.True(report.Maintenance >= Usd.Zero, $"maintenance {report.Maintenance}");
        Assert.True(report.Initial >= report.Maintenance, $"{report.Initial} to enter, {report.Maintenance} to keep");
        Assert.All(report.NotCovered.Concat(report.NotModelled), gap => Assert.True(gap.Subject.Length > 0 && gap.Reason.Length > 0));
    });

    [Theory]
    [MemberData(nameof(Names))]
    public void Report_WhenAskedAgain_IsTheSame(string name) => ForAny(name, (model, book) =>
        Assert.Equal(FiguresOf(model, book), FiguresOf(ModelCatalogue.With([]).Find(name)!, book)));

    [Theory]
    [MemberData(nameof(Names))]
    public void Report_WhenTheBookIsReadBackwards_IsTheSame(string name) => ForAny(name, (model, book) =>
        AssertNear(model, book, book with { Lines = [.. book.Lines.Reverse()], Positions = [.. book.Positions.Reverse()], Orders = [.. book.Orders.Reverse()] }));

    /// <summary>A position told in lots of one entry, two of which undo each other; an order told in parts, except to Drift, which asks a cent for each.</summary>
    [Theory]
    [MemberData(nameof(Names))]
    public void Report_WhenTheBookIsToldInLots_IsTheSame(string name) => ForAny(name, (model, book) => AssertNear(
        model,
        book,
        book with
        {
            Positions =
            [
                .. book.Positions.SelectMany(position => new[] { 0.25m, 0.75m, 3m, -3m }.Select(share => position with { Quantity = new(position.Quantity.Value * share) })),
            ],
            Orders = name == "drift" ? book.Orders
                : [.. book.Orders.SelectMany(order => new[] { 0.25m, 0.75m }.Select(share => order with { Quantity = new(order.Quantity.Value * share) }))],
        }));

    [Theory]
    [MemberData(nameof(Names))]
    public void Report_WhenAStablecoinIsAdded_HasNoLessEquityAndAsksNoMore(string name) => ForAny(name, (model, book) =>
    {
        var before = model.Evaluate(EveryDesk.Usual.Of(book));
        foreach (var coin in new[] { "USDC", "USDT" })
        {
            var after = model.Evaluate(EveryDesk.Usual.Of(book with { Lines = [.. book.Lines, EveryDesk.Line(coin, 12_345.67m, "D")] }));
            Assert.True(after.Equity >= before.Equity && after.InitialEquity >= before.InitialEquity, $"{coin}: equity {before.Equity} → {after.Equity}, initial {before.InitialEquity} → {after.InitialEquity}");
            Assert.True(after.Maintenance <= before.Maintenance && after.Initial <= before.Initial, $"{coin}: {before.Maintenance} → {after.Maintenance}, {before.Initial} → {after.Initial}");
            Assert.True(after.Ratio is null || before.Equity < Usd.Zero || after.Ratio >= before.Ratio, $"{coin}: ratio {before.Ratio} → {after.Ratio}");
        }
    });

    [Theory]
    [MemberData(nameof(Names))]
    public void Report_WhenThePoolIsEmpty_AsksNothing(string name) => ForAny(name, (model, book) =>
    {
        var report = model.Evaluate(EveryDesk.Usual.Of(book, new PoolId("another")));

        Assert.Equal((Usd.Zero, Usd.Zero, Usd.Zero), (report.Initial, report.Maintenance, report.Equity));
        Assert.Empty(report.Components);
        Assert.False(report.Acts);
    });

    /// <summary>What has no price is in no figure, and its name is in the report.</summary>
    [Theory]
    [MemberData(nameof(Names))]
    public void Report_WhenSomethingHasNoPrice_NamesItAndTheRestStands(string name) => ForAny(name, (model, book) =>
    {
        var before = model.Evaluate(EveryDesk.Usual.Of(book));
        var after = model.Evaluate(EveryDesk.Usual.Of(book with
        {
            Lines = [.. book.Lines, EveryDesk.Line("GHOST", 3m, "D")],
            Positions =
            [
                .. book.Positions,
                Held("NOT-LISTED"),
                Held("BTC-UNMARKED"),
                Held("ETH-BLIND"),
            ],
        }));

        var named = after.NotCovered.Concat(after.NotModelled).Select(gap => gap.Subject).ToList();
        Assert.All(new[] { "GHOST", "NOT-LISTED", "BTC-UNMARKED", "ETH-BLIND" }, subject => Assert.Contains(named, each => each.StartsWith(subject, StringComparison.Ordinal)));
        Assert.Equal((before.Equity, before.Maintenance, before.Initial), (after.Equity, after.Maintenance, after.Initial));
    });

    /// <summary>What is delivered is a value. Owed, it may be asked for until it is paid, or be a loan of the coin; never more than that.</summary>
    [Theory]
    [MemberData(nameof(Names))]
    public void Report_WhenEverythingIsDelivered_IsAtNoRisk(string name)
    {
        var model = ModelCatalogue.Shipped.Find(name)!;
        foreach (var sign in new[] { 1m, -1m })
        {
            var delivered = EveryDesk.Usual.Market.Instruments.Keys.Where(id => id.Code.Contains("-DONE", StringComparison.Ordinal)).Select(id => Held(id.Code, sign)).ToList();
            var book = EveryDesk.Usual.Of(new Book { Account = new(new("fund"), "main"), Positions = delivered, Lines = [EveryDesk.Line("USDC", 100m)] });
            var report = model.Evaluate(book);

            Assert.InRange(report.Initial.Amount, 0m, Math.Max(0m, -book.Positions.Sum(position => position.OptionValue)));
        }
    }

    /// <summary>
    /// Whatever is held alone beside much cash, long or short, owned or owed, either moves a figure or is named, it or what underlies it: nothing is lost in silence.
    /// What is worth nothing and at no risk may pass, and so may a bought option, which many rules give nothing for.
    /// </summary>
    [Theory]
    [MemberData(nameof(Names))]
    public void Report_WhenOneThingIsHeld_CountsItOrNamesIt(string name)
    {
        var model = ModelCatalogue.Shipped.Find(name)!;
        var cash = new Book { Account = new(new("fund"), "main"), Lines = [EveryDesk.Line("USDC", 50_000_000m)] };
        var without = model.Evaluate(EveryDesk.Usual.Of(cash));
        var silent = new List<string>();
        foreach (var sign in new[] { 1m, -1m })
        {
            foreach (var id in EveryDesk.Usual.Market.Instruments.Keys)
            {
                var book = EveryDesk.Usual.Of(cash with { Positions = [Held(id.Code, sign)] });
                if (book.Positions.Any(position => position.OptionValue < 0 || (position.Option is null && position.Delta != 0)) && IsSilent(model.Evaluate(book), id.Code))
                {
                    silent.Add($"{sign} {id}");
                }
            }

            foreach (var coin in EveryDesk.Coins.Where(coin => coin != "USDC"))
            {
                if (IsSilent(model.Evaluate(EveryDesk.Usual.Of(cash with { Lines = [.. cash.Lines, EveryDesk.Line(coin, 500m, "D", isLoan: sign < 0)] })), coin))
                {
                    silent.Add($"{sign} {coin}");
                }
            }
        }

        Assert.Empty(silent);

        bool IsSilent(ModelReport report, string of) =>
            (report.Equity, report.InitialEquity, report.Initial, report.Maintenance) == (without.Equity, without.InitialEquity, without.Initial, without.Maintenance)
            && !report.NotCovered.Concat(report.NotModelled).Any(gap => gap.Subject.Contains(of, StringComparison.Ordinal) || gap.Subject == of.Split('-')[0]);
    }

    /// <summary>What a delivered option pays is owed: a short one leaves that much less to spare, unless it is named as not covered.</summary>
    [Theory]
    [MemberData(nameof(Names))]
    public void Report_WhenASoldOptionIsDelivered_OwesWhatItPays(string name)
    {
        var model = ModelCatalogue.Shipped.Find(name)!;
        var cash = new Book { Account = new(new("fund"), "main"), Lines = [EveryDesk.Line("USDC", 400_000m)] };
        var before = model.Evaluate(EveryDesk.Usual.Of(cash));
        foreach (var option in new[] { "BTC-DONE-Put", "BTC-DONE-Call-COIN" })
        {
            var book = EveryDesk.Usual.Of(cash with { Positions = [Held(option)] });
            var after = model.Evaluate(book);

            Assert.True(book.Positions[0].OptionValue < 0m);
            Assert.True(
                after.NotCovered.Any(gap => gap.Subject.StartsWith(option, StringComparison.Ordinal))
                    || (after.Equity - after.Maintenance).Amount <= (before.Equity - before.Maintenance).Amount + book.Positions[0].OptionValue + 0.00000001m,
                $"{option}: {after.Equity} less {after.Maintenance}");
        }
    }

    /// <summary>A book that may be held has figures: no size that passes the checks is too large for any model.</summary>
    [Theory]
    [MemberData(nameof(Names))]
    public void Report_WhenTheBookIsAsLargeAsMayBe_StillHasFigures(string name)
    {
        var model = ModelCatalogue.Shipped.Find(name)!;
        foreach (var desk in EveryDesk.Extremes)
        {
            Assert.Empty(MarketCheck.Check(desk.Market));
            var books = Enumerable.Range(1, Cases).Select(desk.Random).Where(book => BookCheck.Check(book, desk.Market).Count == 0).ToList();
            Assert.True(books.Count > Cases / 4, $"{books.Count} books were lawful");
            foreach (var book in books)
            {
                var report = model.Evaluate(desk.Of(book));
                Assert.True(report.Maintenance >= Usd.Zero && report.Initial >= report.Maintenance, $"{report.Initial} to enter, {report.Maintenance} to keep");
            }
        }
    }

    private static Position Held(string instrument, decimal quantity = -2m) => new() { Venue = new("D"), Instrument = new(instrument), Quantity = new(quantity), AsOf = EveryDesk.Now };

    private static string FiguresOf(IMarginModel model, Book book)
    {
        var report = model.Evaluate(EveryDesk.Usual.Of(book));
        return string.Join('\n', report.Components.Select(component => component.ToString()).Concat(report.NotCovered.Concat(report.NotModelled).Select(gap => gap.ToString()))
            .Append($"{report.Equity} {report.InitialEquity} {report.Binding} {report.Action}"));
    }

    /// <summary>Named figures are rounded one by one at 1e-8, so that parts may differ there; kernels hold 15 digits.</summary>
    private static void AssertNear(IMarginModel model, Book book, Book other)
    {
        var (expected, actual) = (model.Evaluate(EveryDesk.Usual.Of(book)), model.Evaluate(EveryDesk.Usual.Of(other)));
        foreach (var (one, two) in new[]
        {
            (expected.Initial, actual.Initial), (expected.Maintenance, actual.Maintenance), (expected.Equity, actual.Equity), (expected.InitialEquity, actual.InitialEquity),
        })
        {
            Near.Equal(one.Amount, two.Amount, 0.000001m + (1e-9m * Math.Abs(one.Amount)));
        }
    }

    private static void ForAny(string name, Action<IMarginModel, Book> holds)
    {
        var model = ModelCatalogue.Shipped.Find(name)!;
        Prop.ForAll(Gen.Choose(1, 1_000_000).ToArbitrary(), seed =>
        {
            holds(model, EveryDesk.Usual.Random(seed));
            return true;
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(Cases).WithReplay(20_261_121, 7));
    }
}
