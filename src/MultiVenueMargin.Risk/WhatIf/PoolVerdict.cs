using MultiVenueMargin.Domain;
using MultiVenueMargin.Domain.Books;
using MultiVenueMargin.Risk.Reports;

namespace MultiVenueMargin.Risk.WhatIf;

/// <summary>Whether one pool may be left as a proposal leaves it, and why.</summary>
/// <param name="Passes">As <see cref="WhatIfReport.Passes"/> says of every pool.</param>
/// <param name="Reason">One line with the figures it rests on.</param>
internal sealed record PoolVerdict(bool Passes, string Reason)
{
    /// <summary>Of a pool before and after. One that is not there holds nothing: it is healthy and needs nothing.</summary>
    public static PoolVerdict Of(PoolId pool, PoolReport? before, PoolReport? after)
    {
        var earlier = Standing.Of(before);
        var later = Standing.Of(after);
        if (later.IsSound)
        {
            return new PoolVerdict(
                true, $"{pool} passes: {later.State} after it, and equity covers IM with {later.ExcessOverInitial} USD to spare");
        }

        var deltas = $"solvency delta {earlier.SolvencyDelta} → {later.SolvencyDelta} USD";
        if (later.SolvencyDelta >= earlier.SolvencyDelta && !later.IsGraverThan(earlier))
        {
            return new PoolVerdict(
                true,
                $"{pool} passes: {later.Fault}, but it is left no worse than it was ({deltas}, {earlier.State} → {later.State})");
        }

        var worse = later.IsGraverThan(earlier)
            ? $"its state goes from {earlier.State} to {later.State}"
            : $"its solvency delta falls ({deltas})";
        return new PoolVerdict(false, $"{pool} fails: {later.Fault}, and {worse}");
    }

    private sealed record Standing(
        MarginState State, MarginState LastKnown, Usd SolvencyDelta, Usd ExcessOverInitial, string Unknown)
    {
        private bool IsMilderThanACall => State is MarginState.Healthy or MarginState.Notice;

        /// <summary>State known, milder than a call, IM covered.</summary>
        public bool IsSound => IsMilderThanACall && ExcessOverInitial >= Usd.Zero;

        /// <summary>The first of the conditions of <see cref="IsSound"/> that does not hold, in words.</summary>
        public string Fault => State == MarginState.Unknown ? $"its state is unknown after it ({Unknown})"
            : !IsMilderThanACall ? $"it would be in {State} after it"
            : $"equity would be {-ExcessOverInitial} USD short of IM";

        public static Standing Of(PoolReport? report) => report is null
            ? new Standing(MarginState.Healthy, MarginState.Healthy, Usd.Zero, Usd.Zero, string.Empty)
            : new Standing(
                report.State,
                report.LastKnownState,
                report.SolvencyDelta,
                report.ExcessOverInitial,
                report.Unknown.Count > 0 ? $"{report.Unknown[0].Subject}: {report.Unknown[0].Reason}" : string.Empty);

        /// <summary>To know less is graver; otherwise what counts is the last that was known.</summary>
        public bool IsGraverThan(Standing other) =>
            (State == MarginState.Unknown && other.State != MarginState.Unknown) || LastKnown > other.LastKnown;
    }
}
