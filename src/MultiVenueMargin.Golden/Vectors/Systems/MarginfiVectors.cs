using MultiVenueMargin.Risk.RuleBooks.Documents;
using MultiVenueMargin.Risk.RuleBooks.Marginfi;

namespace MultiVenueMargin.Golden.Vectors.Systems;

/// <summary>marginfi v2: weighted health, the oracle's confidence, the value cap of a bank, one liquidation.</summary>
internal static class MarginfiVectors
{
    // The fixture that the vectors of the value cap come from: one SOL is worth ten USDC, and no bank weighs anything but one.
    private const decimal SolInUsdc = 10m;

    private static readonly MarginfiParameters Parameters = RuleBookDocument.Shipped("marginfi").ParametersAs<MarginfiParameters>();

    public static IReadOnlyList<VectorShape> Shapes { get; } =
    [
        Shape("weighted_health", MostBorrowed, "deposit_a", "weights"),
        Shape("weighted_health", Maintenance, "deposit_a_value", "borrow_b", "weights"),
        Shape("weighted_health", Weighted, "collateral", "w_init", "w_maint"),
        Shape("partial_liquidation", Maintenance, "deposit_a_value", "borrow_b", "seize", "repay", "weights"),
        Shape(
            "partial_liquidation",
            Liquidation,
            "collateral_sol",
            "sol_price",
            "debt_usdc",
            "liquidate_sol",
            "liquidator_fee",
            "insurance_fee",
            "liquidator_usdc_before"),
        Shape("oracle_confidence", Band, "price", "confidence_interval"),
        Shape("concentration_oi", ValueCap, "total_asset_value_init_limit", "bank_total_usdc", "account_usdc", "borrow_sol"),
    ];

    private static VectorShape Shape(string family, Func<GoldenVector, VectorAnswer> answer, params string[] inputs) =>
        new() { Systems = ["marginfi_v2"], Family = family, Inputs = inputs, Answer = answer };

    private static VectorAnswer MostBorrowed(GoldenVector vector)
    {
        var weights = vector.Inputs.Get("weights").Fields();
        return new VectorAnswer().Add("max_borrow_b", MarginfiHealth.MostBorrowed(
            vector.Inputs.Get("deposit_a").Number(), weights.Get("A_init").Number(), weights.Get("B_init").Number()));
    }

    private static VectorAnswer Maintenance(GoldenVector vector)
    {
        var weights = vector.Inputs.Get("weights").Fields();
        var deposit = vector.Inputs.Get("deposit_a_value").Number() - (vector.Inputs.Find("seize")?.Number() ?? 0m);
        var debt = vector.Inputs.Get("borrow_b").Number() - (vector.Inputs.Find("repay")?.Number() ?? 0m);
        var health = MarginfiHealth.Of([(deposit, weights.Get("A_maint").Number())], [(debt, weights.Get("B_maint").Number())]);
        return new VectorAnswer()
            .Add("maintenance_health", health)
            .Add("liquidatable", MarginfiHealth.IsLiquidatable(health, debt));
    }

    private static VectorAnswer Weighted(GoldenVector vector)
    {
        var collateral = vector.Inputs.Get("collateral").Number();
        return new VectorAnswer()
            .Add("init", MarginfiHealth.Of([(collateral, vector.Inputs.Get("w_init").Number())], []))
            .Add("maint", MarginfiHealth.Of([(collateral, vector.Inputs.Get("w_maint").Number())], []));
    }

    private static VectorAnswer Band(GoldenVector vector)
    {
        var (asset, liability) = Parameters.Confidence.Around(
            vector.Inputs.Get("price").Number(), vector.Inputs.Get("confidence_interval").Number());
        return new VectorAnswer().Add("asset_price", asset).Add("liability_price", liability);
    }

    private static VectorAnswer ValueCap(GoldenVector vector)
    {
        var discount = MarginfiHealth.ValueCapDiscount(
            vector.Inputs.Find("total_asset_value_init_limit")?.Number(), vector.Inputs.Get("bank_total_usdc").Number());
        var health = MarginfiHealth.Of(
            [(vector.Inputs.Get("account_usdc").Number(), discount)], [(vector.Inputs.Get("borrow_sol").Number() * SolInUsdc, 1m)]);
        return new VectorAnswer().Add("accepted", health >= 0);
    }

    private static VectorAnswer Liquidation(GoldenVector vector)
    {
        decimal Number(string input) => vector.Inputs.Get(input).Number();

        var sol = Number("liquidate_sol");
        var liquidation = new MarginfiLiquidation(sol * Number("sol_price"), Number("liquidator_fee"), Number("insurance_fee"));
        return new VectorAnswer()
            .Add("liquidator_sol", sol)
            .Add("liquidator_usdc", Number("liquidator_usdc_before") - liquidation.Paid)
            .Add("liquidatee_sol", Number("collateral_sol") - sol)
            .Add("liquidatee_debt", Number("debt_usdc") - liquidation.Repaid)
            .Add("insurance_fund", liquidation.Insurance);
    }
}
