namespace MultiVenueMargin.Risk.RuleBooks.Drift;

/// <summary>An account at one level: the cross account and each isolated position stands or falls alone.</summary>
public sealed record DriftHealth(DriftScope Cross, IReadOnlyList<DriftScope> Isolated)
{
    public bool IsMet => Cross.IsMet && Isolated.All(scope => scope.IsMet);
}
