namespace MultiVenueMargin.Risk.RuleBooks.RegT;

/// <summary>A strategy that may be part of a cover.</summary>
/// <param name="Name">In words.</param>
/// <param name="Options">Places of its options; a unit of each is in one unit of it.</param>
/// <param name="HasStock">Whether a unit of the underlying is too.</param>
/// <param name="Amount">What one unit of it asks.</param>
internal sealed record CoverColumn(string Name, List<int> Options, bool HasStock, RegTAmount Amount);
