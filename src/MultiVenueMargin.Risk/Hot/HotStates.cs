using MultiVenueMargin.Domain.Books;
using MultiVenueMargin.Risk.House;

namespace MultiVenueMargin.Risk.Hot;

/// <summary>
/// What can be said with certainty from figures with bounds: the twin of <see cref="MarginStates"/>. Absent is always: it hangs on digits that
/// only the report has.
/// </summary>
public static class HotStates
{
    /// <summary>The state that the report's figures have; no word of whether too much is missing to show it.</summary>
    public static MarginState? Of(in HotFigures figures, MarginState prior, bool callExpired, HotMarket market)
    {
        ArgumentNullException.ThrowIfNull(market);
        if (figures.Gap != HotGap.None)
        {
            return null;
        }

        if (figures.Maintenance.IsZero)
        {
            return figures.Worst.Least >= 0 ? MarginState.Healthy
                : figures.Worst.Most < 0 ? MarginState.Takeover
                : null;
        }

        // What may be below its threshold is taken to be, and then not to be: a state hangs on it where the two differ.
        var (gravest, mildest) = (MarginState.Healthy, MarginState.Healthy);
        foreach (ref readonly var level in market.Rules.Ladder.AsSpan())
        {
            var entered = IsBelow(figures, level.EnterBelow, level.NeedsLikely);
            var stays = prior >= level.State ? IsBelow(figures, level.LeaveAt, level.NeedsLikely) : false;
            gravest = entered != false || stays != false ? level.State : gravest;
            mildest = entered == true || stays == true ? level.State : mildest;
        }

        if (gravest != mildest)
        {
            return null;
        }

        if (figures.Maintenance.Least <= 0)
        {
            // It may be nothing, and then equity of zero is all that it takes: certain only where both say the same.
            return gravest == MarginState.Healthy && !callExpired && figures.Worst.Least >= 0 ? MarginState.Healthy : null;
        }

        return callExpired && gravest < MarginState.Restricted ? MarginState.Restricted : gravest;
    }

    /// <summary>Whether an equity is below a multiple of a requirement.</summary>
    public static bool? IsBelow(Bounded equity, decimal ratio, Bounded requirement) =>
        IsBelow(equity, Bounded.Of(Kernel.ToDouble(ratio)), requirement);

    /// <summary>What a call asks for where the state wants one: what is missing to a multiple of the requirement, as far as it is known.</summary>
    public static Bounded ShortfallTo(decimal ratio, in HotFigures figures) =>
        Bounded.Positive((Bounded.Of(Kernel.ToDouble(ratio)) * figures.Maintenance).Rounded() - figures.Worst);

    private static bool? IsBelow(in HotFigures figures, Bounded ratio, bool needsLikely)
    {
        var worst = IsBelow(figures.Worst, ratio, figures.Maintenance);
        if (!needsLikely || worst == false)
        {
            return worst;
        }

        var likely = IsBelow(figures.Likely, ratio, figures.Maintenance);
        return likely == false ? false : worst == true ? likely : null;
    }

    private static bool? IsBelow(Bounded equity, Bounded ratio, Bounded requirement)
    {
        var above = equity - (ratio * requirement);
        return above.Most < 0 ? true : above.Least >= 0 ? false : null;
    }
}
