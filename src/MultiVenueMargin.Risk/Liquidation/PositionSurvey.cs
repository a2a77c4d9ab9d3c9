using MultiVenueMargin.Domain;
using MultiVenueMargin.Domain.Books;
using MultiVenueMargin.Risk.Collateral;
using MultiVenueMargin.Risk.Valuation;

namespace MultiVenueMargin.Risk.Liquidation;

/// <summary>What of a pool's positions can be traded, by instrument and venue, and what cannot, by name.</summary>
internal sealed class PositionSurvey
{
    private PositionSurvey(IReadOnlyList<ReduciblePosition> reducible, IReadOnlyList<LiquidationSkip> skipped, bool isEmpty)
    {
        Reducible = reducible;
        Skipped = skipped;
        IsEmpty = isEmpty;
    }

    public IReadOnlyList<ReduciblePosition> Reducible { get; }

    public IReadOnlyList<LiquidationSkip> Skipped { get; }

    /// <summary>Whether nothing is held but what has been delivered.</summary>
    public bool IsEmpty { get; }

    public static PositionSurvey Of(
        Book book,
        PoolId pool,
        PricedMarket market,
        LiquidationPolicy policy,
        IReadOnlyDictionary<LocationId, VenueCapability> venues)
    {
        var holdings = PoolHoldings.Of(book, pool, market);
        var lostBalances = holdings.Lines
            .Where(line => line.Excluded.Length > 0)
            .Select(line => (line.Line.Location, line.Line.Asset))
            .ToHashSet();
        var reducible = new List<ReduciblePosition>();
        var skipped = new List<LiquidationSkip>();
        var live = holdings.Positions.Where(position => position.Quantity != 0 && !position.Instrument.IsDelivered).ToList();
        foreach (var position in live)
        {
            if (ReasonAgainst(position, lostBalances, market, venues) is var (reason, why))
            {
                skipped.Add(new LiquidationSkip(position.Name, reason, why));
                continue;
            }

            var terms = venues[position.Venue].FindTerms(position.Id)!;
            var (found, against, whyNot) = ReduciblePosition.Of(position, terms, market, policy);
            if (found is null)
            {
                skipped.Add(new LiquidationSkip(position.Name, against, whyNot));
            }
            else
            {
                reducible.Add(found);
            }
        }

        return new PositionSurvey(reducible, skipped, live.Count == 0 && holdings.Unknown.Count == 0);
    }

    private static (SkipReason Reason, string Why)? ReasonAgainst(
        HeldPosition position,
        HashSet<(LocationId Location, Asset Asset)> lostBalances,
        PricedMarket market,
        IReadOnlyDictionary<LocationId, VenueCapability> venues)
    {
        if (!venues.TryGetValue(position.Venue, out var venue))
        {
            return (SkipReason.NoCapability, $"nobody stated what {position.Venue} can do");
        }

        if (!venue.CanTrade)
        {
            return (SkipReason.CannotTrade, $"{position.Venue} takes no orders");
        }

        if (!venue.CanReduceOnly)
        {
            return (SkipReason.CannotReduceOnly, $"{position.Venue} has no reduce-only orders");
        }

        if (venue.FindTerms(position.Id) is not { } terms)
        {
            return (SkipReason.NoTerms, $"{position.Venue} states no terms for it");
        }

        if (terms.Check() is { Count: > 0 } findings)
        {
            return (SkipReason.NoTerms, $"its terms at {position.Venue} are unsound: {findings[0]}");
        }

        if (position.Instrument.IsExpired)
        {
            return (SkipReason.Expired, "it has expired and waits for its delivery price");
        }

        if (position.Instrument.Mark.Mark is not { Value: > 0 })
        {
            return (SkipReason.NoMark, "it has no mark to trade against");
        }

        var settlement = position.Instrument.Contract.Settlement;
        if (lostBalances.Contains((position.Venue, settlement)))
        {
            return (SkipReason.BalanceLost, $"{settlement}@{position.Venue}, in which it settles, is lost");
        }

        // Also where nothing of it lies there yet: what closing costs would be owed in it and counted by nobody.
        return market.FindMark(settlement) is not { } mark || Uncertainty.IsLost(market.AsOf - mark.AsOf, market.Rules.Uncertainty)
            ? (SkipReason.BalanceLost, $"the price of {settlement}, in which it settles, is absent or lost")
            : null;
    }
}
