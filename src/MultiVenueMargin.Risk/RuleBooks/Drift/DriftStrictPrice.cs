using MultiVenueMargin.Risk.RuleBooks.Exact;

namespace MultiVenueMargin.Risk.RuleBooks.Drift;

/// <summary>
/// A price with what it was over the last five minutes. Strictly taken, what is owned counts at the lower of the two and what is owed
/// at the higher, so that a jump in either direction helps nobody. The default value is a price of zero.
/// </summary>
/// <param name="Current">The oracle's, USD per unit.</param>
/// <param name="Average">The five-minute average; absent: prices are not taken strictly, or nobody knows it.</param>
public readonly record struct DriftStrictPrice(Fraction Current, Fraction? Average = null)
{
    public Fraction Low => Average is { } average ? Fraction.Min(Current, average) : Current;

    public Fraction High => Average is { } average ? Fraction.Max(Current, average) : Current;

    /// <summary>For a signed amount: low for an asset, high for a debt.</summary>
    public Fraction For(int sign) => sign > 0 ? Low : sign < 0 ? High : Current;
}
