namespace MultiVenueMargin.Risk.RuleBooks.Perpetuals;

/// <summary>One bracket of a notional ladder, like a tax bracket: the rate is asked of what lies above the floor.</summary>
/// <param name="Floor">The notional from which on it holds, the floor itself included.</param>
/// <param name="Rate">Maintenance margin per unit of notional.</param>
/// <param name="MaxLeverage">The highest leverage at which a position of this size may be opened.</param>
public sealed record NotionalBracket(decimal Floor, decimal Rate, decimal MaxLeverage);
