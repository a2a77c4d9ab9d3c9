using MultiVenueMargin.Domain.Rules;
using MultiVenueMargin.Risk.Hot;
using MultiVenueMargin.Risk.House;
using MultiVenueMargin.Risk.Tests.Properties;
using Xunit.Abstractions;

namespace MultiVenueMargin.Risk.Tests.Hot;

/// <summary>The hot path against the report it stands for.</summary>
public sealed class HotHouseTests(ITestOutputHelper output)
{
    private const int Books = 400;

    [Fact]
    public void HotFigures_OfAnyBook_LieWithinTheirBoundOfTheReport() => BookProperty.Holds(300, drawn =>
    {
        var report = HouseModel.EvaluateFigures(drawn.Book, drawn.Priced);
        var outside = HotBooks.Outside(report, HotBooks.Evaluate(drawn));
        Assert.True(outside.Count == 0, string.Join("\n", outside));
    });

    /// <summary>A bound as wide as the figure would hold too; and a gap is an answer only as long as it is rare.</summary>
    [Fact]
    public void HotFigures_OfManyBooks_AreNarrowAndSeldomAbsent()
    {
        var (gaps, pools, wide, unknown) = (new SortedDictionary<HotGap, int>(), 0, 0, 0);
        var widest = 0.0;
        for (var number = 1; number <= Books; number++)
        {
            foreach (var figures in HotBooks.Evaluate(RandomBooks.Number(number)))
            {
                pools++;
                gaps[figures.Gap] = gaps.GetValueOrDefault(figures.Gap) + 1;
                if (figures.Gap != HotGap.None)
                {
                    continue;
                }

                unknown += figures.IsUnknown ? 1 : 0;
                var error = Math.Max(
                    Math.Max(figures.Worst.Error, figures.Best.Error), Math.Max(figures.Likely.Error, figures.Initial.Error));
                // Beside what doubles lose, every rounding of the report is a hundred-millionth of a dollar.
                var relative = error / Math.Max(figures.Magnitude, 10_000);
                wide += relative > 1e-9 ? 1 : 0;
                widest = Math.Max(widest, relative);
            }
        }

        output.WriteLine($"{pools} pools of {Books} books: {string.Join(", ", gaps.Select(gap => $"{gap.Key} {gap.Value}"))}, {unknown} unknown");
        output.WriteLine($"bound wider than 1e-9 in {wide}; the widest is {widest:E2} of the sum of sizes");
        Assert.Equal(0, wide);
        Assert.True(unknown >= 10, $"{unknown} unknown pools: both sides must know them");
        Assert.True(gaps[HotGap.None] >= pools * 4 / 5, $"only {gaps[HotGap.None]} of {pools} pools have figures");
        Assert.All(gaps.Keys, gap => Assert.Contains(gap, new[] { HotGap.None, HotGap.EventScenarios, HotGap.ProfitNextToNothing }));
    }

    /// <summary>Rules with events in the requirement are the one thing of MARGIN that the hot path leaves to the report.</summary>
    [Fact]
    public void HotFigures_WhenTheRulesHaveEventScenarios_AreAbsent()
    {
        foreach (var optional in new OptionalScenarioRules[] { new() { VenueLoss = true }, new() { Depeg = true }, new() { Reorganisation = true } })
        {
            var drawn = RandomBooks.Number(1);
            var rules = drawn.Rules with { Scan = drawn.Rules.Scan with { Optional = optional } };
            Assert.All(HotBooks.Evaluate(drawn with { Rules = rules }), figures => Assert.Equal(HotGap.EventScenarios, figures.Gap));
        }
    }

    /// <summary>The comparison must be able to fail: one figure of the market off by a millionth, and most books notice.</summary>
    [Fact]
    public void HotFigures_WhenOneRowOfTheMarketIsOffByAMillionth_LieOutsideTheirBound()
    {
        var mistakes = new (string Name, Action<HotMarket> Make)[]
        {
            ("Δ$", market => Each(market.Instruments, row => row with { Delta = row.Delta * (1 + 1e-6) })),
            ("option value", market => Each(market.Instruments, row => row with { ContractValue = row.ContractValue * (1 + 1e-6) })),
            ("scan", market => Each(market.Scans, profit => profit * (1 + 1e-6))),
            ("price", market => Each(market.Assets, row => row with { Mark = row.Mark * (1 + 1e-6) })),
            ("σ_day", market => Each(market.Units, row => row with { DailyVolatility = row.DailyVolatility * (1 + 1e-6) })),
        };
        foreach (var (name, make) in mistakes)
        {
            var (caught, looked) = (0, 0);
            for (var number = 1; number <= 100; number++)
            {
                var drawn = RandomBooks.Number(number);
                var market = new HotMarket(drawn.Priced);
                var book = BookCompiler.Compile(drawn.Book, market);
                make(market);
                var figures = HotHouse.Evaluate(book, market, new HotScratch()).ToArray();
                looked += figures.Any(pool => pool.Gap == HotGap.None) ? 1 : 0;
                caught += HotBooks.Outside(HouseModel.EvaluateFigures(drawn.Book, drawn.Priced), figures).Count > 0 ? 1 : 0;
            }

            output.WriteLine($"{name}: {caught} of {looked}");
            Assert.True(caught >= looked / 3, $"{name} off by a millionth: noticed in {caught} of {looked} books");
        }
    }

    private static void Each<T>(T[] rows, Func<T, T> mistake)
    {
        for (var i = 0; i < rows.Length; i++)
        {
            rows[i] = mistake(rows[i]);
        }
    }
}
