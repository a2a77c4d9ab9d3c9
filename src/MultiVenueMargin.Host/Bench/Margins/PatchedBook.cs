using MultiVenueMargin.Domain.Books;
using MultiVenueMargin.Risk.Hot;

namespace MultiVenueMargin.Host.Bench.Margins;

/// <summary>A compiled book in which one position after the other changes, and then changes back: those whose change is a patch.</summary>
internal sealed class PatchedBook
{
    private readonly Book _book;
    private readonly Book[] _traded;
    private readonly CompiledBook _compiled;
    private Book _now;
    private int _turn;

    public PatchedBook(Book book, HotMarket market)
    {
        (_book, _now, _compiled) = (book, book, BookCompiler.Compile(book, market));
        _traded = [.. Enumerable.Range(0, book.Positions.Count).Select(position => RiskStreet.Traded(book, position))
            .Where(traded => BookPatch.TryApply(BookCompiler.Compile(book, market), book, traded, market))];
        if (_traded.Length == 0)
        {
            throw new InvalidOperationException($"No position of {book.Account} can change without a compilation.");
        }
    }

    /// <summary>How many positions there are, and of how many a change is a patch.</summary>
    public (int Positions, int Patchable) Counts => (_book.Positions.Count, _traded.Length);

    /// <summary>One position changes; returns what the account then needs.</summary>
    public double Next(HotMarket market, HotScratch scratch)
    {
        var next = ReferenceEquals(_now, _book) ? _traded[++_turn % _traded.Length] : _book;
        if (!BookPatch.TryApply(_compiled, _now, next, market))
        {
            throw new InvalidOperationException($"A change of {_book.Account} is not a patch any more.");
        }

        _now = next;
        return HotBench.Margin(_compiled, market, scratch);
    }
}
