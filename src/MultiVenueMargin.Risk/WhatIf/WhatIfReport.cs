using MultiVenueMargin.Risk.Reports;

namespace MultiVenueMargin.Risk.WhatIf;

/// <summary>The margin before and after, whether the proposal passes, and why.</summary>
public sealed record WhatIfReport
{
    public required MarginReport Before { get; init; }

    /// <summary>The figures before where something of the proposal could not be done.</summary>
    public required MarginReport After { get; init; }

    /// <summary>
    /// It passes when no pool is worse off than it may be: after it every pool's state is known and milder than a margin
    /// call and its equity covers IM, or the proposal leaves the pool no worse than it was (its solvency delta does not fall
    /// and its state is no graver). Nothing passes of a proposal that cannot be done in full.
    /// </summary>
    public required bool Passes { get; init; }

    /// <summary>
    /// One line per finding, never empty: why it cannot be done, or what it leaves owed and then a verdict on each pool.
    /// </summary>
    public required IReadOnlyList<string> Reasons { get; init; }
}
