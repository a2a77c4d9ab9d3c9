using MultiVenueMargin.Domain;
using MultiVenueMargin.Domain.Books;
using MultiVenueMargin.Risk.Liquidation;
using MultiVenueMargin.Risk.Valuation;
using PlanEnd = MultiVenueMargin.Risk.Liquidation.LiquidationOutcome;

namespace MultiVenueMargin.Accounts.Liquidations;

/// <summary>Plans of the house's own planner, in the words in which they are recorded.</summary>
internal static class HousePlans
{
    public static DraftPlan Make(
        Book book, PoolId pool, PricedMarket market, LiquidationTerms terms, IReadOnlyDictionary<LocationId, string> leftOut)
    {
        // The terms were sound when they were agreed; the rules may have changed since.
        if (terms.Planning.Check(market.Rules) is { Count: > 0 } findings)
        {
            return new DraftPlan([], PlanOutcome.Blocked, [.. findings.Select(finding => finding.ToString())]);
        }

        var venues = terms.Venues.Where(venue => !leftOut.ContainsKey(venue.Key)).ToDictionary();
        var plan = LiquidationPlanner.Plan(book, pool, market, terms.Planning, venues);
        return new DraftPlan(
            [.. plan.Steps.Select(Recorded)],
            OutcomeOf(plan),
            [.. plan.Skipped.Select(skip => $"{skip.Subject}: {skip.Why}")]);
    }

    private static PlannedStep Recorded(LiquidationStep step)
    {
        IReadOnlyList<PlannedLeg> legs = step.Kind == LiquidationStepKind.CancelOrders
            ? [Cancelling(step.Cancelled[0])]
            : [.. step.Legs.Select(leg => new PlannedLeg(leg.Venue, leg.Instrument, leg.Side, leg.Quantity, leg.Limit))];
        return new PlannedStep(
            step.Ordinal,
            legs,
            step.Kind == LiquidationStepKind.CancelOrders ? [step.Cancelled[0].Instrument] : [],
            step.ExpectedCost,
            step.After.AdjustedEquity,
            step.After.LikelyEquity,
            step.After.MaintenanceMargin);
    }

    /// <summary>All orders of one instrument at one venue go: of any of them only where it rests matters.</summary>
    private static PlannedLeg Cancelling(RestingOrder order) =>
        new(order.Venue, order.Instrument, order.Side, Quantity.Zero, order.Limit);

    /// <summary>An insolvent pool of which something may yet be closed is not done with: it is blocked, and tried again.</summary>
    private static PlanOutcome OutcomeOf(LiquidationPlan plan) => plan.Outcome switch
    {
        PlanEnd.ReachesTarget => PlanOutcome.ReachesTarget,
        PlanEnd.Insolvent when plan.Steps.Count == 0 && plan.Skipped.Any(skip => !StaysSo(skip.Reason)) => PlanOutcome.Blocked,
        PlanEnd.Insolvent => PlanOutcome.Insolvent,
        PlanEnd.NothingToReduce => PlanOutcome.FallsShort,
        PlanEnd.Blocked => PlanOutcome.Blocked,
        _ => throw new InvalidOperationException($"A plan does not end {plan.Outcome}."),
    };

    /// <summary>Whether it takes other terms, another venue or a mark that was never there to change it; the market's moving and time do not.</summary>
    private static bool StaysSo(SkipReason reason) => reason
        is SkipReason.NoCapability or SkipReason.CannotTrade or SkipReason.CannotReduceOnly or SkipReason.CannotCancel or SkipReason.NoTerms
        or SkipReason.NoMark or SkipReason.LotTooLarge or SkipReason.NegativeEquity or SkipReason.CollateralNotSold;
}
