using MultiVenueMargin.Domain;
using MultiVenueMargin.Risk.Liquidation;

namespace MultiVenueMargin.Risk.Tests.Liquidation;

/// <summary>Plans for a <see cref="Desk"/>, every one of them checked by the proof.</summary>
internal static class Plans
{
    /// <summary>Whole contracts, no minimum, 10 bp.</summary>
    public static readonly TradingTerms Terms = new() { Lot = new Quantity(1m), TakerFee = new Rate(0.001m) };

    public static Dictionary<LocationId, VenueCapability> Venues(params (string Venue, TradingTerms Terms)[] venues) =>
        venues.ToDictionary(each => new LocationId(each.Venue), each => new VenueCapability { Default = each.Terms });

    public static LiquidationPlan Plan(
        this Desk desk, TradingTerms? terms = null, LiquidationPolicy? policy = null, Dictionary<LocationId, VenueCapability>? venues = null, string pool = "cross")
    {
        var (market, capable) = (desk.Price(), venues ?? Venues(("V", terms ?? Terms), ("W", terms ?? Terms)));
        var plan = LiquidationPlanner.Plan(desk.Book, new PoolId(pool), market, policy ?? LiquidationPolicy.Default, capable);
        Assert.Empty(LiquidationProof.Check(plan, desk.Book, market, policy ?? LiquidationPolicy.Default, capable));
        return plan;
    }

    /// <summary>
    /// Long ten BTC at 100 000 and half a spread of 5 bp: per coin SCAN asks 16 % and LIQ 0.05 %, 16 050 USD, and nothing else
    /// is in the requirement. With 168 000 USD the ratio is 1.0467.
    /// </summary>
    public static Desk LongTen(decimal cash = 168_000m, decimal quantity = 10m) => Desk.At("V").Holds("USD", cash)
        .Priced("BTC", 100_000m)
        .Perp("BTC-PERP", 100_000m, quantity)
        .Under(rules => rules with { AddOns = rules.AddOns with { ImpactCoefficient = 0m, ConcentrationMost = 0m } });

    public static (SkipReason Reason, string Subject)[] Reasons(this LiquidationPlan plan) =>
        plan.Skipped.Select(skip => (skip.Reason, skip.Subject)).ToArray();
}
