using MultiVenueMargin.Risk.RuleBooks.Okx;

namespace MultiVenueMargin.Golden.Vectors.Systems;

/// <summary>OKX' risk units, their sliced charges, and discounts of collateral.</summary>
internal static class OkxVectors
{
    private const string NoIndex =
        "MR1 and MR6 move the index, whose price is not among the inputs; the mark differs from it by the basis. Of the published example: 10 LTC at the mark of 102 USDT would "
        + "lose 10 x 102 x 0.99954 x 18 % = 183.5156 USD, printed is 183.5067, which is an index of 101.9951 USDT";

    // Whose flat rates a vector may state, each with its amount and price.
    private static readonly string[] Coins = ["btc", "eth", "usdt", "usdc", "okb", "sol", "xrp", "ltc", "doge", "zrx"];

    public static IReadOnlyList<VectorShape> Shapes { get; } =
    [
        new()
        {
            Systems = ["OKX portfolio margin"],
            Inputs = ["risk_unit", "position", "usdt_usd", "price_moves", "extreme_move", "extreme_cover", "mr4_perp_rate", "mr7_rate", "imr_factor"],
            Optional = ["implied_index_price_usdt", "tiers", "mr7_tiers"],
            Answer = RiskUnit,
        },
        new()
        {
            Systems = ["OKX portfolio margin"],
            Inputs = ["risk_unit_mmr", "risk_unit_imr", "borrow_usdt", "usdt_usd", "borrow_mmr_rate", "borrow_imr_rate"],
            Answer = Account,
        },
        new() { Systems = ["OKX portfolio margin"], Inputs = ["mr7_raw", "tiers"], Optional = ["mr_sum"], Answer = MinimumCharge },
        new()
        {
            Systems = ["OKX portfolio margin"],
            Inputs = ["slices"],
            Answer = vector => new VectorAnswer().Add("mr9", vector.Inputs.Get("slices").Items()
                .Select(slice => slice.Items(2)).Sum(slice => slice[0].Number() * slice[1].Number())),
        },
        new()
        {
            Systems = ["OKX multi-currency collateral discount"],
            Inputs = ["amount_usd", "tiers"],
            Answer = vector => new VectorAnswer().Add("discounted_usd", SlicedCharge.Of(TiersOf(vector.Inputs.Get("tiers")), vector.Inputs.Get("amount_usd").Number())),
        },
        new()
        {
            Systems = ["OKX multi-currency collateral discount"],
            Inputs = ["coins", "tiers_coin"],
            Optional = ["price"],
            Answer = TieredCoins,
        },
        new()
        {
            Systems = ["OKX multi-currency collateral discount"],
            Inputs = [],
            Optional = [.. Coins.SelectMany(coin => new[] { coin, $"{coin}_price", $"{coin}_rate" })],
            Answer = FlatRates,
        },
    ];

    private static VectorAnswer RiskUnit(GoldenVector vector)
    {
        decimal Input(string name) => vector.Inputs.Get(name).Number();
        var position = vector.Inputs.Get("position").Fields();
        var usd = position.Get("contracts").Number() * position.Get("contract_value").Number() * Input("usdt_usd");
        var mark = position.Get("mark_price").Number();
        var index = vector.Inputs.Find("implied_index_price_usdt")?.Number();
        var delta = usd * mark;
        var exposure = usd * (index ?? mark);
        var moves = vector.Inputs.Get("price_moves").Items();
        var extremes = new[] { Input("extreme_move"), -Input("extreme_move") }.Select(move => exposure * move).ToList();
        var raw = Input("mr7_rate") * Math.Abs(delta);
        var margin = new RiskUnitMargin(
            SpotShock: ScenarioLoss.Worst(moves.Select(move => exposure * move.Number())),
            ThetaDecay: 0m,
            VegaTerm: 0m,
            Basis: new BasisCharge(Input("mr4_perp_rate"), 0m).Of(delta, []),
            InterestRate: 0m,
            Extreme: ScenarioLoss.Covered(extremes, Input("extreme_cover")),
            MinimumCharge: (vector.Inputs.Find("tiers") ?? vector.Inputs.Find("mr7_tiers")) is { } tiers ? SlicedCharge.Of(TiersOf(tiers), raw) : raw,
            Stablecoins: 0m);

        var answer = new VectorAnswer().Add("delta_usd", delta)
            .Add("mr1", margin.SpotShock)
            .Add("mr2", margin.ThetaDecay)
            .Add("mr3", margin.VegaTerm)
            .Add("mr4", margin.Basis)
            .Add("mr5", margin.InterestRate)
            .Add("mr6_worst_pnl", -ScenarioLoss.Worst(extremes))
            .Add("mr6", margin.Extreme)
            .Add("mr7", margin.MinimumCharge)
            .Add("mr9", margin.Stablecoins)
            .Add("mmr", margin.Maintenance)
            .Add("imr", Input("imr_factor") * margin.Maintenance);
        foreach (var move in moves)
        {
            answer.Add($"mr1_scenarios/{move.Json.GetRawText()}", exposure * move.Number());
        }

        return index is null ? WithoutIndex(answer, moves) : answer;
    }

    private static VectorAnswer WithoutIndex(VectorAnswer answer, IReadOnlyList<InputValue> moves)
    {
        foreach (var figure in moves.Select(move => $"mr1_scenarios/{move.Json.GetRawText()}").Concat(["mr1", "mr6_worst_pnl", "mr6", "mmr", "imr"]))
        {
            answer.LeaveOut(figure, NoIndex);
        }

        return answer;
    }

    private static VectorAnswer Account(GoldenVector vector)
    {
        decimal Input(string name) => vector.Inputs.Get(name).Number();
        decimal Sum(string name) => vector.Inputs.Get(name).Items().Sum(unit => unit.Number());
        var rates = new BorrowRates(Input("borrow_mmr_rate"), Input("borrow_imr_rate"));
        var borrowed = Math.Abs(Input("borrow_usdt")) * Input("usdt_usd");
        return new VectorAnswer()
            .Add("deriv_mmr", Sum("risk_unit_mmr"))
            .Add("deriv_imr", Sum("risk_unit_imr"))
            .Add("borrow_mmr", rates.Maintenance * borrowed)
            .Add("borrow_imr", rates.Initial * borrowed)
            .Add("total_mmr", Sum("risk_unit_mmr") + (rates.Maintenance * borrowed))
            .Add("total_imr", Sum("risk_unit_imr") + (rates.Initial * borrowed));
    }

    private static VectorAnswer MinimumCharge(GoldenVector vector)
    {
        var raw = vector.Inputs.Get("mr7_raw").Number();
        var adjusted = SlicedCharge.Of(TiersOf(vector.Inputs.Get("tiers")), raw);
        var answer = new VectorAnswer().Add("mr7_adj", adjusted);
        return vector.Inputs.Find("mr_sum") is { } sum
            ? answer.Add("mmr_before", Math.Max(sum.Number(), raw)).Add("mmr_after", Math.Max(sum.Number(), adjusted))
            : answer;
    }

    private static VectorAnswer TieredCoins(GoldenVector vector)
    {
        var counted = SlicedCharge.Of(TiersOf(vector.Inputs.Get("tiers_coin")), vector.Inputs.Get("coins").Number());
        var answer = new VectorAnswer().Add("discounted_coins", counted);
        return vector.Inputs.Find("price") is { } price ? answer.Add("discounted_usd", counted * price.Number()) : answer;
    }

    /// <summary>Every coin by its one rate; what counts nothing needs no price.</summary>
    private static VectorAnswer FlatRates(GoldenVector vector)
    {
        decimal Counted(string coin) => vector.Inputs.Get($"{coin}_rate").Number() is var rate && rate != 0
            ? new CoinDiscount(false, [new RateTier(null, rate)]).Counted(vector.Inputs.Get(coin).Number(), vector.Inputs.Get($"{coin}_price").Number())
            : 0m;

        return new VectorAnswer().Add("discounted_usd", Coins.Where(coin => vector.Inputs.Find(coin) is not null).Sum(Counted));
    }

    private static IReadOnlyList<RateTier> TiersOf(InputValue tiers) =>
        [.. tiers.Items().Select(tier => tier.Items(2)).Select(tier => new RateTier(tier[0].IsNull ? null : tier[0].Number(), tier[1].Number()))];
}
