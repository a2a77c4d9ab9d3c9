namespace MultiVenueMargin.Risk.RuleBooks.Deribit;

/// <summary>What moving a position from one expiry to another may cost.</summary>
/// <param name="LeastMove"><c>min_annualised_move</c>: for the nearest expiries and perpetuals.</param>
/// <param name="AnnualisedMove"><c>annualised_move_risk</c>: per year to expiry.</param>
public sealed record RollShock(decimal LeastMove, decimal AnnualisedMove)
{
    /// <summary>Σ |Δ of an expiry|·max(least, annualised·T); a perpetual is an expiry at T = 0.</summary>
    public decimal Of(IEnumerable<ExpiryDelta> expiries) =>
        expiries.Sum(expiry => Math.Abs(expiry.Delta) * Math.Max(LeastMove, AnnualisedMove * expiry.Years));
}
