using MultiVenueMargin.Domain;
using MultiVenueMargin.Domain.Books;
using MultiVenueMargin.Domain.Instruments;
using MultiVenueMargin.Risk.Hot;
using MultiVenueMargin.Risk.Perturbations;
using MultiVenueMargin.Risk.Reports;
using MultiVenueMargin.Risk.Valuation;

namespace MultiVenueMargin.Risk.House;

/// <summary>
/// An account along one factor, each place looked at once for all its pools: on the hot path, and by the report of the perturbed
/// account where the comparison lies within the bound or the hot path has no figure. So every answer is the report's, and a search
/// over them finds what it would find by reports alone.
/// </summary>
internal sealed class FactorPath
{
    private readonly AccountSearch _search;
    private readonly Factor _factor;
    private readonly Dictionary<decimal, IReadOnlyList<HotMargin>> _hotAt = [];
    private readonly Dictionary<decimal, MarginReport> _reportAt = [];
    private (decimal Move, Book Book, PricedMarket Market)? _last;
    private CompiledBook? _book;
    private MovedRows? _rows;

    public FactorPath(AccountSearch search, Factor factor) => (_search, _factor) = (search, factor);

    /// <summary>How many reports were asked for.</summary>
    public int Reports => _reportAt.Count;

    /// <summary>How many places were looked at.</summary>
    public int Places => _hotAt.Count;

    /// <summary>Whether the pool's worst equity is below so many times its MM after the move. A pool that has nothing left is not.</summary>
    public bool IsBelow(PoolId pool, decimal move, decimal level)
    {
        if (move != 0 && FindHot(pool, move)?.IsBelow(level) is { } isBelow)
        {
            return isBelow;
        }

        return ReportAt(move).Pools.FirstOrDefault(each => each.Pool == pool) is { } report
            && report.Equity.Adjusted.Amount < level * report.MaintenanceMargin.Amount;
    }

    /// <summary>What the hot path says of a pool after a move; absent where it is not asked.</summary>
    internal HotMargin? FindHot(PoolId pool, decimal move)
    {
        if (!_hotAt.TryGetValue(move, out var margins))
        {
            margins = HotAt(move);
            _hotAt.Add(move, margins);
        }

        foreach (var margin in margins)
        {
            if (margin.Pool == pool)
            {
                return margin;
            }
        }

        return null;
    }

    private IReadOnlyList<HotMargin> HotAt(decimal move)
    {
        if (_factor is VenueLossFactor)
        {
            // The market stands, so that what is compiled on it holds for the statistical figures too.
            return _search.Evaluate(BookCompiler.Compile(Moved(move).Book, _search.Rows));
        }

        if (_rows is null || _book is null)
        {
            var rows = _search.Rows;
            _book = BookCompiler.Compile(WithEntriesThatMove(), rows);
            _rows = new MovedRows(rows, _book, _factor, to => Moved(to).Market, _search.History);
        }

        return _search.Evaluate(_book, _rows, move);
    }

    /// <summary>
    /// The entries of <see cref="Perturbation"/> where the factor moves the mark. Elsewhere the profit from an entry at the mark is exactly
    /// nothing, and a profit of nothing is in no line of the report; without it the hot path need not doubt its sign.
    /// </summary>
    private Book WithEntriesThatMove()
    {
        var market = _search.Market;
        return _search.Book with
        {
            Positions = Perturbation.WithEntries(
                _search.Book,
                market,
                id => market.Market.Instruments[id] is Derivative contract && MovedRows.IsOwn(_factor, contract)),
        };
    }

    private MarginReport ReportAt(decimal move)
    {
        if (move == 0)
        {
            return _search.Now;
        }

        if (!_reportAt.TryGetValue(move, out var report))
        {
            var (book, market) = Moved(move);
            report = HouseModel.EvaluateFigures(book, market);
            _reportAt.Add(move, report);
        }

        return report;
    }

    /// <summary>The perturbed account; the last is kept, for the report may be asked for what the rows were taken from.</summary>
    private (Book Book, PricedMarket Market) Moved(decimal move)
    {
        if (_last is not { } last || last.Move != move)
        {
            var (book, market) = Perturbation.Apply(_search.Book, _search.Market, _factor, move);
            _last = last = (move, book, market);
        }

        return (last.Book, last.Market);
    }
}
