namespace MultiVenueMargin.Risk.RuleBooks.Books;

/// <summary>What a book leaves open for any set of rules.</summary>
public static class BookGaps
{
    /// <summary>The rules' own gaps, what of the book could not be priced, and its orders where the rules' treatment of them is not known.</summary>
    /// <param name="missing">What was never published.</param>
    /// <param name="book">The book.</param>
    /// <param name="orders">Why orders are in no figure.</param>
    public static IReadOnlyList<ModelGap> Of(IReadOnlyList<ModelGap> missing, ModelBook book, string orders) =>
        [.. missing, .. book.Unknown, .. book.Orders.Count > 0 ? [new ModelGap($"{book.Orders.Count} open orders", orders)] : Array.Empty<ModelGap>()];
}
