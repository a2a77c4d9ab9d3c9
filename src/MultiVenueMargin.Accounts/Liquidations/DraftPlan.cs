using MultiVenueMargin.Domain;
using MultiVenueMargin.Domain.Books;
using MultiVenueMargin.Risk.Valuation;

namespace MultiVenueMargin.Accounts.Liquidations;

/// <summary>A plan before it is recorded.</summary>
/// <param name="Reasons">What could not be planned, and why.</param>
internal sealed record DraftPlan(IReadOnlyList<PlannedStep> Steps, PlanOutcome Outcome, IReadOnlyList<string> Reasons);

/// <summary>Plans how a pool is brought back to its target.</summary>
/// <param name="leftOut">Venues that are not to be used although the terms name them, and why.</param>
internal delegate DraftPlan PlanMaker(
    Book book, PoolId pool, PricedMarket market, LiquidationTerms terms, IReadOnlyDictionary<LocationId, string> leftOut);
