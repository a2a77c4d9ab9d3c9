using FsCheck;
using FsCheck.Fluent;
using MultiVenueMargin.Domain.Instruments;
using MultiVenueMargin.Risk.RuleBooks.Documents;
using MultiVenueMargin.Risk.RuleBooks.RegT;

namespace MultiVenueMargin.RuleBooks.Tests.RegT;

/// <summary>
/// The underlying at 100, options worth 2 each, stock at 50 % to enter and 25 % (short 30 %) to keep. A naked call at 110 asks
/// 2 + max(20 − 10, 10) = 12, one at 100 asks 22; a naked put at 90 asks 2 + max(20 − 10, 9) = 12, one at 100 asks 22.
/// </summary>
public sealed class StrategyCoverTests
{
    private const decimal Price = 100m;
    private static readonly DateTimeOffset Near = new(2026, 3, 20, 8, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset Far = new(2026, 6, 19, 8, 0, 0, TimeSpan.Zero);
    private static readonly RegTRates Rates = RuleBookDocument.Shipped("reg-t").ParametersAs<RegTParameters>().Kinds["stock"];

    /// <summary>Legs as <c>units right strike [far]</c>.</summary>
    [Theory]
    [InlineData("naked call", 0, 12, 12, "-1 C 110")]
    [InlineData("naked put", 0, 12, 12, "-1 P 90")]
    [InlineData("long stock", 1, 50, 25, "")]
    [InlineData("short stock", -1, 50, 30, "")]
    // In the money 10, and 25 % of 90; entered at 50 and 80 % of 2, or at 10 and half of 90.
    [InlineData("covered call", 1, 55, 32.5, "-1 C 90")]
    [InlineData("covered call", 1, 51.6, 25, "-1 C 110")]
    [InlineData("covered put", -1, 60, 40, "-1 P 110")]
    // 10 % of 95 and 5 out of the money is less than 25.
    [InlineData("protective put", 1, 50, 14.5, "1 P 95")]
    [InlineData("protective call", -1, 50, 15.5, "1 C 105")]
    [InlineData("collar", 1, 50, 14.5, "-1 C 105, 1 P 95")]
    [InlineData("conversion", 1, 55, 14.5, "-1 C 95, 1 P 95")]
    [InlineData("reverse conversion", -1, 55, 15.5, "1 C 105, -1 P 105")]
    [InlineData("short straddle", 0, 24, 24, "-1 C 100, -1 P 100")]
    [InlineData("short strangle", 0, 14, 14, "-1 C 110, -1 P 90")]
    [InlineData("vertical spread", 0, 0, 0, "1 C 100, -1 C 105")]
    [InlineData("vertical spread", 0, 5, 5, "-1 C 100, 1 C 105")]
    [InlineData("vertical spread", 0, 5, 5, "-1 P 100, 1 P 95")]
    [InlineData("calendar spread", 0, 0, 0, "-1 C 100, 1 C 100 far")]
    [InlineData("diagonal spread", 0, 5, 5, "-1 C 100, 1 C 105 far")]
    [InlineData("naked put", 0, 22, 22, "1 P 100, -1 P 100 far")]
    [InlineData("butterfly", 0, 5, 5, "-1 P 95, 2 P 100, -1 P 105")]
    [InlineData("condor", 0, 0, 0, "1 C 95, -1 C 100, -1 C 105, 1 C 110")]
    [InlineData("iron condor", 0, 5, 5, "1 P 90, -1 P 95, -1 C 105, 1 C 110")]
    [InlineData("iron butterfly", 0, 10, 10, "1 P 90, -1 P 100, -1 C 100, 1 C 110")]
    [InlineData("box", 0, 0, 0, "1 C 95, -1 C 105, 1 P 105, -1 P 95")]
    [InlineData("box", 0, 10, 10, "-1 C 95, 1 C 105, -1 P 105, 1 P 95")]
    public void Cover_WhenItIsOneStrategy_IsNamedAndAsksItsRule(string name, int stock, decimal initial, decimal maintenance, string legs)
    {
        var cover = StrategyCover.Least(Legs(legs), stock, Price, Rates);

        var group = Assert.Single(cover.Groups);
        Assert.Equal(name, group.Strategy);
        Assert.Equal((initial, maintenance), (cover.Amount.Initial, cover.Amount.Maintenance));
        Assert.True(cover.IsLeast);
    }

    /// <summary>A jelly roll: the calls are a calendar and ask nothing, the far put is short alone: 22.</summary>
    [Fact]
    public void Cover_WhenItIsAJellyRoll_AsksTheFarShortOption() =>
        Assert.Equal(22m, StrategyCover.Least(Legs("-1 C 100, 1 C 100 far, 1 P 100, -1 P 100 far"), 0, Price, Rates).Amount.Maintenance);

    /// <summary>A bull call ladder: the long call covers the lower short one, which would ask more alone; the upper one asks 12.</summary>
    [Fact]
    public void Cover_WhenItIsALadder_LeavesTheCheaperShortAlone() =>
        Assert.Equal(12m, StrategyCover.Least(Legs("1 C 95, -1 C 105, -1 C 110"), 0, Price, Rates).Amount.Maintenance);

    /// <summary>One long put at 120 covers one short put, though at every price it pays for more than one at 90.</summary>
    [Fact]
    public void Cover_WhenAFarPutWouldPayForTwo_CoversOne() =>
        Assert.Equal(12m, StrategyCover.Least(Legs("1 P 120, -2 P 90"), 0, Price, Rates).Amount.Maintenance);

    /// <summary>Three shares cover three of five short calls; one of the others is in a spread (10), the last alone (12).</summary>
    [Fact]
    public void Cover_WhenStockIsNotEnough_DividesTheOptions()
    {
        var cover = StrategyCover.Least(Legs("-5 C 110, 1 C 120"), 3, Price, Rates);

        Assert.Equal((3m * 25m) + 10m + 12m, cover.Amount.Maintenance);
        Assert.Equal(3m, Assert.Single(cover.Groups, group => group.Strategy == "covered call").Stock);
    }

    /// <summary>
    /// Naked, one call asks 1 + max(20 − 5, 10) and the other 6 + max(20 − 10, 10): 16 both, and a share covers either for 25. To enter
    /// it is 50 and 80 % of the value of the one that it covers: the cheaper one, 50.8 and 16.
    /// </summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Cover_WhenSeveralAskTheSameToBeKept_TakesTheOneThatAsksLeastToEnter(bool reversed)
    {
        RegTOption[] calls = [new("cheap", OptionRight.Call, 105m, Near, -1m, 1m), new("dear", OptionRight.Call, 110m, Near, -1m, 6m)];
        var cover = StrategyCover.Least(reversed ? [.. calls.Reverse()] : calls, 1m, Price, Rates);

        Assert.Equal(new RegTAmount(66.8m, 41m), cover.Amount);
    }

    [Fact]
    public void Cover_WhenOnlyLongOptionsAreHeld_AsksNothing()
    {
        var cover = StrategyCover.Least(Legs("3 C 110, 2 P 90"), 0, Price, Rates);
        Assert.Empty(cover.Groups);
    }

    /// <summary>Of more series than the limit the rest stand alone, and the cover says that it may ask too much.</summary>
    [Fact]
    public void Cover_WhenThereAreTooManySeries_CoversTheDearestAndSaysSo()
    {
        var cover = StrategyCover.Least(Legs("-1 C 100, 1 C 105, -1 P 90"), 0, Price, Rates, mostOptions: 2);

        Assert.False(cover.IsLeast);
        Assert.Equal(5m + 12m, cover.Amount.Maintenance);
    }

    /// <summary>
    /// Against every way of dividing a small book, each part priced by a plain reading of the rules: none asks less. The other way,
    /// every group of the cover is one that the rules allow, at its price, and together they are the book.
    /// </summary>
    [Fact]
    public void Cover_WhenEveryDivisionIsTried_NoneAsksLess() =>
        Prop.ForAll(Books().ToArbitrary(), Gen.Choose(-1, 1).ToArbitrary(), (options, stock) =>
        {
            var cover = StrategyCover.Least(options, stock, Price, Rates);
            var least = PlainCover.Least(options, stock, Price, Rates);
            Assert.True(cover.Amount.Maintenance <= least + 0.000001m, $"ours {cover.Amount.Maintenance}, {least} is possible");
            PlainCover.AssertIsAllowed(cover, options, stock, Price, Rates);
        }).Check(Config.QuickThrowOnFailure.WithReplay(20_261_121, 7).WithMaxTest(Environment.GetEnvironmentVariable("MVM_FULL") == "1" ? 2_000 : 150));

    private static Gen<List<RegTOption>> Books() =>
        from count in Gen.Choose(0, 5)
        from legs in (
            from right in Gen.Elements(OptionRight.Call, OptionRight.Put)
            from strike in Gen.Elements(85m, 95m, 100m, 105m, 120m)
            from expiry in Gen.Elements(Near, Far)
            from units in Gen.Elements(-1m, 1m)
            from value in Gen.Choose(0, 30)
            select new RegTOption("leg", right, strike, expiry, units, value)).ListOf(count)
        select legs.Select((leg, at) => leg with { Name = $"leg {at}" }).ToList();

    private static List<RegTOption> Legs(string legs) =>
    [
        .. legs.Split(", ", StringSplitOptions.RemoveEmptyEntries).Select(leg => leg.Split(' ')).Select(words => new RegTOption(
            string.Join(' ', words),
            words[1] == "C" ? OptionRight.Call : OptionRight.Put,
            decimal.Parse(words[2]),
            words.Length > 3 ? Far : Near,
            decimal.Parse(words[0]),
            2m)),
    ];
}
