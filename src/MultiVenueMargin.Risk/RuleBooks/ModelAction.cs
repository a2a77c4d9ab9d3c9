namespace MultiVenueMargin.Risk.RuleBooks;

/// <summary>What the venue does first.</summary>
/// <param name="Name">In the venue's own words: <c>liquidation</c>, <c>auction</c>.</param>
/// <param name="AtRatio">Below this ratio of equity to maintenance.</param>
/// <param name="ActsAtTheLine">Whether it acts at equality too.</param>
public sealed record ModelAction(string Name, decimal AtRatio, bool ActsAtTheLine = false);
