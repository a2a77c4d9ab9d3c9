using MultiVenueMargin.Domain;
using MultiVenueMargin.Domain.Books;
using MultiVenueMargin.Risk.Valuation;

namespace MultiVenueMargin.Risk.Liquidation;

/// <summary>
/// Finds the next reduction of a plan. The problem: what closing a part of a position does to the pool is known only by
/// evaluating the book without it, for it may be the hedge of something else. The idea: try each position and each pair
/// of legs that hedge each other, as much as a step may close; drop what releases no margin or makes anything worse
/// (<see cref="StepCriterion"/>); take what releases most per expected cost. Where nothing passes, try half as much, down to a
/// sixty-fourth and then the least order.
/// </summary>
internal sealed class ReductionSearch(PoolId pool, PricedMarket market, LiquidationPolicy policy)
{
    // A leg is paired with the nearest in size: beyond these, the match leaves more over than it hedges.
    private const int MostPartners = 4;
    private const int MostHalvings = 6;

    // Two to the twentieth is finer than the millionth part of a step.
    private const int MostTrims = 20;

    private static readonly decimal LeastCost = Usd.Step;

    public int Evaluations { get; private set; }

    public bool IsExhausted => Evaluations >= policy.MaximumEvaluations;

    /// <summary>What was refused or too expensive in the last search, by name.</summary>
    public List<LiquidationSkip> Refused { get; } = [];

    public LiquidationDraft Evaluate(Book book)
    {
        Evaluations++;
        return LiquidationDraft.Of(book, pool, market);
    }

    public LiquidationDraft WithoutOrders(LiquidationDraft draft, LocationId venue, InstrumentId instrument) =>
        Evaluate(LiquidationDraft.Cancel(draft.Book, pool, venue, instrument, market));

    /// <summary>The best next step, trimmed to what the target needs; absent where none passes.</summary>
    public Trial? Next(LiquidationDraft draft, IReadOnlyList<ReduciblePosition> positions)
    {
        var share = 1m;
        for (var halving = 0; halving <= MostHalvings + 1; halving++)
        {
            Refused.Clear();
            var isLeast = halving > MostHalvings;
            if (BestOf(draft, isLeast ? LeastOf(positions) : CandidatesAt(share, positions)) is { } best)
            {
                return RatioOrder.Meets(best.After.Figures, policy.TargetRatio) ? Trimmed(draft, best) : best;
            }

            share /= 2;
        }

        return null;
    }

    /// <summary>Closing all of these at once, in lots, at its cost; as much of it as the book can take.</summary>
    public LiquidationDraft CloseAll(LiquidationDraft draft, IReadOnlyList<ReduciblePosition> positions)
    {
        var book = draft.Book;
        foreach (var position in positions)
        {
            var (leg, _) = ClosingLeg.Of(position.Position, position.AllLots * position.Terms.Lot.Value, position.Terms, market, policy);
            if (leg is not null && LiquidationDraft.Fill(book, pool, [leg], market).Book is { } filled)
            {
                book = filled;
            }
        }

        return Evaluate(book);
    }

    private Trial? BestOf(LiquidationDraft draft, IEnumerable<Reduction> candidates)
    {
        Trial? best = null;
        var tried = new HashSet<string>(StringComparer.Ordinal);
        foreach (var candidate in candidates.Where(candidate => tried.Add(candidate.Key)))
        {
            if (IsExhausted)
            {
                return best;
            }

            if (Try(draft, candidate) is { } trial && (best is null || IsBetter(trial, best)))
            {
                best = trial;
            }
        }

        return best;
    }

    /// <summary>More margin released per expected cost; of equals, the first name, then the larger.</summary>
    private static bool IsBetter(Trial trial, Trial best)
    {
        var order = RatioOrder.CompareQuotients(
            trial.Released.Amount, Math.Max(trial.Cost.Amount, LeastCost), best.Released.Amount, Math.Max(best.Cost.Amount, LeastCost));
        if (order == 0)
        {
            order = string.CompareOrdinal(best.Reduction.Name, trial.Reduction.Name);
        }

        return order > 0 || (order == 0 && trial.Released > best.Released);
    }

    private static IEnumerable<Reduction> CandidatesAt(decimal share, IReadOnlyList<ReduciblePosition> positions)
    {
        foreach (var position in positions)
        {
            if (Math.Floor(position.MostLots * share) is var lots && lots >= position.LeastLots)
            {
                yield return new Reduction([(position, lots)]);
            }

            if (share == 1m && Levelling(position, positions) is { } levelling)
            {
                yield return new Reduction([(position, levelling)]);
            }
        }

        foreach (var (one, other) in PairsOf(positions))
        {
            if (one.MatchedWith(other, share) is var (lots, otherLots))
            {
                yield return new Reduction([(one, lots), (other, otherLots)]);
            }
        }
    }

    private static IEnumerable<Reduction> LeastOf(IReadOnlyList<ReduciblePosition> positions) =>
        positions.Select(position => new Reduction([(position, position.LeastLots)]));

    /// <summary>What of a position stands above its hedge: closing that much leaves the unit's positions level.</summary>
    private static decimal? Levelling(ReduciblePosition position, IReadOnlyList<ReduciblePosition> positions)
    {
        var net = positions.Where(each => each.Unit == position.Unit).Sum(each => each.Position.Delta);
        if (net == 0 || Math.Sign(net) != Math.Sign(position.Position.Delta))
        {
            return null;
        }

        var lots = ReduciblePosition.WholeUpTo(position.MostLots, Math.Abs(net), position.LotDelta);
        return lots >= position.LeastLots && lots < position.MostLots ? lots : null;
    }

    private static IEnumerable<(ReduciblePosition One, ReduciblePosition Other)> PairsOf(IReadOnlyList<ReduciblePosition> positions)
    {
        var seen = new HashSet<(string, string)>();
        foreach (var one in positions)
        {
            var partners = positions
                .Where(other => !ReferenceEquals(one, other) && one.Hedges(other))
                .OrderBy(other => Math.Abs(Math.Abs(one.Position.Delta) - Math.Abs(other.Position.Delta)))
                .ThenBy(other => other.Name, StringComparer.Ordinal)
                .Take(MostPartners);
            foreach (var other in partners)
            {
                var isFirst = string.CompareOrdinal(one.Name, other.Name) < 0;
                var (first, second) = isFirst ? (one, other) : (other, one);
                if (seen.Add((first.Name, second.Name)))
                {
                    yield return (first, second);
                }
            }
        }
    }

    /// <summary>The least of a step that reaches the target, found by halving; every size taken was itself evaluated.</summary>
    private Trial Trimmed(LiquidationDraft draft, Trial enough)
    {
        var (none, all) = (0m, 1m);
        var best = enough;
        var failed = new HashSet<string>(StringComparer.Ordinal);
        for (var trim = 0; trim < MostTrims && !IsExhausted; trim++)
        {
            var middle = (none + all) / 2;
            var smaller = enough.Reduction.Scaled(middle);
            if (smaller?.Key == best.Reduction.Key)
            {
                all = middle;
            }
            else if (smaller is not null && !failed.Contains(smaller.Key)
                && Try(draft, smaller) is { } trial
                && RatioOrder.Meets(trial.After.Figures, policy.TargetRatio))
            {
                (all, best) = (middle, trial);
            }
            else
            {
                none = middle;
                failed.Add(smaller?.Key ?? string.Empty);
            }
        }

        return best;
    }

    /// <summary>The book after it, where it releases margin and makes nothing worse.</summary>
    private Trial? Try(LiquidationDraft draft, Reduction reduction)
    {
        var legs = new List<LiquidationLeg>();
        foreach (var (position, lots) in reduction.Parts)
        {
            var (leg, whyNot) = ClosingLeg.Of(position.Position, lots * position.Terms.Lot.Value, position.Terms, market, policy);
            if (leg is null)
            {
                Refused.Add(new LiquidationSkip(position.Name, SkipReason.TooExpensive, whyNot));
                return null;
            }

            legs.Add(leg);
        }

        var (book, refusal) = LiquidationDraft.Fill(draft.Book, pool, legs, market);
        if (book is null)
        {
            Refused.Add(new LiquidationSkip(reduction.Name, SkipReason.Refused, refusal));
            return null;
        }

        var after = Evaluate(book);
        var trial = new Trial(
            reduction,
            legs,
            after,
            Usd.Sum(legs.Select(leg => leg.ExpectedCost)),
            draft.Figures.MaintenanceMargin - after.Figures.MaintenanceMargin);
        return trial.Released > Usd.Zero && StepCriterion.IsNoWorse(after.Figures, draft.Figures) ? trial : null;
    }

    /// <summary>So many lots of one position, or of two that hedge each other.</summary>
    internal sealed record Reduction(IReadOnlyList<(ReduciblePosition Position, decimal Lots)> Parts)
    {
        public string Name => string.Join(" with ", Parts.Select(part => part.Position.Name));

        public string Key => string.Join(" with ", Parts.Select(part => $"{ExactNumber.Format(part.Lots)} × {part.Position.Name}"));

        /// <summary>A share of it in whole lots; absent where that is less than the least order.</summary>
        public Reduction? Scaled(decimal share)
        {
            var parts = Parts.Select(part => (part.Position, Lots: Math.Ceiling(part.Lots * share))).ToList();
            return parts.TrueForAll(part => part.Lots >= part.Position.LeastLots) ? new Reduction(parts) : null;
        }
    }

    /// <summary>A reduction that was evaluated.</summary>
    internal sealed record Trial(
        Reduction Reduction, IReadOnlyList<LiquidationLeg> Legs, LiquidationDraft After, Usd Cost, Usd Released);
}
