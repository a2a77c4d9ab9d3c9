using MultiVenueMargin.Risk.RuleBooks.Mechanisms;

namespace MultiVenueMargin.Golden.Vectors.Systems;

/// <summary>Synthetix v3 perpetuals have closed: no model of them, but their mechanisms are ours.</summary>
internal static class SynthetixVectors
{
    public static IReadOnlyList<VectorShape> Shapes { get; } =
    [
        new()
        {
            Systems = ["synthetix_v3"],
            Family = "perp_margin",
            Inputs = ["collateral", "markets"],
            Answer = Account,
        },
        new()
        {
            Systems = ["synthetix_v3"],
            Family = "perp_margin",
            Inputs = ["collateral", "positions", "initial_margin_fraction", "minimum_initial_margin_ratio", "maintenance_scalar", "liquidation_reward_ratio"],
            Answer = Required,
        },
        new()
        {
            Systems = ["synthetix_v3"],
            Family = "collateral_haircut_curve",
            Inputs = ["amount", "price", "skew_scale", "discount_scalar", "lower", "upper"],
            Answer = Haircut,
        },
        new()
        {
            Systems = ["synthetix_v3"],
            Family = "partial_liquidation",
            Inputs = ["position_before", "seconds_since_first", "max_liquidation_in_window", "window_seconds"],
            Answer = Window,
        },
    ];

    private static VectorAnswer Account(GoldenVector vector)
    {
        var answer = new VectorAnswer();
        var (available, maintenance) = (vector.Inputs.Get("collateral").Number(), 0m);
        foreach (var entry in vector.Inputs.Get("markets").Items().Select(entry => entry.Fields()))
        {
            var market = MarketOf(entry, entry);
            var (size, price, now) = (entry.Get("size").Number(), entry.Get("price").Number(), entry.Get("price_now").Number());
            var profit = market.Profit(size, price, now);
            answer.Add($"pnl/{entry.Get("market").Text()}", profit);
            available += profit;
            maintenance += market.MaintenanceMargin(size, now);
        }

        answer.Add("available_margin", available).Add("maintenance_margin_before_reward", maintenance);
        return vector.Expected.Fields().Find("eligible_for_liquidation") is null
            ? answer.LeaveOut("eligible_for_liquidation", "the vector states no verdict: the reward, which counts against it, is not among its inputs")
            : answer.Add("eligible_for_liquidation", maintenance > available);
    }

    private static VectorAnswer Required(GoldenVector vector)
    {
        var answer = new VectorAnswer();
        var (available, initial, maintenance, notional) = (vector.Inputs.Get("collateral").Number(), 0m, 0m, 0m);
        foreach (var entry in vector.Inputs.Get("positions").Items().Select(entry => entry.Fields()))
        {
            var market = MarketOf(entry, vector.Inputs);
            var (size, price) = (entry.Get("size").Number(), entry.Get("price").Number());
            var now = entry.Find("price_now")?.Number() ?? price;
            var profit = market.Profit(size, price, now);
            answer.Add($"pnl_{entry.Get("market").Text().ToLowerInvariant()}", profit);
            available += profit;
            initial += market.InitialMargin(size, now);
            maintenance += market.MaintenanceMargin(size, now);
            notional += SkewMarket.Notional(size, now);
        }

        return answer
            .Add("initial_margin_excl_reward", initial)
            .Add("maintenance_margin_excl_reward", maintenance)
            .Add("available_margin", available)
            .Add("withdrawable_margin", available - initial - (notional * vector.Inputs.Get("liquidation_reward_ratio").Number()));
    }

    private static VectorAnswer Haircut(GoldenVector vector)
    {
        decimal Number(string input) => vector.Inputs.Get(input).Number();

        var haircut = new SizeHaircut(Number("skew_scale"), Number("discount_scalar"), Number("lower"), Number("upper"));
        return new VectorAnswer()
            .Add("discount", haircut.Of(Number("amount")))
            .Add("discounted_value", haircut.ValueOf(Number("amount"), Number("price")));
    }

    /// <summary>
    /// These vectors are calls one after the other and do not state what the calls before took. A call takes all it may, so what is still there some time after the first
    /// one shows that the window was spent. Of a call at the same moment only the description says whether it is the first; without its word what is larger than a whole
    /// window is taken for untouched, and the rest is not decided by the inputs.
    /// </summary>
    private static VectorAnswer Window(GoldenVector vector)
    {
        var (position, since) = (vector.Inputs.Get("position_before").Number(), vector.Inputs.Get("seconds_since_first").Number());
        var window = new LiquidationWindow(vector.Inputs.Get("max_liquidation_in_window").Number(), vector.Inputs.Get("window_seconds").Number());
        var isFirst = since == 0 && (Says("first call") || (!Says("again") && (Math.Abs(position) > window.Most
            ? true
            : throw vector.Inputs.Get("seconds_since_first").Refused("it is not said whether this is the first call, which takes all of it, or one after it, which takes nothing"))));
        return new VectorAnswer().Add("position_after", window.Left(position, isFirst ? [] : [(window.Most, since)]));

        bool Says(string words) => vector.Description.Contains(words, StringComparison.OrdinalIgnoreCase);
    }

    private static SkewMarket MarketOf(InputObject market, InputObject ratios) => new(
        market.Get("skew_scale").Number(),
        ratios.Get("initial_margin_fraction").Number(),
        ratios.Get("minimum_initial_margin_ratio").Number(),
        ratios.Get("maintenance_scalar").Number(),
        market.Find("min_position_margin")?.Number() ?? 0m);
}
