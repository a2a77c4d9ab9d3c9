using MultiVenueMargin.Domain;
using MultiVenueMargin.Domain.Books;
using MultiVenueMargin.Domain.Instruments;
using MultiVenueMargin.Risk.Collateral;
using MultiVenueMargin.Risk.Hot;
using MultiVenueMargin.Risk.Reports;
using MultiVenueMargin.Risk.Valuation;

namespace MultiVenueMargin.Risk.House;

/// <summary>
/// What the searches of one account on one market share: the rows of the hot path, and the figures of the account as it is.
/// For one thread.
/// </summary>
internal sealed class AccountSearch
{
    private readonly HotScratch _scratch = new();
    private readonly Lazy<HotMarket> _hot;
    private readonly Lazy<MarginReport> _now;
    private readonly Lazy<HistoryBounds?> _history;
    private readonly Dictionary<Factor, FactorPath> _paths = [];
    private MovedRows? _moved;

    /// <param name="report">Of the book on the market, where it is known already.</param>
    public AccountSearch(Book book, PricedMarket market, MarginReport? report = null)
    {
        ArgumentNullException.ThrowIfNull(book);
        ArgumentNullException.ThrowIfNull(market);
        (Book, Market) = (book, market);
        _hot = new(() => new HotMarket(market));
        _now = new(() => report ?? HouseModel.EvaluateFigures(book, market));
        HasHistory = UnitsOf(book, market).Any(unit => market.FindStatistics(unit) is not null);
        _history = new(() => HasHistory ? new HistoryBounds(market) : null);
    }

    public Book Book { get; }

    public PricedMarket Market { get; }

    /// <summary>The account as it is.</summary>
    public MarginReport Now => _now.Value;

    /// <summary>
    /// Whether a unit has statistical figures (MARGIN §4). They are a function of the book and the moved market, and the hot path
    /// holds those of the compilation: where anything moves that they see, only bounds of them are known.
    /// </summary>
    public bool HasHistory { get; }

    /// <summary>Those bounds; absent where no unit has a history.</summary>
    public HistoryBounds? History => _history.Value;

    /// <summary>The rows, standing still: books may be compiled against them.</summary>
    public HotMarket Rows
    {
        get
        {
            _moved?.Restore();
            _moved = null;
            return _hot.Value;
        }
    }

    /// <summary>The account along a factor; what was found there is remembered.</summary>
    public FactorPath Along(Factor factor)
    {
        if (!_paths.TryGetValue(factor, out var path))
        {
            path = new FactorPath(this, factor);
            _paths.Add(factor, path);
        }

        return path;
    }

    /// <summary>The hot figures of a book as it was compiled on the rows as they are.</summary>
    public IReadOnlyList<HotMargin> Evaluate(CompiledBook book) => Evaluate(book, Rows, 0);

    /// <summary>The same of one that was changed since.</summary>
    public IReadOnlyList<HotMargin> EvaluateChanged(CompiledBook book) => EvaluateBetween(book, Rows, 0);

    /// <summary>The hot figures of a book after a move of the rows.</summary>
    public IReadOnlyList<HotMargin> Evaluate(CompiledBook book, MovedRows rows, decimal move)
    {
        if (!ReferenceEquals(_moved, rows))
        {
            _moved?.Restore();
            _moved = rows;
        }

        History?.Prepare(_hot.Value);
        return EvaluateBetween(book, _hot.Value, rows.MoveTo(move));
    }

    /// <summary>With the least and the most that the statistical figures can be.</summary>
    private HotMargin[] EvaluateBetween(CompiledBook book, HotMarket market, double off)
    {
        if (History is not { } history)
        {
            return Evaluate(book, market, off);
        }

        if (!HistoryBounds.Holds(market))
        {
            return [];
        }

        history.Prepare(market);
        _scratch.History = history;
        history.IsMost = false;
        var least = Evaluate(book, market, off);
        history.IsMost = true;
        var most = Evaluate(book, market, off);
        _scratch.History = null;
        for (var i = 0; i < least.Length; i++)
        {
            least[i] = least[i] with { HasFigures = least[i].HasFigures && most[i].HasFigures, Most = most[i].Most };
        }

        return least;
    }

    private HotMargin[] Evaluate(CompiledBook book, HotMarket market, double off)
    {
        var figures = HotHouse.Evaluate(book, market, _scratch);
        var margins = new HotMargin[figures.Length];
        for (var i = 0; i < margins.Length; i++)
        {
            margins[i] = HotMargin.Of(book.Pools[i], figures[i], off);
        }

        return margins;
    }

    private static IEnumerable<RiskUnit> UnitsOf(Book book, PricedMarket market) => book.Positions
        .Select(position => (market.Market.Instruments.GetValueOrDefault(position.Instrument) as Derivative)?.Unit)
        .Concat(book.Lines.Select(line => market.Rules.Collateral.UnitOf(line.Asset)))
        .Concat(book.Positions.Select(position => market.Market.Instruments.GetValueOrDefault(position.Instrument) is Derivative contract
            ? market.Rules.Collateral.UnitOf(contract.Settlement)
            : null))
        .OfType<RiskUnit>()
        .Distinct();
}
