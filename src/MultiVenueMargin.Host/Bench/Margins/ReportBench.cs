using System.Globalization;
using MultiVenueMargin.Domain.Books;
using MultiVenueMargin.Domain.Market;
using MultiVenueMargin.Risk.House;
using MultiVenueMargin.Risk.Valuation;

namespace MultiVenueMargin.Host.Bench.Margins;

/// <summary>A large account's report with every figure explained: on a market that others have priced, on one that nobody has, and with all distances.</summary>
internal sealed class ReportBench
{
    private readonly string _size;
    private readonly int _factors;
    private readonly Repeated _figures;
    private readonly Repeated _explained;
    private readonly Repeated _first;
    private readonly Repeated _distances;
    private int _turn;

    public ReportBench(RiskScale scale)
    {
        var street = new RiskStreet(scale.Instruments, scale.Large, units: 2);
        MarketSnapshot[] snapshots = [street.Market(), street.Market(1)];
        var market = new PricedMarket(snapshots[0], RiskStreet.Rules);
        var book = street.BookOf(0, scale.Large);
        _size = string.Create(CultureInfo.InvariantCulture, $"{scale.Large} positions × {RiskStreet.Scenarios} scenarios, half options, two underlyings, three venues");
        _factors = Distances.FactorsOf(book, snapshots[0], RiskStreet.Rules).Count;
        _figures = new Repeated(1, () => HouseModel.EvaluateFigures(book, market).Pools.Count);
        _explained = new Repeated(1, () => HouseModel.Evaluate(book, market).Pools.Count);
        _first = new Repeated(1, () => HouseModel.Evaluate(book, new PricedMarket(snapshots[++_turn % snapshots.Length], RiskStreet.Rules)).Pools.Count);
        _distances = new Repeated(1, () =>
        {
            var report = HouseModel.Evaluate(book, market);
            return Outlooks.Of(report, book, market, pool: null, CancellationToken.None).Distances.Count;
        });
    }

    public IReadOnlyList<Repeated> All => [_figures, _explained, _first, _distances];

    public IEnumerable<BenchRow> Rows()
    {
        const string Plain = "its figures without explanation";
        yield return new BenchRow("report of a large account, figures alone", _size, _figures.Milliseconds, "ms");
        yield return new BenchRow(
            "full explained report of it", _size, _explained.Milliseconds, "ms", "≤ 2 ms", _explained.Seconds / _figures.Seconds, Plain);
        yield return new BenchRow("full explained report, on a market that nobody has priced", _size, _first.Milliseconds, "ms", null, _first.Seconds / _figures.Seconds, Plain);
        yield return new BenchRow(
            "full explained report with all distances", string.Create(CultureInfo.InvariantCulture, $"{_size}, {_factors} factors"), _distances.Milliseconds, "ms",
            "≤ 30 ms", _distances.Seconds / _figures.Seconds, Plain);
    }
}
