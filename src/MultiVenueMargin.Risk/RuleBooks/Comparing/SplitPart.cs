using MultiVenueMargin.Domain;

namespace MultiVenueMargin.Risk.RuleBooks.Comparing;

/// <summary>A part of a book and the rules that it lies under.</summary>
/// <param name="Name">Which part: a location, an underlying.</param>
/// <param name="Model">Under whose rules.</param>
/// <param name="Initial">What they ask of it.</param>
/// <param name="Maintenance">The same to be left alone.</param>
/// <param name="NotCovered">Instruments of the part that these rules know nothing of.</param>
public sealed record SplitPart(string Name, ModelName Model, Usd Initial, Usd Maintenance, int NotCovered);
