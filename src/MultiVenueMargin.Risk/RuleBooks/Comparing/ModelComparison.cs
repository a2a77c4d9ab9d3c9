using MultiVenueMargin.Risk.RuleBooks.Books;

namespace MultiVenueMargin.Risk.RuleBooks.Comparing;

/// <summary>One book under many rule books, side by side: as if all of it lay under each.</summary>
public static class ModelComparison
{
    /// <param name="book">The book.</param>
    /// <param name="models">What to ask about it.</param>
    /// <param name="withDistances">Whether to say how far underlyings may move; a model that acts now has none either way.</param>
    /// <param name="cancellation">Heeded between two evaluations of a model: distances take hundreds.</param>
    public static IReadOnlyList<ComparedModel> Of(
        ModelBook book, IEnumerable<IMarginModel> models, bool withDistances = true, CancellationToken cancellation = default)
    {
        var units = withDistances ? ModelDistances.UnitsOf(book) : [];
        var moved = new MovedBooks(book, cancellation);
        return models.Select(model =>
        {
            cancellation.ThrowIfCancellationRequested();
            var report = model.Evaluate(book);
            return new ComparedModel(model.Provenance, report, report.Acts ? [] : ModelDistances.Of(model, units, moved));
        }).ToList();
    }
}
