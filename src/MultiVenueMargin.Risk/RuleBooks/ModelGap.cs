namespace MultiVenueMargin.Risk.RuleBooks;

/// <summary>Something that is in no figure.</summary>
/// <param name="Subject">What: an instrument, a coin, a rule.</param>
/// <param name="Reason">Why, and where it can be said, which way the figure errs without it.</param>
public sealed record ModelGap(string Subject, string Reason);
