using MultiVenueMargin.Domain;
using MultiVenueMargin.Risk.RuleBooks.Books;
using MultiVenueMargin.Risk.RuleBooks.Documents;

namespace MultiVenueMargin.Risk.RuleBooks;

/// <summary>
/// A margin model (MARGIN §7): what a set of rules asks of a book. The house is one, each venue's rule book is another, and all
/// answer in the same shape. A pure function of the book it is given; it is safe to share between threads.
/// </summary>
public interface IMarginModel
{
    ModelName Name { get; }

    /// <summary>Where its rules and parameters were published, as of when, and which of them were not.</summary>
    ModelProvenance Provenance { get; }

    /// <summary>What the rules ask of this book, as if all of it lay under them.</summary>
    ModelReport Evaluate(ModelBook book);
}
