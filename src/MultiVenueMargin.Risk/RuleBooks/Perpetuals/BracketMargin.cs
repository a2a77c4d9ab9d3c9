namespace MultiVenueMargin.Risk.RuleBooks.Perpetuals;

/// <summary>What a ladder asks of one position.</summary>
/// <param name="Bracket">The bracket its notional falls into.</param>
/// <param name="Deduction">What is taken off notional times rate, so that the requirement is continuous: the venue's <c>cum</c>.</param>
/// <param name="Maintenance">Notional times rate less the deduction.</param>
/// <param name="Initial">Notional over the bracket's highest leverage: the least that opens it.</param>
public readonly record struct BracketMargin(NotionalBracket Bracket, decimal Deduction, decimal Maintenance, decimal Initial);
