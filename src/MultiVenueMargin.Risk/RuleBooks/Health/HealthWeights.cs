namespace MultiVenueMargin.Risk.RuleBooks.Health;

/// <summary>What one unit of value of an asset counts, at most one, and what one of a liability does, at least one.</summary>
public sealed record HealthWeights(decimal InitialAsset, decimal InitialLiability, decimal MaintenanceAsset, decimal MaintenanceLiability)
{
    public decimal Asset(HealthLevel level) => level == HealthLevel.Maintenance ? MaintenanceAsset : InitialAsset;

    public decimal Liability(HealthLevel level) => level == HealthLevel.Maintenance ? MaintenanceLiability : InitialLiability;
}
