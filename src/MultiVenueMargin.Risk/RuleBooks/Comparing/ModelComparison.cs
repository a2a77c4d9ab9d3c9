using MultiVenueMargin.Risk.RuleBooks.Books;

namespace MultiVenueMargin.Risk.RuleBooks.Comparing;

/// <summary>One book under many rule books, side by side: as if all of it lay under each.</summary>
public static class ModelComparison
{
    public static IReadOnlyList<ComparedModel> Of(ModelBook book, IEnumerable<IMarginModel> models)
    {
        var units = ModelDistances.UnitsOf(book);
        var moved = new MovedBooks(book);
        return models.Select(model =>
        {
            var report = model.Evaluate(book);
            return new ComparedModel(model.Provenance, report, report.Acts ? [] : ModelDistances.Of(model, units, moved));
        }).ToList();
    }
}
