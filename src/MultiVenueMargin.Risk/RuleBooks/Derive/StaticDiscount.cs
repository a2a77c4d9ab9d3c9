using MultiVenueMargin.Risk.RuleBooks.Pricing;

namespace MultiVenueMargin.Risk.RuleBooks.Derive;

/// <summary>
/// What a shocked expiry counts for: less than its value where it is worth something, more where it is owed, so that what boxes and
/// synthetic forwards lend is never counted in full.
/// </summary>
public sealed record StaticDiscount
{
    public required double Base { get; init; }

    /// <summary>Per unit of the interest rate.</summary>
    public required double RateFactor { get; init; }

    /// <summary>Per year, whatever the rate.</summary>
    public required double RateAdded { get; init; }

    /// <summary>For an expiry worth something.</summary>
    public decimal OfValue(double years, double rate) => DoubleDigits.ToDecimal(Base * Math.Exp(-Growth(years, rate)));

    /// <summary>For one that is owed; at most what undoes the discount of its price.</summary>
    public decimal OfDebt(double years, double rate) =>
        DoubleDigits.ToDecimal(Math.Min(Math.Exp(rate * years), Base * Math.Exp(Growth(years, rate))));

    private double Growth(double years, double rate) => years * ((rate * RateFactor) + RateAdded);
}
