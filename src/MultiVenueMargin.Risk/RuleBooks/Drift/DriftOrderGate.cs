namespace MultiVenueMargin.Risk.RuleBooks.Drift;

/// <summary>
/// Whether an order is taken: the pot of collateral that it makes riskier must stand at initial, every other one at maintenance; an
/// order that makes nothing riskier asks for maintenance everywhere.
/// </summary>
public static class DriftOrderGate
{
    /// <summary>At which level a pot of collateral is asked.</summary>
    public static DriftLevel LevelOf(bool isOrdersScope, bool increasesRisk) =>
        isOrdersScope && increasesRisk ? DriftLevel.Initial : DriftLevel.Maintenance;

    public static bool Accepts(IEnumerable<DriftScope> scopes) => scopes.All(scope => scope.IsMet);
}
