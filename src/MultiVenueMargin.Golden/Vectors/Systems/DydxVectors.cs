using System.Numerics;
using MultiVenueMargin.Risk.RuleBooks.Dydx;
using MultiVenueMargin.Risk.RuleBooks.Exact;

namespace MultiVenueMargin.Golden.Vectors.Systems;

/// <summary>dYdX v4: requirements, open-interest scaling, states and their order. Whole numbers are quote quantums or parts per million.</summary>
internal static class DydxVectors
{
    private const string Peer = "dydx_v4";

    public static IReadOnlyList<VectorShape> Shapes { get; } =
    [
        Shape("account_state", ["nc", "mmr"], Liquidatable),
        Shape("account_state", ["nc", "imr"], Collateralized),
        Shape("account_state", ["first", "second"], Riskier),
        Shape("concentration_oi", ["base_imf_ppm", "oi_lower_cap", "oi_upper_cap", "open_interest_notional"], EffectiveFraction),
        Shape(
            "concentration_oi",
            ["base_imf_ppm", "oi_lower_cap", "oi_upper_cap", "open_interest_notional", "position_notional"],
            InitialMargin,
            ["custom_imf_ppm"]),
        Shape("perp_margin", ["imf_ppm", "maintenance_fraction_ppm"], MaintenanceFraction),
        Shape(
            "perp_margin",
            [
                "oracle_price_int", "price_exponent", "base_atomic_resolution", "base_quantums", "imf_ppm", "maintenance_fraction_ppm",
                "open_interest_base_quantums", "oi_lower_cap_quote_quantums", "oi_upper_cap_quote_quantums",
            ],
            Requirements,
            ["custom_imf_ppm"]),
        .. DydxLiquidationVectors.Shapes,
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

    internal static DydxTier Tier(BigInteger initialPpm, BigInteger maintenancePpm, BigInteger lower, BigInteger upper) => new()
    {
        Name = "vector",
        InitialMarginPpm = (uint)initialPpm,
        MaintenanceFractionPpm = (uint)maintenancePpm,
        OpenInterestLowerCap = (ulong)lower,
        OpenInterestUpperCap = (ulong)upper,
    };

    private static BigInteger Whole(GoldenVector vector, string name) => vector.Inputs.Get(name).Integer();

    private static BigInteger OwnFraction(GoldenVector vector) => vector.Inputs.Find("custom_imf_ppm")?.Integer() ?? BigInteger.Zero;

    private static VectorAnswer Liquidatable(GoldenVector vector) => new VectorAnswer()
        .Add("liquidatable", new DydxRisk(Whole(vector, "nc"), 0, Whole(vector, "mmr")).IsLiquidatable);

    private static VectorAnswer Collateralized(GoldenVector vector) => new VectorAnswer()
        .Add("ok", new DydxRisk(Whole(vector, "nc"), Whole(vector, "imr"), 0).IsInitialCollateralized);

    private static VectorAnswer Riskier(GoldenVector vector)
    {
        DydxRisk RiskOf(string name)
        {
            var account = vector.Inputs.Get(name).Fields();
            var risk = new DydxRisk(account.Get("nc").Integer(), account.Find("imr")?.Integer() ?? BigInteger.Zero, account.Get("mmr").Integer());
            account.RequireAllRead();
            return risk;
        }

        return new VectorAnswer().Add("cmp", (decimal)Math.Sign(RiskOf("first").CompareRisk(RiskOf("second"))));
    }

    private static DydxTier ScaledTier(GoldenVector vector) =>
        Tier(Whole(vector, "base_imf_ppm"), 0, Whole(vector, "oi_lower_cap"), Whole(vector, "oi_upper_cap"));

    private static VectorAnswer EffectiveFraction(GoldenVector vector) => new VectorAnswer()
        .Add("effective_imf_ppm", ScaledTier(vector).InitialMarginPpmAt(Whole(vector, "open_interest_notional")));

    private static VectorAnswer InitialMargin(GoldenVector vector) => new VectorAnswer()
        .Add(
            "initial_margin",
            ScaledTier(vector).Initial(Whole(vector, "position_notional"), Whole(vector, "open_interest_notional"), OwnFraction(vector)));

    private static VectorAnswer MaintenanceFraction(GoldenVector vector) => new VectorAnswer()
        .Add("mmf_ppm", (decimal)Tier(Whole(vector, "imf_ppm"), Whole(vector, "maintenance_fraction_ppm"), 0, 0).MaintenanceMarginPpm);

    private static VectorAnswer Requirements(GoldenVector vector)
    {
        var market = new DydxPerpetual(
            vector.Inputs.Get("base_atomic_resolution").Whole(),
            Whole(vector, "oracle_price_int"),
            vector.Inputs.Get("price_exponent").Whole(),
            Tier(
                Whole(vector, "imf_ppm"),
                Whole(vector, "maintenance_fraction_ppm"),
                Whole(vector, "oi_lower_cap_quote_quantums"),
                Whole(vector, "oi_upper_cap_quote_quantums")),
            Whole(vector, "open_interest_base_quantums"));
        var risk = market.RiskOf(Whole(vector, "base_quantums"), OwnFraction(vector));
        return new VectorAnswer().Add("imr_quote_quantums", risk.Initial).Add("mmr_quote_quantums", risk.Maintenance);
    }
}
