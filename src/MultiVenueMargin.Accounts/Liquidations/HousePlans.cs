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
            OutcomeOf(plan.Outcome),
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

    private static PlanOutcome OutcomeOf(PlanEnd end) => end switch
    {
        PlanEnd.ReachesTarget => PlanOutcome.ReachesTarget,
        PlanEnd.Insolvent => PlanOutcome.Insolvent,
        PlanEnd.NothingToReduce => PlanOutcome.FallsShort,
        PlanEnd.Blocked => PlanOutcome.Blocked,
        _ => throw new InvalidOperationException($"A plan does not end {end}."),
    };
}
