namespace MultiVenueMargin.Risk.RuleBooks.Span;

/// <summary>A spread between months of one commodity: what is long in one tier and short in another is charged by the spread.</summary>
/// <param name="Priority">The lower, the earlier it is formed.</param>
/// <param name="First">A tier.</param>
/// <param name="Second">Another one, or the same: then between months within it.</param>
/// <param name="Charge">Money per spread.</param>
/// <param name="FirstDelta">Deltas of the first tier in one spread.</param>
/// <param name="SecondDelta">Deltas of the second tier in one spread.</param>
public sealed record SpanSpread(int Priority, string First, string Second, decimal Charge, decimal FirstDelta = 1m, decimal SecondDelta = 1m);

/// <summary>How much of a tier is long and how much is short.</summary>
/// <param name="Tier">Its name.</param>
/// <param name="Long">Deltas of the months that are net long, as a positive number.</param>
/// <param name="Short">Deltas of the months that are net short, as a positive number.</param>
public sealed record SpanTierDelta(string Tier, decimal Long, decimal Short);

/// <summary>Spreads of one definition that were formed.</summary>
public sealed record SpanFormedSpread(SpanSpread Spread, decimal Count)
{
    public decimal Charge => Count * Spread.Charge;
}
