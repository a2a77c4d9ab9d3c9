namespace MultiVenueMargin.Risk.RuleBooks.Okx;

/// <summary>MR4: perpetuals at a flat rate, each expiry at a rate per year.</summary>
/// <param name="Perpetual">Of the perpetuals' net delta.</param>
/// <param name="Annual">Of an expiry's net delta, times its years.</param>
public sealed record BasisCharge(decimal Perpetual, decimal Annual)
{
    public decimal Of(decimal perpetualDelta, IEnumerable<(decimal Delta, decimal Years)> expiries) =>
        (Perpetual * Math.Abs(perpetualDelta)) + (Annual * expiries.Sum(expiry => Math.Abs(expiry.Delta) * expiry.Years));
}
