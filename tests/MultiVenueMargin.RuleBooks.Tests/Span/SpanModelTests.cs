using FsCheck;
using FsCheck.Fluent;
using MultiVenueMargin.Domain;
using MultiVenueMargin.Risk.RuleBooks.Documents;
using MultiVenueMargin.RuleBooks.Tests.Clearing;
using static MultiVenueMargin.RuleBooks.Tests.Clearing.ClearingDesk;

namespace MultiVenueMargin.RuleBooks.Tests.Span;

public sealed class SpanModelTests
{
    private static readonly IMarginModel Span = Model("span");

    /// <summary>43 % of 100 000 to keep, 47 % to enter; the extreme counts 0.35·0.86 = 30.1 %, less.</summary>
    [Fact]
    public void Span_WhenOnePerpetualIsLong_AsksTheScanRange()
    {
        var report = Span.Evaluate(Book([(Perp, 1m)], (Asset.Usd, 50_000m)));

        Assert.Equal((new Usd(47_000m), new Usd(43_000m)), (report.Initial, report.Maintenance));
        Assert.Equal(new Usd(50_000m), report.Equity);
        Assert.Equal("BTC: scenario 13, -3/3 up", report.Binding);
        Assert.False(report.Acts);
        Assert.Contains(report.NotModelled, gap => gap.Subject == "perpetuals");
    }

    /// <summary>An inverse perpetual of 100 USD is linear in USD: 1 000 of them are one BTC.</summary>
    [Fact]
    public void Span_WhenTheFutureIsInverse_AsksTheSameOfTheSameExposure() =>
        Assert.Equal(new Usd(43_000m), Span.Evaluate(Book([(Inverse, -1_000m)])).Maintenance);

    /// <summary>Opposite months scan to nothing; the spread of tiers 1 and 2 costs 25 % of an outright: 10 750.</summary>
    [Fact]
    public void Span_WhenMonthsStandAgainstEachOther_ChargesTheSpread()
    {
        var component = Assert.Single(Span.Evaluate(Book([(NearFuture, 1m), (FarFuture, -1m)])).Components);

        Assert.Equal(("inter-month spread", "BTC", new Usd(10_750m), new Usd(11_750m)), (component.Name, component.Of, component.Maintenance, component.Initial));
    }

    /// <summary>A perpetual stands in the nearest tier as a month of its own: against the near future it is a spread within the tier.</summary>
    [Fact]
    public void Span_WhenAPerpetualStandsAgainstANearFuture_ChargesTheSpreadOfTheTier() =>
        Assert.Equal(new Usd(10_750m), Span.Evaluate(Book([(Perp, 1m), (NearFuture, -1m)])).Maintenance);

    /// <summary>
    /// Two long, one short further out: the scan is one outright, 43 000, and one spread is 10 750.
    /// </summary>
    [Fact]
    public void Span_WhenSomeDeltaIsLeftOutright_AsksBoth()
    {
        var report = Span.Evaluate(Book([(NearFuture, 2m), (FarFuture, -1m)]));
        Assert.Equal(new Usd(53_750m), report.Maintenance);
    }

    /// <summary>
    /// A short put at 80 000: at −43 % it owes 80 000 − 57 000 = 23 000; at the extreme, −86 %, 80 000 − 14 000 = 66 000, of which
    /// 35 % count: 23 100. It is worth nothing now. Its minimum is 7.5 % of 100 000.
    /// </summary>
    [Fact]
    public void Span_WhenAPutIsShort_AsksTheCountedExtreme()
    {
        var report = Span.Evaluate(Book([(Put(80_000m), -1m)]));

        Assert.Equal(23_100m, report.Maintenance.Amount, 4);
        Assert.Equal("BTC: scenario 16, -extreme", report.Binding);
    }

    /// <summary>
    /// A future covers a call of its month: prices rise and both move, prices fall and the future loses 43 000 alone. Against a
    /// perpetual the call's composite delta makes a spread: it is in the money at +2/3 and +3/3, of weights 0.110 and 0.037 of 0.998
    /// in all, 14.73 % of a delta, at 10 750 a spread.
    /// </summary>
    [Fact]
    public void Span_WhenACallIsCovered_ChargesASpreadOnlyAgainstAnotherMonth()
    {
        Assert.Equal(43_000m, Span.Evaluate(Book([(NearFuture, 1m), (Call(120_000m), -1m)])).Maintenance.Amount, 4);
        Assert.Equal(43_000m + (0.147m / 0.998m * 10_750m), Span.Evaluate(Book([(Perp, 1m), (Call(120_000m), -1m)])).Maintenance.Amount, 3);
    }

    /// <summary>A box scans to nothing: what its two short options ask at the least, 7 500 each, is left.</summary>
    [Fact]
    public void Span_WhenTheScanOfShortOptionsIsSmall_AsksTheMinimum()
    {
        var box = Span.Evaluate(Book([(Call(90_000m), 1m), (Call(110_000m), -1m), (Put(110_000m), 1m), (Put(90_000m), -1m)]));
        Assert.Equal(15_000m, Assert.Single(box.Components, component => component.Name == "short option minimum").Maintenance.Amount, 4);
    }

    /// <summary>A call at 90 000 is worth 10 000 and can lose no more: 10 000 asked, 10 000 taken off. It never takes off more than is asked.</summary>
    [Fact]
    public void Span_WhenOptionsAreLong_NetsTheirValueAndNoMore()
    {
        var report = Span.Evaluate(Book([(Call(90_000m), 1m)]));

        Assert.Equal(0m, report.Maintenance.Amount, 4);
        Assert.True(report.Maintenance >= Usd.Zero);
        Assert.Equal(-10_000m, Assert.Single(report.Components, component => component.Name == "net option value").Maintenance.Amount, 4);
    }

    /// <summary>A short call at 90 000 owes 10 000 at once: scan at +43 % 53 000 − 10 000 = 43 000, and 10 000 on top.</summary>
    [Fact]
    public void Span_WhenOptionsAreShort_AddsWhatTheyAreWorth() =>
        Assert.Equal(53_000m, Span.Evaluate(Book([(Call(90_000m), -1m)])).Maintenance.Amount, 3);

    /// <summary>Other coins have 50 % and 55 %: 10 ETH at 4 000 ask 20 000 and 22 000. Nothing is credited between BTC and ETH.</summary>
    [Fact]
    public void Span_WhenNoCreditIsPublished_AddsCommodities()
    {
        var report = Span.Evaluate(Book([(Perp, 1m), (EthPerp, -10m)]));
        Assert.Equal((new Usd(69_000m), new Usd(63_000m)), (report.Initial, report.Maintenance));
    }

    /// <summary>
    /// At 75 % for one USD against one: 40 000 USD of each in spreads. BTC's price risk per USD is 0.43, ETH's 0.50:
    /// 40 000·0.43·0.75 = 12 900 and 40 000·0.50·0.75 = 15 000 come off 63 000.
    /// </summary>
    [Fact]
    public void Span_WhenADocumentHasACredit_GivesIt()
    {
        var shipped = RuleBookDocument.Shipped("span");
        var text = shipped.Parameters.GetRawText().Replace("\"credits\": []", """ "credits": [{ "priority": 1, "first": "BTC", "second": "ETH", "rate": 0.75 }] """, StringComparison.Ordinal);
        var credited = ModelCatalogue.With([shipped with { Parameters = System.Text.Json.JsonDocument.Parse(text).RootElement }]).Find("span")!;

        var report = credited.Evaluate(Book([(Perp, 1m), (EthPerp, -10m)]));

        Assert.Equal(new Usd(63_000m - 27_900m), report.Maintenance);
        Assert.Equal(
            [("BTC", new Usd(-12_900m)), ("ETH", new Usd(-15_000m))],
            report.Components.Where(component => component.Name == "inter-commodity credit").Select(component => (component.Of, component.Maintenance)));
    }

    /// <summary>10 000 less 1 % of USDC, one BTC less 3 %, a debt in full; an unpriced coin is unknown and counts nothing.</summary>
    [Fact]
    public void Span_WhenCollateralIsInCoins_TakesItsHaircuts()
    {
        var report = Span.Evaluate(Book([(Unknown, 1m)], (Usdc, 10_000m), (Btc, 1m), (Asset.Usd, -5_000m), (Unpriced, 3m)));

        Assert.Equal(new Usd(9_900m + 97_000m - 5_000m), report.Equity);
        Assert.Contains(report.NotModelled, gap => gap.Subject == "NEW");
        Assert.Contains(report.NotModelled, gap => gap.Subject.StartsWith(Unknown, StringComparison.Ordinal));
        Assert.Empty(report.Components);
    }

    [Fact]
    public void Span_WhenTheBookIsEmpty_AsksNothing()
    {
        var report = Span.Evaluate(Empty);

        Assert.Equal((Usd.Zero, Usd.Zero, string.Empty), (report.Initial, report.Maintenance, report.Binding));
        Assert.Null(report.Ratio);
        Assert.False(report.Acts);
    }

    [Theory]
    [InlineData(43_000, false)]
    [InlineData(42_999.99, true)]
    public void Span_WhenEquityIsOnTheLine_DoesNotAct(decimal cash, bool acts) =>
        Assert.Equal(acts, Span.Evaluate(Book([(Perp, 1m)], (Asset.Usd, cash))).Acts);

    /// <summary>Twice a book asks twice as much, at an ordinary volatility too, where figures pass through double once.</summary>
    [Fact]
    public void Span_WhenABookIsDoubled_AsksTwiceAsMuch() =>
        Prop.ForAll(Gen.Choose(-5, 5).ArrayOf(6).ToArbitrary(), quantities =>
        {
            var single = Span.Evaluate(Book(BookOf(quantities, 1), 0.6));
            var twice = Span.Evaluate(Book(BookOf(quantities, 2), 0.6));
            return Math.Abs((2m * single.Maintenance.Amount) - twice.Maintenance.Amount) < 0.0001m
                && Math.Abs((2m * single.Initial.Amount) - twice.Initial.Amount) < 0.0001m
                && single.Maintenance >= Usd.Zero;
        }).Check(Config.QuickThrowOnFailure.WithReplay(20_261_121, 7));

    private static IEnumerable<(string, decimal)> BookOf(int[] quantities, int times) =>
        new[] { Perp, NearFuture, FarFuture, Call(110_000m), Put(90_000m, 60), EthPerp }.Zip(quantities, (name, quantity) => (name, (decimal)(quantity * times)));
}
