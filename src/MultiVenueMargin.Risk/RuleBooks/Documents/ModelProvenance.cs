namespace MultiVenueMargin.Risk.RuleBooks.Documents;

/// <summary>Where a model's rules come from.</summary>
/// <param name="Title">What a person would call the rules: <c>Deribit portfolio margin</c>.</param>
/// <param name="Kind">Whether a book could lie under them.</param>
/// <param name="Source">The publications, in words.</param>
/// <param name="AsOf">As of when the parameters stood so.</param>
/// <param name="Missing">Which parts of the rules were never published; each is repeated in every report.</param>
public sealed record ModelProvenance(string Title, ModelKind Kind, string Source, DateOnly AsOf, IReadOnlyList<ModelGap> Missing);
