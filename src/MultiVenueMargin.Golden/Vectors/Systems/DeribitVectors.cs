using MultiVenueMargin.Risk.RuleBooks.Deribit;

namespace MultiVenueMargin.Golden.Vectors.Systems;

/// <summary>Deribit's volatility shock, standard margin and earlier contingencies.</summary>
internal static class DeribitVectors
{
    public static IReadOnlyList<VectorShape> Shapes { get; } =
    [
        .. DeribitMatrixVectors.Shapes,
        new()
        {
            Systems = ["Deribit portfolio margin"],
            Inputs =
            [
                "iv", "days_to_expiry", "volatility_range_up", "volatility_range_down", "min_volatility_for_shock_up",
                "short_term_vega_power", "long_term_vega_power",
            ],
            Answer = VolatilityShocks,
        },
        new()
        {
            Systems = ["Deribit portfolio margin (legacy)"],
            Inputs = ["max_iv_change", "days", "power"],
            Answer = vector => new VectorAnswer().Add("iv_change", (decimal)LegacyContingencies.VolatilityChange(
                vector.Inputs.Get("max_iv_change").Statistic(), vector.Inputs.Get("days").Statistic(), vector.Inputs.Get("power").Statistic())),
        },
        new()
        {
            Systems = ["Deribit portfolio margin (legacy)"],
            Inputs = ["strike_positions", "charge_per_net_short"],
            Answer = ShortOptions,
        },
        new()
        {
            Systems = ["Deribit portfolio margin (legacy)"],
            Inputs = ["long_btc", "short_btc", "rate"],
            Answer = vector => new VectorAnswer().Add("contingency_btc", Futures(vector.Inputs)).Add("futures_contingency_btc", Futures(vector.Inputs)),
        },
        new()
        {
            Systems = ["Deribit portfolio margin (legacy)"],
            Inputs = ["long_btc", "short_btc", "rate", "options_count", "options_rate"],
            Answer = vector => new VectorAnswer()
                .Add("futures_contingency_btc", Futures(vector.Inputs))
                .Add("options_contingency_btc", LegacyContingencies.AllOptions(
                    vector.Inputs.Get("options_count").Number(), vector.Inputs.Get("options_rate").Number())),
        },
        new()
        {
            Systems = ["Deribit standard margin"],
            Inputs = ["index_price", "position_size_coin", "im_base", "mm_base", "slope_per_coin"],
            Answer = StandardFuture,
        },
        new()
        {
            Systems = ["Deribit standard margin (short inverse options)"],
            Inputs = ["right", "underlying", "strike", "mark_btc"],
            Optional = ["short_contracts"],
            Answer = StandardOption,
        },
    ];

    private static VectorAnswer VolatilityShocks(GoldenVector vector)
    {
        decimal Rule(string name) => vector.Inputs.Get(name).Number();
        var shock = new VolatilityShock(
            Rule("volatility_range_up"), Rule("volatility_range_down"), Rule("short_term_vega_power"), Rule("long_term_vega_power"), Rule("min_volatility_for_shock_up"));
        var (volatility, days) = (vector.Inputs.Get("iv").Statistic(), vector.Inputs.Get("days_to_expiry").Statistic());
        return new VectorAnswer()
            .Add("vol_up", (decimal)shock.Up(volatility, days))
            .Add("vol_down", (decimal)shock.Down(volatility, days));
    }

    /// <summary>One strike's positions by name, or a map of strikes to such.</summary>
    private static VectorAnswer ShortOptions(GoldenVector vector)
    {
        var entries = vector.Inputs.Get("strike_positions").Fields().Entries();
        List<List<decimal>> strikes = entries.Any(entry => entry.Value.IsObject)
            ? [.. entries.Select(strike => strike.Value.Fields().Entries().Select(position => position.Value.Number()).ToList())]
            : [[.. entries.Select(position => position.Value.Number())]];
        return new VectorAnswer()
            .Add("net_short", strikes.Sum(LegacyContingencies.NetShort))
            .Add("contingency_btc", LegacyContingencies.ShortOptions(strikes, vector.Inputs.Get("charge_per_net_short").Number()));
    }

    private static decimal Futures(InputObject inputs) => LegacyContingencies.OffsettingFutures(
        inputs.Get("long_btc").Number(), inputs.Get("short_btc").Number(), inputs.Get("rate").Number());

    private static VectorAnswer StandardFuture(GoldenVector vector)
    {
        decimal Input(string name) => vector.Inputs.Get(name).Number();
        var rate = new SizedRate(Input("im_base"), Input("mm_base"), Input("slope_per_coin"));
        var (coins, index) = (Math.Abs(Input("position_size_coin")), Input("index_price"));
        var (initial, maintenance) = (rate.InitialRate(coins), rate.MaintenanceRate(coins));
        return new VectorAnswer()
            .Add("im_rate", initial)
            .Add("im_coin", coins * initial)
            .Add("im_usdc", coins * initial * index)
            .Add("mm_rate", maintenance)
            .Add("mm_coin", coins * maintenance)
            .Add("mm_usdc", coins * maintenance * index);
    }

    private static VectorAnswer StandardOption(GoldenVector vector)
    {
        // The formula's own numbers, which the vectors state in words.
        var rules = new ShortOptionMargin(0.15m, 0.1m, 0.075m);
        var right = OptionRights.Of(vector.Inputs.Get("right"));
        var mark = vector.Inputs.Get("mark_btc").Number();
        var contracts = Math.Abs(vector.Inputs.Find("short_contracts")?.Number() ?? 1m);
        var away = ShortOptionMargin.OutOfTheMoney(right, vector.Inputs.Get("underlying").Number(), vector.Inputs.Get("strike").Number());
        return new VectorAnswer()
            .Add("initial_margin_btc", contracts * rules.InitialOf(right, away, mark))
            .Add("maintenance_margin_btc", contracts * rules.MaintenanceOf(right, mark));
    }
}
