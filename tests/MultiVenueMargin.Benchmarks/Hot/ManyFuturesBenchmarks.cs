using BenchmarkDotNet.Attributes;
using MultiVenueMargin.Domain.Books;
using MultiVenueMargin.Risk.Hot;
using MultiVenueMargin.Risk.House;
using MultiVenueMargin.Risk.Reports;
using MultiVenueMargin.Risk.Valuation;

namespace MultiVenueMargin.Benchmarks.Hot;

/// <summary>What a change costs an account of many futures: the report, the book compiled, the book patched, and the figures that follow.</summary>
[MemoryDiagnoser]
public class ManyFuturesBenchmarks
{
    private readonly HotScratch _scratch = new();
    private PricedMarket _priced = null!;
    private HotMarket _market = null!;
    private CompiledBook _book = null!;
    private CompiledBook _patched = null!;
    private Book _before = null!;
    private Book _after = null!;

    [Params(50, 1_000, 100_000)]
    public int Positions { get; set; }

    [GlobalSetup]
    public void Setup()
    {
        _priced = ManyFutures.MarketOf(Positions);
        _market = new HotMarket(_priced);
        _before = ManyFutures.BookOf(Positions);
        _after = ManyFutures.WithOneFill(_before, Positions / 2);
        _book = BookCompiler.Compile(_before, _market);
        _patched = BookCompiler.Compile(_before, _market);
        var gap = HotHouse.Evaluate(_book, _market, _scratch)[0].Gap;
        if (gap != HotGap.None)
        {
            throw new InvalidOperationException($"The account is meant to have figures, not {gap}.");
        }
    }

    [Benchmark(Baseline = true)]
    public MarginReport Report() => HouseModel.EvaluateFigures(_before, _priced);

    [Benchmark]
    public CompiledBook Compile() => BookCompiler.Compile(_before, _market);

    /// <summary>There or back again: one quantity, and every age.</summary>
    [Benchmark]
    public CompiledBook Patch()
    {
        if (!BookPatch.TryApply(_patched, _before, _after, _market))
        {
            throw new InvalidOperationException("The change is meant to be one that is patched.");
        }

        (_before, _after) = (_after, _before);
        return _patched;
    }

    [Benchmark]
    public double Evaluate() => HotHouse.Evaluate(_book, _market, _scratch)[0].Maintenance.Value;

    /// <summary>What a tick costs once for all accounts that hold these instruments, priced already.</summary>
    [Benchmark]
    public void FillMarket() => _market.Fill(_priced);
}
