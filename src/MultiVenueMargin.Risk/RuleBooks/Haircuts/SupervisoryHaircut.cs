namespace MultiVenueMargin.Risk.RuleBooks.Haircuts;

/// <summary>One line of the standard supervisory haircuts.</summary>
/// <param name="Asset">What it is: <c>sovereign AAA-AA 1-5y</c>.</param>
/// <param name="Percent">Off its value over the base holding period.</param>
public sealed record SupervisoryHaircut(string Asset, decimal Percent);
