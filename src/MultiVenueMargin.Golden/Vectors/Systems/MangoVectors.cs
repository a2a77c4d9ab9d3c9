using MultiVenueMargin.Risk.RuleBooks.Health;

namespace MultiVenueMargin.Golden.Vectors.Systems;

/// <summary>
/// Mango v4 has closed: no model of it, but its mechanisms are ours. Health with the worst case over resting orders, weights that
/// scale with what the venue holds, prices that lag, and what may be left out where an oracle fails.
/// </summary>
internal static class MangoVectors
{
    public static IReadOnlyList<VectorShape> Shapes { get; } =
    [
        new()
        {
            Systems = ["mango_v4"],
            Family = "weighted_health",
            Inputs = ["params_ref", "health_type", "token_balances"],
            Optional = ["spot_open_order_reserved", "spot_open_orders", "perp", "bank_totals"],
            Answer = MangoAccount.Health,
        },
        new()
        {
            Systems = ["mango_v4"],
            Family = "staleness",
            Inputs = ["params_ref", "token_balances", "available"],
            Optional = ["health_type", "spot_open_order_reserved", "spot_open_orders", "perp"],
            Answer = MangoAccount.Health,
        },
        new()
        {
            Systems = ["mango_v4"],
            Family = "oracle_confidence",
            Inputs = ["kind", "oracle_price", "stable_price", "init_weights", "maint_weights"],
            Optional = ["balance", "perp_lots", "quote", "base_lot_size", "settle_token_price"],
            Answer = LaggedPrice,
        },
    ];

    public static HealthLevel LevelOf(InputValue kind) => kind.Text() switch
    {
        "init" => HealthLevel.Initial,
        "maint" => HealthLevel.Maintenance,
        "liquidation_end" or "liq_end" => HealthLevel.LiquidationEnd,
        _ => throw kind.Refused($"'{kind.Text()}' is no kind of health"),
    };

    /// <summary>One token, or one perpetual that settles in a token of the same weights.</summary>
    private static VectorAnswer LaggedPrice(GoldenVector vector)
    {
        var (initial, maintenance) = (vector.Inputs.Get("init_weights").Items(2), vector.Inputs.Get("maint_weights").Items(2));
        var weights = new HealthWeights(initial[0].Number(), initial[1].Number(), maintenance[0].Number(), maintenance[1].Number());
        var prices = new HealthPrices(vector.Inputs.Get("oracle_price").Number(), vector.Inputs.Get("stable_price").Number());
        var level = LevelOf(vector.Inputs.Get("kind"));
        if (vector.Inputs.Find("perp_lots")?.Number() is not { } lots)
        {
            var held = new HealthToken("token", vector.Inputs.Get("balance").Number(), weights, prices);
            return new VectorAnswer().Add("health", WorstCaseHealth.Of([held], [], [], level));
        }

        var settle = new HealthToken("settle", 0m, weights, HealthPrices.Single(vector.Inputs.Get("settle_token_price").Number()));
        var perpetual = new HealthPerpetual(
            "settle", lots * vector.Inputs.Get("base_lot_size").Number(), vector.Inputs.Get("quote").Number(), 0m, 0m, prices, weights, 1m, 1m);
        return new VectorAnswer().Add("health", WorstCaseHealth.Of([settle], [], [perpetual], level));
    }
}
