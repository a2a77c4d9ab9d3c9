using MultiVenueMargin.Domain;
using MultiVenueMargin.Risk.Perturbations;
using MultiVenueMargin.Risk.Reports;
using MultiVenueMargin.Risk.RuleBooks.Books;

namespace MultiVenueMargin.Risk.RuleBooks.Comparing;

/// <summary>A book as it is after one underlying moved, made once for all the models that are asked about it.</summary>
internal sealed class MovedBooks(ModelBook book)
{
    // The steps of a search, both ways, and some of what it refines; beyond that the next model makes its own.
    private const int MostKept = 256;

    private readonly Dictionary<(RiskUnit Unit, decimal Move), ModelBook> _kept = [];

    public ModelBook After(RiskUnit unit, decimal move)
    {
        if (_kept.TryGetValue((unit, move), out var known))
        {
            return known;
        }

        var (moved, market) = Perturbation.Apply(book.Source, book.Market, new PriceFactor(unit), move);
        var made = ModelBook.Of(moved, book.Pool, market, book.Venue);
        if (_kept.Count < MostKept)
        {
            _kept.Add((unit, move), made);
        }

        return made;
    }
}
