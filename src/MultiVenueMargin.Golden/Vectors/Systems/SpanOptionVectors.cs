using MultiVenueMargin.Domain.Instruments;
using MultiVenueMargin.Risk.RuleBooks.Span;

namespace MultiVenueMargin.Golden.Vectors.Systems;

/// <summary>Arrays of options that are priced from their inputs, and the portfolio of options and futures that they make.</summary>
internal static class SpanOptionVectors
{
    public static VectorShape Shape { get; } = new()
    {
        Systems = ["CME SPAN"],
        Inputs =
        [
            "future_price", "strike", "right", "implied_vol", "contract_multiplier", "price_scan_range_points", "vol_scan_range",
            "vol_shift_mode", "extreme_multiple", "extreme_cover_fraction", "years_to_expiry", "positions", "scenario_order",
        ],
        Optional = ["price_scan_range_ccy", "rate", "look_ahead_years", "pricing"],
        Answer = Answer,
    };

    private static VectorAnswer Answer(GoldenVector vector)
    {
        var inputs = vector.Inputs;
        var option = OptionOf(inputs);
        var scenarios = SpanVectors.ScenariosOf(inputs, inputs.Get("extreme_multiple").Number(), inputs.Get("extreme_cover_fraction").Number());
        var name = option.Right == OptionRight.Call ? "call" : "put";
        var points = inputs.Get("price_scan_range_points").Number();
        var range = inputs.Find("price_scan_range_ccy")?.Number() ?? (points * option.Multiplier);
        var ofOption = SpanArray.OfOption(scenarios, option);
        var ofFuture = SpanArray.OfFuture(scenarios, range);
        var legs = inputs.Get("positions").Fields().Entries().Select(position => (
            position.Value.Number(),
            position.Key == "future" ? ofFuture
                : position.Key == name ? ofOption
                : throw position.Value.Refused("a position is the future or the option")));
        var answer = new VectorAnswer()
            .Add($"{name}_value", (decimal)SpanArray.ValueOf(option, option.Forward, option.Volatility, option.Years))
            .Add($"{name}_pnl_array_long1", ofOption)
            .Add("future_pnl_array_long1", ofFuture);
        return SpanVectors.Scanned(answer, "portfolio_pnl_array", SpanArray.Sum(legs));
    }

    private static SpanOption OptionOf(InputObject inputs)
    {
        var pricing = inputs.Find("pricing")?.Text() ?? "Black-76";
        if (!pricing.StartsWith("Black-76", StringComparison.Ordinal))
        {
            throw inputs.Get("pricing").Refused("options on futures are priced by Black-76");
        }

        var mode = inputs.Get("vol_shift_mode");
        var isUndiscounted = pricing.Contains("undiscounted", StringComparison.Ordinal);
        return new SpanOption
        {
            Right = inputs.Get("right").Text() switch
            {
                "C" or "call" => OptionRight.Call,
                "P" or "put" => OptionRight.Put,
                _ => throw inputs.Get("right").Refused("an option is a call or a put"),
            },
            Forward = inputs.Get("future_price").Statistic(),
            Strike = inputs.Get("strike").Statistic(),
            Volatility = inputs.Get("implied_vol").Statistic(),
            Years = inputs.Get("years_to_expiry").Statistic(),
            Multiplier = inputs.Get("contract_multiplier").Number(),
            PriceScanRange = inputs.Get("price_scan_range_points").Statistic(),
            VolatilityScanRange = inputs.Get("vol_scan_range").Statistic(),
            VolatilityIsRelative = mode.Text().StartsWith("relative", StringComparison.Ordinal)
                || (mode.Text().StartsWith("absolute", StringComparison.Ordinal) ? false : throw mode.Refused("volatility moves by a share of it or by points")),
            LookAheadYears = inputs.Find("look_ahead_years")?.Statistic() ?? 0.0,
            InterestRate = isUndiscounted ? 0.0 : inputs.Find("rate")?.Statistic() ?? 0.0,
        };
    }
}
