namespace MultiVenueMargin.Risk.RuleBooks.Derive;

/// <summary>
/// The forward contingency: forwards of different expiries do not move together, so each expiry's loss of a small move, a rise or a
/// fall, is added up by itself, times a factor that grows with the time to expiry.
/// </summary>
public sealed record BasisContingency
{
    public required decimal SpotUp { get; init; }

    public required decimal SpotDown { get; init; }

    public required decimal Factor { get; init; }

    public required decimal FactorPerYear { get; init; }

    public decimal FactorOf(double years) => Factor + (FactorPerYear * Pricing.DoubleDigits.ToDecimal(years));
}
