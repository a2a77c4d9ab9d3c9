namespace MultiVenueMargin.Risk.RuleBooks.Mechanisms;

/// <summary>A haircut that grows with the amount, in proportion to what its market bears: clamp(amount / skew scale × scalar, least, most).</summary>
/// <param name="SkewScale">Depth of the spot market, in the collateral's unit.</param>
/// <param name="Scalar">Haircut at an amount of one skew scale.</param>
/// <param name="Least">Of the smallest amount.</param>
/// <param name="Most">Of the largest.</param>
public sealed record SizeHaircut(decimal SkewScale, decimal Scalar, decimal Least, decimal Most)
{
    public decimal Of(decimal amount) => Math.Clamp(amount / SkewScale * Scalar, Least, Most);

    public decimal ValueOf(decimal amount, decimal price) => amount * price * (1m - Of(amount));
}
