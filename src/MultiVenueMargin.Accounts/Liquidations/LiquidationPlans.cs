using MultiVenueMargin.Accounts.Feeds;
using MultiVenueMargin.Domain;
using MultiVenueMargin.Domain.Books;
using MultiVenueMargin.Risk.Valuation;

namespace MultiVenueMargin.Accounts.Liquidations;

/// <summary>Makes the plans of one moment: which venues may be used for them, and that they reduce what is held.</summary>
/// <param name="market">Absent where nothing can be evaluated; then nothing can be planned.</param>
internal sealed class LiquidationPlans(AccountPolicy policy, Book book, PricedMarket? market, DateTimeOffset now, PlanMaker make)
{

    /// <param name="liquidation">The one under way, whose rejections count; absent before it begins.</param>
    public DraftPlan For(PoolId pool, Liquidation? liquidation)
    {
        var priced = market ?? throw new InvalidOperationException($"Nothing can be planned for {pool}, which could not be evaluated.");
        var terms = policy.Liquidation;
        var leftOut = LeftOut(pool, liquidation, countsRejects: true);
        var draft = make(book, pool, priced, terms, leftOut);
        if (draft.Steps.Count == 0 && WaitedInVain(liquidation) && LeftOut(pool, liquidation, countsRejects: false) is { } fewer && fewer.Count < leftOut.Count)
        {
            // What a venue rejected once, it may take now. With nothing else left to do it is asked again, at intervals.
            leftOut = fewer;
            draft = make(book, pool, priced, terms, leftOut);
        }

        // Where something cannot be reached for now, that nothing can be reduced is not the end of it.
        var outcome = draft.Steps.Count == 0 && draft.Outcome != PlanOutcome.ReachesTarget && Positions(pool).Any(position => leftOut.ContainsKey(position.Venue))
            ? PlanOutcome.Blocked
            : draft.Outcome;
        return draft with
        {
            Outcome = outcome,
            Reasons = Shortened([.. leftOut.Select(venue => $"{venue.Key} is left out: {venue.Value}"), .. draft.Reasons]),
        };
    }

    /// <summary>A second look at what a plan says before anything is sent: no order goes beyond flat.</summary>
    public void RequireReduceOnly(PoolId pool, PlannedLeg leg)
    {
        var held = Positions(pool)
            .Where(position => position.Venue == leg.Venue && position.Instrument == leg.Instrument)
            .Sum(position => position.Quantity.Value);
        var reducible = leg.Side == OrderSide.Ask ? held : -held;
        if (leg.Quantity < Quantity.Zero || (leg.Quantity > Quantity.Zero && leg.Quantity.Value > reducible))
        {
            throw new InvalidOperationException(
                $"A plan wants {leg.Side} {leg.Quantity} {leg.Instrument}@{leg.Venue} of {pool}, which holds {ExactNumber.Format(held)}.");
        }
    }

    private IEnumerable<Position> Positions(PoolId pool) =>
        book.Positions.Where(position => position.Pool == pool && position.Quantity != Quantity.Zero);

    /// <summary>The last plan had nothing to do, and the time until the next try has passed.</summary>
    private bool WaitedInVain(Liquidation? liquidation) =>
        liquidation is { IsPlanUsed: false, Plan.Count: 0 } && now >= liquidation.PlannedAt + policy.Liquidation.RetryEvery;

    /// <summary>Venues whose feed is stale, for nobody is liquidated on staleness alone, and those that keep rejecting.</summary>
    private SortedDictionary<LocationId, string> LeftOut(PoolId pool, Liquidation? liquidation, bool countsRejects)
    {
        var terms = policy.Liquidation;
        var leftOut = new SortedDictionary<LocationId, string>();
        foreach (var venue in Positions(pool).GroupBy(position => position.Venue))
        {
            var age = now - venue.Min(position => position.AsOf);
            var grade = policy.Freshness.BoundsOf(venue.Key).GradeOf(age);
            if (grade >= Freshness.Stale)
            {
                leftOut[venue.Key] = $"what is known of it is {grade.ToString().ToLowerInvariant()}";
            }
        }

        foreach (var (venue, count) in liquidation?.Rejects ?? new Dictionary<LocationId, int>())
        {
            if (countsRejects && count >= terms.RejectsBeforeLeftOut)
            {
                leftOut[venue] = $"it rejected {count} requests of this liquidation";
            }
        }

        return leftOut;
    }

    private static List<string> Shortened(List<string> reasons)
    {
        if (reasons.Count <= Limits.PlanReasons)
        {
            return reasons;
        }

        var kept = Limits.PlanReasons - 1;
        return [.. reasons.Take(kept), $"and {reasons.Count - kept} more"];
    }
}
