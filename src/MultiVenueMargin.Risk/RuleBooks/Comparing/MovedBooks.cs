using MultiVenueMargin.Domain;
using MultiVenueMargin.Risk.Perturbations;
using MultiVenueMargin.Risk.Reports;
using MultiVenueMargin.Risk.RuleBooks.Books;

namespace MultiVenueMargin.Risk.RuleBooks.Comparing;

/// <summary>A book as it is after one underlying moved, made once for all the models that are asked about it.</summary>
/// <param name="book">As it is.</param>
/// <param name="cancellation">Heeded at every move.</param>
internal sealed class MovedBooks(ModelBook book, CancellationToken cancellation)
{
    // The steps of a search, both ways, and some of what it refines; beyond that the next model makes its own.
    private const int MostKept = 256;

    // Each holds what was moved, book and market: of the largest that may come, as few are kept as take some tens of megabytes.
    private const int MostFacts = 250_000;

    private readonly Dictionary<(RiskUnit Unit, decimal Move), ModelBook> _kept = [];
    private readonly int _most = Math.Min(MostKept, MostFacts / Math.Max(1, FactsOf(book)));

    public ModelBook After(RiskUnit unit, decimal move)
    {
        cancellation.ThrowIfCancellationRequested();
        if (_kept.TryGetValue((unit, move), out var known))
        {
            return known;
        }

        var (moved, market) = Perturbation.Apply(book.Source, book.Market, new PriceFactor(unit), move);
        var made = ModelBook.Of(moved, book.Pool, market, book.Venue);
        if (_kept.Count < _most)
        {
            _kept.Add((unit, move), made);
        }

        return made;
    }

    private static int FactsOf(ModelBook book) =>
        book.Source.Lines.Count + book.Source.Positions.Count + book.Source.Orders.Count + book.Market.Market.Marks.Count + book.Market.Market.Prices.Count;
}
