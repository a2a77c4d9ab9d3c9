using MultiVenueMargin.Risk.Reports;

namespace MultiVenueMargin.Risk.WhatIf;

/// <summary>The margin before and after, whether the proposal passes, and why.</summary>
public sealed record WhatIfReport
{
    public required MarginReport Before { get; init; }

    public required MarginReport After { get; init; }

    /// <summary>
    /// It passes when no pool is worse off than it may be: after it every pool's state is known and milder than a margin
    /// call and its equity covers IM, or the proposal leaves the pool no worse than it was (its solvency delta does not fall
    /// and its state is no graver).
    /// </summary>
    public required bool Passes { get; init; }

    /// <summary>One line per finding, whether it passes or not; never empty.</summary>
    public required IReadOnlyList<string> Reasons { get; init; }
}
