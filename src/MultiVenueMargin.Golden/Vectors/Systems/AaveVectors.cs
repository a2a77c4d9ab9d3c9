using MultiVenueMargin.Risk.RuleBooks.Aave;
using MultiVenueMargin.Risk.RuleBooks.Documents;

namespace MultiVenueMargin.Golden.Vectors.Systems;

/// <summary>Aave v3: health factor, close factor, collateral that a liquidator gets.</summary>
internal static class AaveVectors
{
    private static readonly AaveParameters Parameters = RuleBookDocument.Shipped("aave").ParametersAs<AaveParameters>();

    public static IReadOnlyList<VectorShape> Shapes { get; } =
    [
        new()
        {
            Systems = ["aave_v3"],
            Family = "weighted_health",
            Inputs = ["collateral_value", "liquidation_threshold_bps", "debt_value"],
            Answer = HealthFactor,
        },
        new()
        {
            Systems = ["aave_v3"],
            Family = "partial_liquidation",
            Inputs = ["health_factor"],
            Answer = vector => new VectorAnswer().Add(
                "max_close_factor", AaveLiquidation.CloseFactor(vector.Inputs.Get("health_factor").Number(), Parameters.CloseFactor)),
        },
        new()
        {
            Systems = ["aave_v3"],
            Family = "partial_liquidation",
            Inputs = ["debt_repaid", "debt_price", "collateral_price", "bonus_bps"],
            Answer = vector => new VectorAnswer().Add("collateral_seized", AaveLiquidation.Seized(
                vector.Inputs.Get("debt_repaid").Number(),
                vector.Inputs.Get("debt_price").Number(),
                vector.Inputs.Get("collateral_price").Number(),
                vector.Inputs.Get("bonus_bps").Number() / 10_000m)),
        },
    ];

    private static VectorAnswer HealthFactor(GoldenVector vector)
    {
        var collateral = (vector.Inputs.Get("collateral_value").Number(), vector.Inputs.Get("liquidation_threshold_bps").Number() / 10_000m);
        var healthFactor = AaveHealthFactor.Of([collateral], vector.Inputs.Get("debt_value").Number());
        return new VectorAnswer()
            .Add("health_factor", healthFactor)
            .Add("liquidatable", AaveHealthFactor.IsLiquidatable(healthFactor));
    }
}
