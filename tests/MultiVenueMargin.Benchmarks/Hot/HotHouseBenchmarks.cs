using BenchmarkDotNet.Attributes;
using MultiVenueMargin.Risk.Hot;
using MultiVenueMargin.Risk.House;
using MultiVenueMargin.Risk.Reports;
using MultiVenueMargin.Risk.Valuation;

namespace MultiVenueMargin.Benchmarks.Hot;

/// <summary>
/// The whole house requirement of an account of fifty positions: the report without its explanations, beside the hot path. The
/// instruments are priced beforehand for both. The report finds the statistical figures each time, as it must; the hot path
/// holds them for a statistical version.
/// </summary>
[MemoryDiagnoser]
public class HotHouseBenchmarks
{
    private readonly PricedMarket _priced = new(DeskOfFifty.Market, DeskOfFifty.Rules);
    private readonly PricedMarket _withoutHistory = new(
        DeskOfFifty.Market with { Units = DeskOfFifty.Market.Units.ToDictionary(unit => unit.Key, unit => unit.Value with { History = null }) },
        DeskOfFifty.Rules);

    private readonly HotScratch _scratch = new();
    private HotMarket _market = null!;
    private CompiledBook _book = null!;

    [GlobalSetup]
    public void Setup()
    {
        _market = new HotMarket(_priced);
        _book = BookCompiler.Compile(DeskOfFifty.Book, _market);
        var gap = HotHouse.Evaluate(_book, _market, _scratch)[0].Gap;
        if (gap != HotGap.None)
        {
            throw new InvalidOperationException($"The account is meant to have figures, not {gap}.");
        }
    }

    [Benchmark(Baseline = true)]
    public MarginReport Report() => HouseModel.EvaluateFigures(DeskOfFifty.Book, _priced);

    [Benchmark]
    public MarginReport ReportWithoutHistory() => HouseModel.EvaluateFigures(DeskOfFifty.Book, _withoutHistory);

    [Benchmark]
    public double HotPath() => HotHouse.Evaluate(_book, _market, _scratch)[0].Maintenance.Value;

    /// <summary>What a tick costs once for all accounts that hold these instruments, priced already.</summary>
    [Benchmark]
    public void FillMarket() => _market.Fill(_priced);

    [Benchmark]
    public CompiledBook Compile() => BookCompiler.Compile(DeskOfFifty.Book, _market);
}
