using System.Numerics;
using MultiVenueMargin.Risk.RuleBooks.Drift;
using MultiVenueMargin.Risk.RuleBooks.Exact;

namespace MultiVenueMargin.Golden.Vectors.Systems;

/// <summary>Drift v2: weights and ratios by size. Weights are of 10 000, size factors in 10^-6.</summary>
internal static class DriftVectors
{
    private const string Peer = "drift_v2";
    private const string Haircut = "collateral_haircut_curve";

    public static IReadOnlyList<VectorShape> Shapes { get; } =
    [
        Shape(Haircut, ["initial_asset_weight", "imf_factor"], AssetWeight, ["maintenance_asset_weight", "type", "size_native", "decimals"]),
        Shape(Haircut, ["initial_liability_weight", "imf_factor"], LiabilityWeight, ["maintenance_liability_weight", "type", "size_native", "decimals"]),
        Shape(Haircut, ["unrealised_pnl_1e6", "imf_factor", "initial_weight"], ProfitWeight),
        Shape(
            "concentration_oi",
            ["initial_asset_weight", "scale_start_usd", "oracle_price", "total_deposits_tokens"],
            ScaledAssetWeight),
        Shape(
            "concentration_oi",
            ["base_size", "type", "high_leverage", "imr", "mmr", "hlm_imr", "hlm_mmr", "imf_factor"],
            MarginRatio),
        .. DriftHealthVectors.Shapes,
        .. DriftLiquidationVectors.Shapes,
    ];

    internal static VectorShape Shape(
        string family, IReadOnlyList<string> inputs, Func<GoldenVector, VectorAnswer> answer, IReadOnlyList<string>? optional = null) => new()
        {
            Systems = [Peer],
            Family = family,
            Inputs = inputs,
            Optional = optional ?? [],
            Answer = answer,
        };

    internal static DriftLevel LevelOf(InputValue type) => type.Text() switch
    {
        "initial" => DriftLevel.Initial,
        "fill" => DriftLevel.Fill,
        "maintenance" => DriftLevel.Maintenance,
        _ => throw type.Refused("one of initial, fill and maintenance is expected"),
    };

    /// <summary>So many units of 10^-digits; what is finer is refused.</summary>
    internal static BigInteger Units(InputValue value, int digits)
    {
        var units = Fraction.Of(value.Number()).Times(Integers.PowerOfTen(digits));
        return units.IsWhole ? units.Numerator : throw value.Refused($"it has more than {digits} digits after the point");
    }

    // Weights that an asset's vector leaves out of play, so that none can be mistaken for what it asks.
    private static DriftSpotMarket Spot(GoldenVector vector, int initialAsset, int maintenanceAsset, int initialLiability, int maintenanceLiability) => new()
    {
        Decimals = vector.Inputs.Find("decimals")?.Whole() ?? DriftUnits.BaseDigits,
        InitialAssetWeight = initialAsset,
        MaintenanceAssetWeight = maintenanceAsset,
        InitialLiabilityWeight = initialLiability,
        MaintenanceLiabilityWeight = maintenanceLiability,
        SizeFactor = vector.Inputs.Get("imf_factor").Whole(),
    };

    private static BigInteger SizeOf(GoldenVector vector) => vector.Inputs.Find("size_native")?.Integer() ?? BigInteger.Zero;

    private static DriftLevel LevelOf(GoldenVector vector) => vector.Inputs.Find("type") is { } type ? LevelOf(type) : DriftLevel.Initial;

    private static VectorAnswer AssetWeight(GoldenVector vector)
    {
        var initial = vector.Inputs.Get("initial_asset_weight").Whole();
        var market = Spot(vector, initial, vector.Inputs.Find("maintenance_asset_weight")?.Whole() ?? initial, 0, 0);
        return new VectorAnswer().Add("asset_weight", (decimal)market.AssetWeight(SizeOf(vector), LevelOf(vector)));
    }

    private static VectorAnswer LiabilityWeight(GoldenVector vector)
    {
        var initial = vector.Inputs.Get("initial_liability_weight").Whole();
        var market = Spot(vector, 0, 0, initial, vector.Inputs.Find("maintenance_liability_weight")?.Whole() ?? initial);
        return new VectorAnswer().Add("liability_weight", market.LiabilityWeight(SizeOf(vector), LevelOf(vector)));
    }

    private static VectorAnswer ProfitWeight(GoldenVector vector)
    {
        var market = new DriftPerpMarket
        {
            InitialRatio = 0,
            MaintenanceRatio = 0,
            SizeFactor = 0,
            ProfitInitialWeight = vector.Inputs.Get("initial_weight").Whole(),
            ProfitMaintenanceWeight = 0,
            ProfitSizeFactor = vector.Inputs.Get("imf_factor").Whole(),
        };
        return new VectorAnswer().Add("weight", (decimal)market.ProfitWeight(vector.Inputs.Get("unrealised_pnl_1e6").Integer(), DriftLevel.Initial));
    }

    private static VectorAnswer ScaledAssetWeight(GoldenVector vector)
    {
        var deposits = Fraction.Of(vector.Inputs.Get("oracle_price").Number()) * Fraction.Of(vector.Inputs.Get("total_deposits_tokens").Number());
        var market = new DriftSpotMarket
        {
            Decimals = DriftUnits.BaseDigits,
            InitialAssetWeight = vector.Inputs.Get("initial_asset_weight").Whole(),
            MaintenanceAssetWeight = 0,
            InitialLiabilityWeight = 0,
            MaintenanceLiabilityWeight = 0,
            SizeFactor = 0,
            ScaleStart = (ulong)Units(vector.Inputs.Get("scale_start_usd"), DriftUnits.QuoteDigits),
        };
        var valued = deposits.Times(Integers.PowerOfTen(DriftUnits.QuoteDigits)).Floor();
        return new VectorAnswer().Add("scaled_asset_weight", (decimal)market.ScaledInitialAssetWeight(valued));
    }

    private static VectorAnswer MarginRatio(GoldenVector vector)
    {
        var market = new DriftPerpMarket
        {
            InitialRatio = vector.Inputs.Get("imr").Whole(),
            MaintenanceRatio = vector.Inputs.Get("mmr").Whole(),
            HighLeverageInitialRatio = vector.Inputs.Get("hlm_imr").Whole(),
            HighLeverageMaintenanceRatio = vector.Inputs.Get("hlm_mmr").Whole(),
            SizeFactor = vector.Inputs.Get("imf_factor").Whole(),
            ProfitInitialWeight = 0,
            ProfitMaintenanceWeight = 0,
            ProfitSizeFactor = 0,
        };
        var size = BigInteger.Abs(Units(vector.Inputs.Get("base_size"), DriftUnits.BaseDigits));
        return new VectorAnswer().Add("margin_ratio_1e4", market.MarginRatio(size, LevelOf(vector), vector.Inputs.Get("high_leverage").Flag()));
    }
}
