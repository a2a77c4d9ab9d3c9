using MultiVenueMargin.Cli.Evaluation;
using MultiVenueMargin.Risk.Hot;
using MultiVenueMargin.Risk.House;
using MultiVenueMargin.Risk.Valuation;
using MultiVenueMargin.Testing;

namespace MultiVenueMargin.Cli.Tests.Evaluation;

/// <summary>The samples on the hot path: the report's figures, within the bounds that it states itself.</summary>
public sealed class HotSamplesTests
{
    public static TheoryData<string> Names => new(RepositoryFolder.SampleNames);

    [Theory]
    [MemberData(nameof(Names))]
    public void Sample_OnTheHotPath_HasTheReportsFiguresWithinItsBounds(string name)
    {
        var inputs = Inputs.Load(Path.Combine(RepositoryFolder.Samples, name, "book.json"), null, null, null, TextWriter.Null)!;
        var (book, priced) = (inputs.Book, new PricedMarket(inputs.Market, inputs.Rules));
        var report = HouseModel.EvaluateFigures(book, priced);
        var market = new HotMarket(priced);
        var figures = HotHouse.Evaluate(BookCompiler.Compile(book, market), market, new HotScratch()).ToArray();

        Assert.Equal(report.Pools.Count, figures.Length);
        foreach (var (pool, hot) in report.Pools.Zip(figures))
        {
            Assert.Equal(HotGap.None, hot.Gap);
            Assert.Equal(pool.Unknown.Count > 0, hot.IsUnknown);
            Within(pool.Equity.Adjusted.Amount, hot.Worst);
            Within(pool.Equity.Likely.Amount, hot.Likely);
            Within(pool.Equity.Best.Amount, hot.Best);
            Within(pool.MaintenanceMargin.Amount, hot.Maintenance);
            Within(pool.InitialMargin.Amount, hot.Initial);
            Assert.True(hot.Initial.Error <= 1e-6 + (1e-9 * hot.Magnitude), $"{hot.Initial} of {hot.Magnitude}");
        }
    }

    private static void Within(decimal exact, Bounded hot) =>
        Assert.True((double)exact >= hot.Least && (double)exact <= hot.Most, $"the report says {exact}, the hot path {hot}");
}
