using MultiVenueMargin.Domain;
using MultiVenueMargin.Domain.Books;
using MultiVenueMargin.Risk.Hot;

namespace MultiVenueMargin.Risk.House;

/// <summary>
/// An account with more of an asset at a place, as much as may be tried: compiled once, for the amount of one line is all that
/// differs.
/// </summary>
internal sealed class PostedCollateral
{
    private readonly AccountSearch _search;
    private readonly PoolId _pool;
    private readonly CollateralLine _nothing;
    private (CompiledBook Book, CompiledLine[] Lines, int Line, decimal Amount)? _compiled;

    public PostedCollateral(AccountSearch search, PoolId pool, Asset asset, LocationId location)
    {
        (_search, _pool) = (search, pool);
        _nothing = new CollateralLine
        {
            Pool = pool,
            Location = location,
            Asset = asset,
            Balance = Quantity.Zero,
            AsOf = search.Market.AsOf,
        };
    }

    /// <summary>How many reports were asked for.</summary>
    public int Reports { get; private set; }

    /// <summary>How many amounts were looked at.</summary>
    public int Amounts { get; private set; }

    /// <summary>Whether the pool reaches the target with so much.</summary>
    public bool Meets(decimal amount)
    {
        Amounts++;
        var target = _search.Market.Rules.Calls.TargetRatio;
        if (FindHot(amount)?.IsBelow(target) is { } isBelow)
        {
            return !isBelow;
        }

        Reports++;
        var posted = _nothing with { Balance = new Quantity(amount) };
        var book = _search.Book with { Lines = [.. _search.Book.Lines, posted] };
        var after = HouseModel.EvaluateFigures(book, _search.Market).PoolOf(_pool);
        return after.Equity.Adjusted.Amount >= target * after.MaintenanceMargin.Amount;
    }

    private HotMargin? FindHot(decimal amount)
    {
        var compiled = _compiled ??= Compile();
        ref var line = ref compiled.Lines[compiled.Line];
        line = line with { Amount = Kernel.ToDouble(compiled.Amount + amount) };
        foreach (var margin in _search.EvaluateChanged(compiled.Book))
        {
            if (margin.Pool == _pool)
            {
                return margin;
            }
        }

        return null;
    }

    /// <summary>With a line of nothing: what a line is does not hang on how much of it there is.</summary>
    private (CompiledBook Book, CompiledLine[] Lines, int Line, decimal Amount) Compile()
    {
        var posted = _search.Book with { Lines = [.. _search.Book.Lines, _nothing] };
        var book = BookCompiler.Compile(posted, _search.Rows, out var lines);
        var pool = Array.FindIndex(book.CompiledPools, each => each.Pool == _pool);
        var (line, amount) = lines[pool].Find(_nothing);
        return (book, book.CompiledPools[pool].Lines, line, amount);
    }
}
