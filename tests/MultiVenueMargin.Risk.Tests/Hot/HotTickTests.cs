using MultiVenueMargin.Domain;
using MultiVenueMargin.Domain.Market;
using MultiVenueMargin.Risk.Hot;
using MultiVenueMargin.Risk.House;
using MultiVenueMargin.Risk.Tests.Properties;
using MultiVenueMargin.Risk.Valuation;
using Xunit.Abstractions;

namespace MultiVenueMargin.Risk.Tests.Hot;

/// <summary>A book is compiled once and evaluated on many markets: what the compilation holds fast must truly not change.</summary>
public sealed class HotTickTests(ITestOutputHelper output)
{
    [Fact]
    public void HotFigures_WhenPricesAndTimeHaveMovedOn_LieWithinTheirBoundOfTheNewReport()
    {
        var (compared, outOfDate) = (0, 0);
        BookProperty.Holds(100, drawn =>
        {
            var before = HotTicks.WithoutHistory(drawn);
            var market = new HotMarket(before.Priced);
            var book = BookCompiler.Compile(before.Book, market);
            var scratch = new HotScratch();
            foreach (var after in HotTicks.Of(before))
            {
                market.Fill(new PricedMarket(after.Market, before.Rules));
                var figures = HotHouse.Evaluate(book, market, scratch).ToArray();
                var report = HouseModel.EvaluateFigures(after.Book, new PricedMarket(after.Market, before.Rules));
                var outside = HotBooks.Outside(report, figures);
                Assert.True(outside.Count == 0, string.Join("\n", outside));
                compared += figures.Count(pool => pool.Gap == HotGap.None);
                outOfDate += figures.Count(pool => pool.Gap == HotGap.OutOfDate);
            }
        });
        output.WriteLine($"{compared} pools compared, {outOfDate} out of date");
        Assert.True(compared > 5 * outOfDate, $"{compared} pools compared, {outOfDate} out of date");
        Assert.True(outOfDate > 0, "no tick made a book out of date");
    }

    /// <summary>No running sums: there and back again is where it was, to the bit.</summary>
    [Fact]
    public void HotFigures_WhenTheMarketComesBack_AreTheSameBits()
    {
        for (var number = 1; number <= 40; number++)
        {
            var drawn = RandomBooks.Number(number);
            var market = new HotMarket(drawn.Priced);
            var book = BookCompiler.Compile(drawn.Book, market);
            var scratch = new HotScratch();
            var first = HotHouse.Evaluate(book, market, scratch).ToArray();
            foreach (var tick in HotTicks.Of(drawn))
            {
                market.Fill(new PricedMarket(tick.Market, drawn.Rules));
                HotHouse.Evaluate(book, market, scratch);
            }

            market.Fill(drawn.Priced);
            Assert.Equal(first, HotHouse.Evaluate(book, market, scratch).ToArray());
            Assert.Equal(first, HotHouse.Evaluate(book, market, new HotScratch()).ToArray());
        }
    }

    /// <summary>Rows are numbered by whoever is compiled first; that is nobody's figure.</summary>
    [Fact]
    public void HotFigures_WhenOthersWereCompiledBefore_AreTheSameBits()
    {
        for (var number = 1; number <= 20; number++)
        {
            var drawn = RandomBooks.Number(number);
            var (alone, shared) = (new HotMarket(drawn.Priced), new HotMarket(drawn.Priced));
            foreach (var id in drawn.Market.Instruments.Keys.Reverse())
            {
                shared.RowOf(id);
            }

            Assert.Equal(
                HotHouse.Evaluate(BookCompiler.Compile(drawn.Book, alone), alone, new HotScratch()).ToArray(),
                HotHouse.Evaluate(BookCompiler.Compile(drawn.Book, shared), shared, new HotScratch()).ToArray());
        }
    }

    [Fact]
    public void HotFigures_WhenAnInstrumentExpires_AreOutOfDateUntilCompiledAgain()
    {
        var drawn = Enumerable.Range(1, 200).Select(RandomBooks.Number).Select(HotTicks.WithoutHistory).First(each =>
            each.Book.Positions.Any(position => each.Market.Instruments[position.Instrument] is Domain.Instruments.DatedDerivative dated && dated.Expiry == World.Expiries[2])
            && HotBooks.Evaluate(each)[0].Gap == HotGap.None);
        var market = new HotMarket(drawn.Priced);
        var book = BookCompiler.Compile(drawn.Book, market);
        var later = drawn.Market with { AsOf = World.Expiries[2].AddSeconds(1) };
        market.Fill(new PricedMarket(later, drawn.Rules));

        Assert.All(HotHouse.Evaluate(book, market, new HotScratch()).ToArray(), figures => Assert.Equal(HotGap.OutOfDate, figures.Gap));
        Assert.All(
            HotHouse.Evaluate(BookCompiler.Compile(drawn.Book, market), market, new HotScratch()).ToArray(),
            figures => Assert.NotEqual(HotGap.OutOfDate, figures.Gap));
    }

    [Fact]
    public void Fill_WithOtherRules_IsRefused()
    {
        var drawn = RandomBooks.Number(1);
        var market = new HotMarket(drawn.Priced);

        Assert.Throws<ArgumentException>(() => market.Fill(new PricedMarket(drawn.Market, drawn.Rules with { InitialMarginFactor = 2m })));
    }
}
