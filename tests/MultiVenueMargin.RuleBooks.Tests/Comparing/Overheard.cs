using MultiVenueMargin.Domain;
using MultiVenueMargin.Risk.RuleBooks.Books;
using MultiVenueMargin.Risk.RuleBooks.Documents;

namespace MultiVenueMargin.RuleBooks.Tests.Comparing;

/// <summary><see cref="TenPercent"/>, telling each time that it is asked.</summary>
internal sealed class Overheard(Action asked) : IMarginModel
{
    private readonly TenPercent _rules = new();

    public ModelName Name => _rules.Name;

    public ModelProvenance Provenance => _rules.Provenance;

    public ModelReport Evaluate(ModelBook book)
    {
        asked();
        return _rules.Evaluate(book);
    }
}
