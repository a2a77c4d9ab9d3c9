using MultiVenueMargin.Domain;
using MultiVenueMargin.Domain.Books;
using MultiVenueMargin.Domain.Rules;
using MultiVenueMargin.Risk.Reports;
using MultiVenueMargin.Risk.Valuation;

namespace MultiVenueMargin.Risk.Liquidation;

/// <summary>
/// Plans how a pool is brought back above its target (MARGIN, Liquidation plans): resting orders first, then reduce-only steps
/// in the order of margin released per expected cost, the book evaluated after each. No step worsens the ratio. A pool without
/// equity at both ends is closed out in the same steps, of which none adds to its shortfall. Pure: the same input gives the same
/// plan.
/// </summary>
public static class LiquidationPlanner
{
    /// <param name="book">The account as it is.</param>
    /// <param name="pool">One of its pools.</param>
    /// <param name="market">The market and rules the plan rests on.</param>
    /// <param name="policy">A sound policy (<see cref="LiquidationPolicy.Check(RuleSet)"/>).</param>
    /// <param name="venues">What each venue can do.</param>
    public static LiquidationPlan Plan(
        Book book,
        PoolId pool,
        PricedMarket market,
        LiquidationPolicy policy,
        IReadOnlyDictionary<LocationId, VenueCapability> venues)
    {
        ArgumentNullException.ThrowIfNull(book);
        ArgumentNullException.ThrowIfNull(market);
        ArgumentNullException.ThrowIfNull(policy);
        ArgumentNullException.ThrowIfNull(venues);
        if (policy.Check(market.Rules) is { Count: > 0 } findings)
        {
            throw new ArgumentException($"The policy is unsound: {findings[0]}", nameof(policy));
        }

        var search = new ReductionSearch(pool, market, policy);
        var start = search.Evaluate(book);
        var steps = new List<LiquidationStep>();
        var skipped = new List<LiquidationSkip>();
        var draft = CancelOrders(start, pool, policy, venues, search, steps, skipped);
        var stop = Reduce(ref draft, pool, market, policy, venues, search, steps);
        var survey = PositionSurvey.Of(draft.Book, pool, market, policy, venues);
        var (outcome, deficit) = Outcome(draft, pool, policy, search, survey, stop);
        skipped.AddRange(survey.Skipped);
        if (outcome != LiquidationOutcome.ReachesTarget)
        {
            skipped.AddRange(ReasonsOf(draft, survey, search, stop, market.Rules));
        }

        return new LiquidationPlan
        {
            Account = book.Account,
            Pool = pool,
            Market = market.Market.Version,
            Rules = market.Rules.Version,
            AsOf = market.AsOf,
            TargetRatio = policy.TargetRatio,
            Start = start.Figures,
            Steps = steps,
            Outcome = outcome,
            Skipped = skipped.Distinct().OrderBy(skip => skip.Reason).ThenBy(skip => skip.Subject, StringComparer.Ordinal).ToList(),
            Deficit = deficit,
            Evaluations = search.Evaluations,
        };
    }

    /// <summary>
    /// The orders of one instrument at one venue after the other, by margin released. When that does not suffice all others
    /// go too, for a fill in the middle of the plan would change what it rests on. While the state is unknown only those go that
    /// make it so.
    /// </summary>
    private static LiquidationDraft CancelOrders(
        LiquidationDraft draft,
        PoolId pool,
        LiquidationPolicy policy,
        IReadOnlyDictionary<LocationId, VenueCapability> venues,
        ReductionSearch search,
        List<LiquidationStep> steps,
        List<LiquidationSkip> skipped)
    {
        if (IsDone(draft, policy) || IsTooUncertain(draft))
        {
            return draft;
        }

        var unpriced = draft.Report.Unknown.Where(unknown => unknown.Kind == OmissionKind.UnpricedOrder).Select(unknown => unknown.Subject).ToHashSet();
        var released = draft.Report.Orders.Items.ToDictionary(item => (item.Venue, item.Instrument), item => item.Amount);
        var groups = draft.Book.Orders
            .Where(order => order.Pool == pool)
            .GroupBy(order => (order.Venue, order.Instrument))
            .OrderBy(group => IsUnpriced(group.Key) ? 0 : 1)
            .ThenByDescending(group => released.GetValueOrDefault(group.Key))
            .ThenBy(group => group.Key.Instrument)
            .ThenBy(group => group.Key.Venue)
            .ToList();
        foreach (var group in groups)
        {
            var name = $"orders in {group.Key.Instrument}@{group.Key.Venue}";
            if (!venues.TryGetValue(group.Key.Venue, out var venue))
            {
                skipped.Add(new LiquidationSkip(name, SkipReason.NoCapability, $"nobody stated what {group.Key.Venue} can do"));
                continue;
            }

            if (!venue.CanCancel)
            {
                skipped.Add(new LiquidationSkip(name, SkipReason.CannotCancel, $"{group.Key.Venue} cannot cancel"));
                continue;
            }

            if (IsDone(draft, policy) || search.IsExhausted || steps.Count == policy.MaximumSteps
                || (draft.Figures.State == MarginState.Unknown && !IsUnpriced(group.Key)))
            {
                break;
            }

            var after = search.WithoutOrders(draft, group.Key.Venue, group.Key.Instrument);
            if (!StepCriterion.IsNoWorse(after.Figures, draft.Figures))
            {
                skipped.Add(draft.Figures.AdjustedEquity < Usd.Zero
                    ? new LiquidationSkip(name, SkipReason.GrowsShortfall, "without them the shortfall would be larger")
                    : new LiquidationSkip(name, SkipReason.WorsensRatio, "without them the ratio would be worse"));
                continue;
            }

            steps.Add(new LiquidationStep
            {
                Ordinal = steps.Count + 1,
                Kind = LiquidationStepKind.CancelOrders,
                Cancelled = group.ToList(),
                ExpectedCost = Usd.Zero,
                MarginReleased = draft.Figures.MaintenanceMargin - after.Figures.MaintenanceMargin,
                After = after.Figures,
            });
            draft = after;
        }

        return draft;

        bool IsUnpriced((LocationId Venue, InstrumentId Instrument) place) => unpriced.Contains($"{place.Instrument}@{place.Venue}");
    }

    /// <returns>Why it stopped short of the target; absent where it is reached or no step passes.</returns>
    private static LiquidationSkip? Reduce(
        ref LiquidationDraft draft,
        PoolId pool,
        PricedMarket market,
        LiquidationPolicy policy,
        IReadOnlyDictionary<LocationId, VenueCapability> venues,
        ReductionSearch search,
        List<LiquidationStep> steps)
    {
        while (!IsDone(draft, policy) && CanBeJudged(draft))
        {
            if (steps.Count == policy.MaximumSteps)
            {
                return new LiquidationSkip($"{pool}", SkipReason.LimitReached, $"a plan has at most {policy.MaximumSteps} steps");
            }

            var survey = PositionSurvey.Of(draft.Book, pool, market, policy, venues);
            if (search.Next(draft, survey.Reducible) is not { } best)
            {
                return search.IsExhausted
                    ? new LiquidationSkip($"{pool}", SkipReason.LimitReached, $"a plan takes at most {policy.MaximumEvaluations} evaluations")
                    : null;
            }

            steps.Add(new LiquidationStep
            {
                Ordinal = steps.Count + 1,
                Kind = best.Legs.Count == 1 ? LiquidationStepKind.Reduce : LiquidationStepKind.ReducePair,
                Legs = best.Legs,
                ExpectedCost = best.Cost,
                MarginReleased = best.Released,
                After = best.After.Figures,
            });
            draft = best.After;
        }

        return null;
    }

    private static bool IsDone(LiquidationDraft draft, LiquidationPolicy policy) =>
        draft.Figures.State != MarginState.Unknown && RatioOrder.Meets(draft.Figures, policy.TargetRatio);

    /// <summary>Whether figures say anything. Where something is unknown, none is that of the whole pool.</summary>
    private static bool CanBeJudged(LiquidationDraft draft) =>
        draft.Figures.State != MarginState.Unknown && !IsTooUncertain(draft);

    /// <summary>Equity is below zero at the worst end only: nobody is closed out on staleness alone.</summary>
    private static bool IsTooUncertain(LiquidationDraft draft) =>
        draft.Figures.AdjustedEquity < Usd.Zero && !draft.Figures.IsInsolvent;

    private static (LiquidationOutcome Outcome, Usd? Deficit) Outcome(
        LiquidationDraft draft,
        PoolId pool,
        LiquidationPolicy policy,
        ReductionSearch search,
        PositionSurvey survey,
        LiquidationSkip? stop)
    {
        if (IsDone(draft, policy))
        {
            return (LiquidationOutcome.ReachesTarget, null);
        }

        if (draft.Figures.State == MarginState.Unknown || stop is not null)
        {
            return (LiquidationOutcome.Blocked, null);
        }

        var closed = search.CloseAll(draft, survey.Reducible).Figures;
        if (closed.IsInsolvent && !IsTooUncertain(draft))
        {
            return (LiquidationOutcome.Insolvent, -closed.AdjustedEquity);
        }

        var isEmpty = survey.IsEmpty && !draft.Book.Orders.Any(order => order.Pool == pool);
        return (isEmpty ? LiquidationOutcome.NothingToReduce : LiquidationOutcome.Blocked, null);
    }

    private static IEnumerable<LiquidationSkip> ReasonsOf(
        LiquidationDraft draft, PositionSurvey survey, ReductionSearch search, LiquidationSkip? stop, RuleSet rules)
    {
        foreach (var unknown in draft.Report.Unknown)
        {
            yield return new LiquidationSkip(unknown.Subject, SkipReason.Unknown, unknown.Reason);
        }

        if (stop is not null)
        {
            yield return stop;
        }

        if (draft.Figures.AdjustedEquity < Usd.Zero)
        {
            yield return draft.Figures.LikelyEquity >= Usd.Zero
                ? new LiquidationSkip(
                    draft.Report.Pool.Code, SkipReason.TooUncertain, "equity is below zero at the worst end and not at the likely one")
                : new LiquidationSkip(
                    draft.Report.Pool.Code, SkipReason.NegativeEquity, "equity is below zero: what can be closed is, and a deficit remains");
        }

        var refused = stop is null && CanBeJudged(draft) ? search.Refused : [];
        foreach (var skip in refused)
        {
            yield return skip;
        }

        if (stop is null && CanBeJudged(draft))
        {
            foreach (var position in survey.Reducible.Where(position => !refused.Exists(skip => skip.Subject == position.Name)))
            {
                yield return draft.Figures.AdjustedEquity < Usd.Zero
                    ? new LiquidationSkip(
                        position.Name, SkipReason.GrowsShortfall, "closing any of it, alone or with a leg that hedges it, releases nothing or adds to the shortfall")
                    : new LiquidationSkip(
                        position.Name, SkipReason.WorsensRatio, "closing any of it, alone or with a leg that hedges it, releases nothing or worsens the ratio");
            }
        }

        foreach (var line in draft.Report.Equity.Lines.Where(line => line.Amount != 0 && (line.Amount < 0 || IsFluctuating(line.Line.Asset, rules))))
        {
            yield return new LiquidationSkip(line.Name, SkipReason.CollateralNotSold, "selling collateral or repaying debts is not planned");
        }
    }

    private static bool IsFluctuating(Asset asset, RuleSet rules) =>
        rules.Collateral.TermsOf(asset).Kind is not (AssetKind.Stablecoin or AssetKind.Fiat);
}
