using MultiVenueMargin.Risk.RuleBooks.Span;

namespace MultiVenueMargin.Golden.Vectors.Systems;

/// <summary>SPAN as CME, JSCC and HKEX publish it, and how SPAN 2 adds its parts.</summary>
internal static class SpanVectors
{
    private static readonly string[] Cme = ["CME SPAN"];
    private static readonly string[] Jscc = ["SPAN (JSCC)", "SPAN (JSCC formula)"];
    private static readonly string[] Components = ["intracommodity_spread_charge", "intercommodity_spread_discount", "short_option_minimum", "net_option_value"];

    public static IReadOnlyList<VectorShape> Shapes { get; } =
    [
        new() { Systems = Cme, Inputs = ["price_scan_range_ccy", "contract_value_factor"], Answer = PriceScan },
        new()
        {
            Systems = Cme,
            Inputs = ["price_scan_range_ccy", "extreme_multiple", "extreme_cover_fraction", "scenario_order"],
            Optional = ["contract_multiplier", "price_scan_points", "extreme_counted_loss_ccy", "quantity"],
            Answer = FutureArray,
        },
        new() { Systems = Cme, Inputs = ["pnl_array"], Optional = ["scenario_order", "quantity"], Answer = ScanOfArray },
        new() { Systems = Cme, Inputs = ["legs"], Optional = ["scenario_order"], Answer = Portfolio },
        SpanOptionVectors.Shape,
        new()
        {
            Systems = Jscc,
            Inputs = ["long_units", "short_units"],
            Optional = ["price_scan_range", "scan_risk", .. Components],
            Answer = ByUnits,
        },
        new() { Systems = Jscc, Inputs = ["scan_risk", .. Components], Answer = Requirement },
        new()
        {
            Systems = ["SPAN (HKEX PRiME)"],
            Inputs = ["outright_rate", "spread_rate"],
            Optional = ["long_lots_month1", "short_lots_month1", "long_lots_month2", "short_lots_month2", "other_components"],
            Answer = ByLots,
        },
        new()
        {
            Systems = ["CME SPAN 2"],
            Inputs = ["x", "historical_risk", "stress_risk", "liquidity", "concentration"],
            Answer = Span2,
        },
    ];

    private static VectorAnswer PriceScan(GoldenVector vector) => new VectorAnswer().Add(
        "price_scan_points",
        SpanPriceScan.Points(vector.Inputs.Get("price_scan_range_ccy").Number(), vector.Inputs.Get("contract_value_factor").Number()));

    private static VectorAnswer FutureArray(GoldenVector vector)
    {
        var inputs = vector.Inputs;
        var range = inputs.Get("price_scan_range_ccy").Number();
        var multiple = inputs.Get("extreme_multiple").Number();

        // What the house prints is the counted loss; the share follows from it where both are there.
        var cover = inputs.Find("extreme_counted_loss_ccy")?.Number() / (multiple * range) ?? inputs.Get("extreme_cover_fraction").Number();
        var array = SpanArray.OfFuture(ScenariosOf(inputs, multiple, cover), range);
        var quantity = inputs.Find("quantity")?.Number() ?? 1m;
        return Scanned(new VectorAnswer(), "pnl_array", SpanArray.Sum([(quantity, array)]))
            .Add("price_scan_points", inputs.Find("contract_multiplier") is { } multiplier ? SpanPriceScan.Points(range, multiplier.Number()) : null);
    }

    private static VectorAnswer ScanOfArray(GoldenVector vector) => Scanned(
        new VectorAnswer(), "pnl_array", SpanArray.Sum([(vector.Inputs.Find("quantity")?.Number() ?? 1m, Numbers(vector.Inputs.Get("pnl_array")))]));

    private static VectorAnswer Portfolio(GoldenVector vector)
    {
        var legs = vector.Inputs.Get("legs").Items().Select(leg => leg.Fields())
            .Select(leg => (leg.Get("qty").Number(), Numbers(leg.Get("pnl_array"))));
        return Scanned(new VectorAnswer(), "portfolio_pnl_array", SpanArray.Sum(legs));
    }

    private static VectorAnswer ByUnits(GoldenVector vector)
    {
        var inputs = vector.Inputs;
        var net = inputs.Get("long_units").Number() - inputs.Get("short_units").Number();
        var scan = inputs.Find("scan_risk")?.Number() ?? (inputs.Get("price_scan_range").Number() * Math.Abs(net));
        return Requirement(inputs, scan).Add("net_units", net).Add("scan_risk", scan);
    }

    private static VectorAnswer Requirement(GoldenVector vector) => Requirement(vector.Inputs, vector.Inputs.Get("scan_risk").Number());

    private static VectorAnswer Requirement(InputObject inputs, decimal scan)
    {
        var requirement = new SpanRequirement(
            scan,
            inputs.Find("intracommodity_spread_charge")?.Number() ?? 0m,
            inputs.Find("intercommodity_spread_discount")?.Number() ?? 0m,
            inputs.Find("short_option_minimum")?.Number() ?? 0m);
        return new VectorAnswer()
            .Add("span_risk", requirement.Risk)
            .Add("margin_requirement", requirement.LessOptionValue(inputs.Find("net_option_value")?.Number() ?? 0m));
    }

    private static VectorAnswer ByLots(GoldenVector vector)
    {
        var inputs = vector.Inputs;
        SpanTierDelta Month(string name) =>
            new(name, inputs.Find($"long_lots_{name}")?.Number() ?? 0m, inputs.Find($"short_lots_{name}")?.Number() ?? 0m);

        var margin = SpanLotMargin.Of(
            [Month("month1"), Month("month2")],
            inputs.Get("outright_rate").Number(),
            [new SpanSpread(1, "month1", "month2", inputs.Get("spread_rate").Number())],
            inputs.Find("other_components")?.Number() ?? 0m);
        return new VectorAnswer().Add("spreads", margin.Spreads).Add("outright_lots", margin.OutrightLots).Add("total", margin.Total);
    }

    private static VectorAnswer Span2(GoldenVector vector)
    {
        var inputs = vector.Inputs;
        var total = new Span2Total(
            inputs.Get("historical_risk").Number(),
            inputs.Get("stress_risk").Number(),
            inputs.Get("liquidity").Number(),
            inputs.Get("concentration").Number(),
            inputs.Get("x").Number());
        return new VectorAnswer().Add("total", total.Amount);
    }

    internal static IReadOnlyList<SpanScenario> ScenariosOf(InputObject inputs, decimal multiple, decimal cover) =>
        [.. inputs.Get("scenario_order").Items().Select(label => SpanScenario.Named(label.Text(), multiple, cover))];

    internal static VectorAnswer Scanned(VectorAnswer answer, string path, IReadOnlyList<decimal> array)
    {
        var scan = SpanScan.Of(array);
        return answer.Add(path, array).Add("scanning_risk", scan.Risk).Add("worst_scenario", scan.WorstScenario);
    }

    private static IReadOnlyList<decimal> Numbers(InputValue list) => [.. list.Items().Select(item => item.Number())];
}
