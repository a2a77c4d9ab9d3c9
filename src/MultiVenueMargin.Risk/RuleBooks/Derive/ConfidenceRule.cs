namespace MultiVenueMargin.Risk.RuleBooks.Derive;

/// <summary>What initial margin asks where a feed is unsure of itself.</summary>
/// <param name="Threshold">A confidence below this is charged; exactly this is not. Zero: none is.</param>
/// <param name="Factor">Share of the notional per unit of missing confidence.</param>
public sealed record ConfidenceRule(decimal Threshold, decimal Factor)
{
    public ManagerCharge Charge(decimal confidence, decimal notional) => ManagerCharge.OfInitial(
        confidence < Threshold ? (1m - confidence) * Factor * notional : 0m);
}
