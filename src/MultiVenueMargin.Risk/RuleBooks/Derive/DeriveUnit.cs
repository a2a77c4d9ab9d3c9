using MultiVenueMargin.Domain;

namespace MultiVenueMargin.Risk.RuleBooks.Derive;

/// <summary>What a book has in one underlying, as Derive would see it.</summary>
/// <param name="Unit">Which.</param>
/// <param name="Spot">Its price, in cash.</param>
/// <param name="Perpetual">All perpetuals of it as Derive's one.</param>
/// <param name="Expiries">Its options by expiry, the earliest first.</param>
internal sealed record DeriveUnit(RiskUnit Unit, decimal Spot, ManagerPerpetual Perpetual, IReadOnlyList<ManagerExpiry> Expiries);
