using System.Numerics;
using MultiVenueMargin.Risk.RuleBooks.Documents;
using MultiVenueMargin.Risk.RuleBooks.Drift;
using MultiVenueMargin.Risk.RuleBooks.Exact;

namespace MultiVenueMargin.Golden.Vectors.Systems;

/// <summary>Drift v2: how much is closed, at which fees, and who bears the rest.</summary>
internal static class DriftLiquidationVectors
{
    // The finest token of the venue; a vector's debt is rounded to it.
    private const int LiabilityDecimals = 9;

    private const string Unbounded = "unbounded";

    public static IReadOnlyList<VectorShape> Shapes { get; } =
    [
        DriftVectors.Shape(
            "partial_liquidation",
            ["margin_shortage", "margin_ratio", "liquidation_fee", "insurance_fee", "oracle_price"],
            SizeToCover,
            ["quote_price"]),
        DriftVectors.Shape(
            "partial_liquidation",
            ["margin_shortage", "asset_weight", "asset_liq_multiplier", "liability_weight", "liability_liq_multiplier", "liability_price"],
            DebtToCover,
            ["insurance_fee"]),
        DriftVectors.Shape("partial_liquidation", ["base_fee", "max_fee", "slots_elapsed"], Fee),
        DriftVectors.Shape(
            "insurance_fund",
            ["margin_shortage", "base_amount", "margin_ratio", "liquidator_fee", "oracle_price", "max_fee"],
            InsuranceFee,
            ["quote_price"]),
        DriftVectors.Shape("loss_socialisation", ["loss", "oi_long", "oi_short"], LossPerUnit),
        DriftVectors.Shape("loss_socialisation", ["loss", "total_deposits"], DepositLoss),
    ];

    private static BigInteger Units(GoldenVector vector, string name, int digits) => DriftVectors.Units(vector.Inputs.Get(name), digits);

    private static int Weight(GoldenVector vector, string name) => (int)Units(vector, name, 4);

    private static int Fee(GoldenVector vector, string name) => vector.Inputs.Find(name) is { } fee ? (int)DriftVectors.Units(fee, 6) : 0;

    private static BigInteger QuotePrice(GoldenVector vector) =>
        vector.Inputs.Find("quote_price") is { } price ? DriftVectors.Units(price, DriftUnits.QuoteDigits) : DriftUnits.Million;

    private static VectorAnswer Bounded(string path, BigInteger? units, int digits) => units is { } bounded
        ? new VectorAnswer().Add(path, Integers.ToDecimal(bounded, digits))
        : new VectorAnswer().Add(path, Unbounded);

    private static VectorAnswer SizeToCover(GoldenVector vector) => Bounded(
        "base_amount",
        DriftLiquidation.SizeToCover(
            Units(vector, "margin_shortage", DriftUnits.QuoteDigits),
            Weight(vector, "margin_ratio"),
            Fee(vector, "liquidation_fee"),
            Fee(vector, "insurance_fee"),
            Units(vector, "oracle_price", DriftUnits.QuoteDigits),
            QuotePrice(vector)),
        DriftUnits.BaseDigits);

    private static VectorAnswer DebtToCover(GoldenVector vector) => Bounded(
        "liability_transfer",
        DriftLiquidation.DebtToCover(
            Units(vector, "margin_shortage", DriftUnits.QuoteDigits),
            Weight(vector, "asset_weight"),
            Units(vector, "asset_liq_multiplier", 6),
            Weight(vector, "liability_weight"),
            Units(vector, "liability_liq_multiplier", 6),
            LiabilityDecimals,
            Units(vector, "liability_price", DriftUnits.QuoteDigits),
            Fee(vector, "insurance_fee")),
        LiabilityDecimals);

    private static VectorAnswer Fee(GoldenVector vector)
    {
        var terms = RuleBookDocument.Shipped("drift").ParametersAs<DriftParameters>().Liquidation;
        var fee = DriftLiquidation.Fee(Fee(vector, "base_fee"), Fee(vector, "max_fee"), vector.Inputs.Get("slots_elapsed").Integer(), terms);
        return new VectorAnswer().Add("fee", Integers.ToDecimal(fee, 6));
    }

    private static VectorAnswer InsuranceFee(GoldenVector vector)
    {
        var fee = DriftLiquidation.PerpInsuranceFee(
            Units(vector, "margin_shortage", DriftUnits.QuoteDigits),
            BigInteger.Abs(Units(vector, "base_amount", DriftUnits.BaseDigits)),
            Weight(vector, "margin_ratio"),
            Fee(vector, "liquidator_fee"),
            Units(vector, "oracle_price", DriftUnits.QuoteDigits),
            QuotePrice(vector),
            Fee(vector, "max_fee"));
        return new VectorAnswer().Add("if_fee", Integers.ToDecimal(fee, 6));
    }

    private static VectorAnswer LossPerUnit(GoldenVector vector)
    {
        var loss = DriftLiquidation.LossPerUnit(
            Units(vector, "loss", DriftUnits.QuoteDigits),
            Units(vector, "oi_long", DriftUnits.BaseDigits),
            Units(vector, "oi_short", DriftUnits.BaseDigits));
        return new VectorAnswer().Add("loss_per_base", Integers.ToDecimal(loss, DriftUnits.QuoteDigits));
    }

    private static VectorAnswer DepositLoss(GoldenVector vector)
    {
        var loss = DriftLiquidation.DepositLoss(
            Units(vector, "loss", DriftUnits.QuoteDigits), Units(vector, "total_deposits", DriftUnits.QuoteDigits));
        return new VectorAnswer().Add("haircut_fraction", Integers.ToDecimal(loss, DriftLiquidation.DepositLossDigits));
    }
}
