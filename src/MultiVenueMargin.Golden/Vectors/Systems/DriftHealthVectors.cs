using System.Numerics;
using System.Text.RegularExpressions;
using MultiVenueMargin.Risk.RuleBooks.Documents;
using MultiVenueMargin.Risk.RuleBooks.Drift;
using MultiVenueMargin.Risk.RuleBooks.Exact;

namespace MultiVenueMargin.Golden.Vectors.Systems;

/// <summary>Drift v2: whole accounts of USDC, SOL and a SOL perpetual, whose markets the vector describes in words; and the order gate.</summary>
internal static partial class DriftHealthVectors
{
    private const int SolDecimals = 9;

    private static readonly string[] Optional =
    [
        "usdc", "sol", "open_bids_sol", "open_asks_sol", "open_orders", "perp_sol", "perp_quote", "strict", "usdc_oracle", "usdc_twap",
        "sol_oracle", "sol_twap", "custom_margin_ratio", "override_margin_ratio", "position_margin_ratio", "buffer", "margin_buffer", "isolated",
    ];

    public static IReadOnlyList<VectorShape> Shapes { get; } =
    [
        DriftVectors.Shape("weighted_health", ["type", "setup"], Health, Optional),
        DriftVectors.Shape("oracle_confidence", ["type", "setup"], Health, Optional),
        DriftVectors.Shape("isolated_cross", ["type", "setup"], Health, Optional),
        DriftVectors.Shape("isolated_cross", ["order_scope", "risk_increasing", "imr", "mmr", "cross", "isolated"], Gate),
    ];

    private static VectorAnswer Health(GoldenVector vector)
    {
        var inputs = vector.Inputs;
        var shipped = RuleBookDocument.Shipped("drift").ParametersAs<DriftParameters>();
        var terms = shipped.TermsAt(DriftVectors.LevelOf(inputs.Get("type"))) with
        {
            OwnRatio = Share(inputs.Find("custom_margin_ratio")),
            ImposedRatio = Share(inputs.Find("override_margin_ratio")),
            Buffer = Share(inputs.Find("buffer") ?? inputs.Find("margin_buffer")),
        };
        var health = AccountOf(inputs).HealthUnder(terms);
        var answer = new VectorAnswer().Add("account_ok", health.IsMet);
        Add(answer, string.Empty, health.Cross);
        Add(answer, "cross_", health.Cross);
        foreach (var isolated in health.Isolated)
        {
            Add(answer, "isolated_", isolated);
        }

        return answer;
    }

    private static void Add(VectorAnswer answer, string prefix, DriftScope scope) => answer
        .Add($"{prefix}margin_requirement", InUsd(scope.Requirement))
        .Add($"{prefix}total_collateral", InUsd(scope.Collateral))
        .Add($"{prefix}margin_requirement_plus_buffer", InUsd(scope.BufferedRequirement))
        .Add($"{prefix}total_collateral_plus_buffer", InUsd(scope.BufferedCollateral))
        .Add($"{prefix}ok", scope.IsMet);

    private static DriftAccount AccountOf(InputObject inputs)
    {
        var setup = inputs.Get("setup");
        var match = Setup().Match(setup.Text());
        if (!match.Success)
        {
            throw setup.Refused("these words describe no market that is known");
        }

        int Said(string name, int unit = DriftUnits.Weight) => (int)(decimal.Parse(match.Groups[name].Value, System.Globalization.CultureInfo.InvariantCulture) * unit);
        var coin = new DriftSpotMarket
        {
            Decimals = SolDecimals,
            InitialAssetWeight = Said("asset"),
            MaintenanceAssetWeight = Said("assetKept"),
            InitialLiabilityWeight = Said("debt"),
            MaintenanceLiabilityWeight = Said("debtKept"),
            SizeFactor = 0,
        };
        var market = new DriftPerpMarket
        {
            InitialRatio = Said("initial", DriftUnits.Weight / 100),
            MaintenanceRatio = Said("kept", DriftUnits.Weight / 100),
            SizeFactor = 0,
            ProfitInitialWeight = DriftUnits.Weight,
            ProfitMaintenanceWeight = DriftUnits.Weight,
            ProfitSizeFactor = 0,
        };
        var strict = inputs.Find("strict")?.Flag() ?? false;
        var said = Fraction.Of(decimal.Parse(match.Groups["price"].Value, System.Globalization.CultureInfo.InvariantCulture));
        var price = inputs.Find("sol_oracle") is { } stated ? Fraction.Of(stated.Number()) : said;
        var isolated = inputs.Find("isolated")?.Fields();
        var account = new DriftAccount
        {
            Quote = Amount(inputs.Find("usdc"), DriftUnits.QuoteDigits),
            QuotePrice = new DriftStrictPrice(
                inputs.Find("usdc_oracle") is { } quoted ? Fraction.Of(quoted.Number()) : Fraction.One, Average(inputs, "usdc_twap", strict)),
            Coins = [new DriftSpotPosition(
                "SOL",
                coin,
                Amount(inputs.Find("sol"), SolDecimals),
                new DriftStrictPrice(price, Average(inputs, "sol_twap", strict)),
                BigInteger.Abs(Amount(inputs.Find("open_bids_sol"), SolDecimals)),
                -BigInteger.Abs(Amount(inputs.Find("open_asks_sol"), SolDecimals)),
                inputs.Find("open_orders")?.Whole() ?? 0)],
            Perpetuals =
            [
                .. inputs.Find("perp_sol") is { } size ? [Perpetual(market, size, inputs.Find("perp_quote"), price, Share(inputs.Find("position_margin_ratio")), null)] : Array.Empty<DriftPerpPosition>(),
                .. isolated is not null ? [Perpetual(market, isolated.Get("perp_sol"), isolated.Find("quote"), price, 0, isolated.Get("collateral"))] : Array.Empty<DriftPerpPosition>(),
            ],
        };
        isolated?.RequireAllRead();
        return account;
    }

    // Without a stated quote balance it was entered at the oracle's price.
    private static DriftPerpPosition Perpetual(
        DriftPerpMarket market, InputValue size, InputValue? quote, Fraction price, int ownRatio, InputValue? collateral)
    {
        var units = DriftVectors.Units(size, DriftUnits.BaseDigits);
        var profit = quote is { } paid ? DriftPerpPosition.ProfitOf(units, DriftVectors.Units(paid, DriftUnits.QuoteDigits), price) : BigInteger.Zero;
        return new DriftPerpPosition("SOL", market, units, profit, price)
        {
            OwnRatio = ownRatio,
            IsolatedCollateral = collateral is { } set ? DriftVectors.Units(set, DriftUnits.QuoteDigits) : null,
        };
    }

    private static VectorAnswer Gate(GoldenVector vector)
    {
        var inputs = vector.Inputs;
        var increases = inputs.Get("risk_increasing").Flag();
        var ordersScope = inputs.Get("order_scope").Text();
        var (initial, maintenance) = (Share(inputs.Get("imr")), Share(inputs.Get("mmr")));
        DriftScope Scope(string of, InputValue collateral, InputValue notional, bool isOrders)
        {
            var owed = BigInteger.Abs(DriftVectors.Units(notional, DriftUnits.QuoteDigits));
            var ratio = DriftOrderGate.LevelOf(isOrders, increases).At(initial, maintenance);
            return new DriftScope(
                [new DriftLine("perpetual", of, DriftVectors.Units(collateral, DriftUnits.QuoteDigits), DriftUnits.ShareOf(owed, ratio), owed)]);
        }

        var cross = inputs.Get("cross").Fields();
        var scopes = new List<DriftScope> { Scope("cross", cross.Get("collateral"), cross.Get("perp_notional"), ordersScope == "cross") };
        cross.RequireAllRead();
        foreach (var item in inputs.Get("isolated").Items())
        {
            var isolated = item.Fields();
            var market = isolated.Get("market").Text();
            var isOrders = isolated.Get("is_order_market").Flag() && ordersScope != "cross";
            scopes.Add(Scope(market, isolated.Get("collateral"), isolated.Get("worst_case_notional"), isOrders));
            isolated.RequireAllRead();
        }

        return new VectorAnswer().Add("accepted", DriftOrderGate.Accepts(scopes));
    }

    private static Fraction? Average(InputObject inputs, string name, bool strict) =>
        inputs.Find(name) is { } average && strict ? Fraction.Of(average.Number()) : null;

    private static BigInteger Amount(InputValue? value, int digits) => value is { } amount ? DriftVectors.Units(amount, digits) : BigInteger.Zero;

    private static int Share(InputValue? value) => value is { } share ? (int)DriftVectors.Units(share, 4) : 0;

    private static decimal InUsd(BigInteger value) => Integers.ToDecimal(value, DriftUnits.QuoteDigits);

    [GeneratedRegex(
        @"^SOL collateral weights init (?<asset>[0-9.]+)/maint (?<assetKept>[0-9.]+), liability (?<debt>[0-9.]+)/(?<debtKept>[0-9.]+); USDC weight 1; "
        + @"SOL price (?<price>[0-9.]+); perp IMR (?<initial>[0-9.]+)%, MMR (?<kept>[0-9.]+)%$")]
    private static partial Regex Setup();
}
