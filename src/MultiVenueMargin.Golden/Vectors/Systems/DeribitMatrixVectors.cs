using MultiVenueMargin.Risk.RuleBooks.Deribit;
using MultiVenueMargin.Risk.RuleBooks.Grids;

namespace MultiVenueMargin.Golden.Vectors.Systems;

/// <summary>The risk matrix of one coin's perpetuals and futures, as the venue's <c>private/pme/simulate</c> answers it.</summary>
internal static class DeribitMatrixVectors
{
    private const string Perpetual = "-PERPETUAL";

    // The far moves are the venue's own; the vectors state only how many there are.
    private static readonly IReadOnlyList<decimal> FarMoves = [-0.66m, -0.33m, 0.5m, 1m, 2m, 3m, 4m, 5m];

    public static IReadOnlyList<VectorShape> Shapes { get; } =
    [
        new()
        {
            Systems = ["Deribit portfolio margin (S:PM, BTC)", "Deribit portfolio margin (ETH)", "Deribit portfolio margin"],
            Inputs = ["positions_base", "index_price", "params"],
            Optional =
            [
                "mark_prices", "timestamp_ms", "expiry_utc", "open_orders_margin", "mmp_margin", "spot_margin", "correlation_contingency",
            ],
            Answer = Answer,
        },
    ];

    private static VectorAnswer Answer(GoldenVector vector)
    {
        var inputs = vector.Inputs;
        var rules = inputs.Get("params").Fields();
        var index = inputs.Get("index_price").Number();
        var positions = inputs.Get("positions_base").Fields().Entries().ToDictionary(entry => entry.Key, entry => entry.Value.Number(), StringComparer.Ordinal);
        if (positions.Keys.FirstOrDefault(IsNoInverseFuture) is { } other)
        {
            throw inputs.Get("positions_base").Refused($"{other} is no inverse perpetual or future; its volatility and strike are not among the inputs");
        }

        var range = rules.Get("price_range").Number();
        var moves = PriceMoves.Even(range, rules.Get("buckets_each_side").Whole());
        var extended = new ExtendedTable(FarMoves, rules.Find("extended_table_factor")?.Number() ?? 1m);
        decimal[] VectorOf(IEnumerable<decimal> coins, IEnumerable<decimal> at) => [.. at.Select(move => coins.Sum(each => InverseProfit.InCoin(each, move)))];

        var bucket = new MatrixBucket(
            VectorOf(positions.Values, moves),
            VectorOf(positions.Values, FarMoves.Select(move => ExtendedTable.FuturesMove(move, range))),
            new GainRecognition(rules.Get("pnl_offset").Number(), MostGain(rules) / index),
            DampenerOf(rules, positions.Keys) / index);
        var matrix = RiskMatrix.Of([bucket], extended, moves.Count);

        var roll = new RollShock(rules.Get("min_annualised_move").Number(), rules.Get("annualised_move_risk").Number())
            .Of(Expiries(positions, inputs));
        var delta = positions.Values.Sum();
        var shock = ShockOf(rules, delta, index);
        decimal AddOn(string name) => inputs.Find(name)?.Number() ?? 0m;
        var correlation = AddOn("correlation_contingency");
        var margin = matrix.WorstCase + roll + shock + correlation;

        return new VectorAnswer()
            .Add("price_moves", moves)
            .Add("perp_vector_per_price_move", VectorOf(positions.Where(position => IsPerpetual(position.Key)).Select(position => position.Value), moves))
            .Add("future_vector_per_price_move", VectorOf(positions.Where(position => !IsPerpetual(position.Key)).Select(position => position.Value), moves))
            .Add("aggregated_vector_per_price_move", matrix.Standard)
            .Add("extended_aggregated", matrix.Extended)
            .Add("worst_case", matrix.WorstCase)
            .Add("worst_bucket", matrix.WorstCell + 1)
            .Add("roll_shock", roll)
            .Add("delta_shock", shock)
            .Add("correlation_contingency", correlation)
            .Add("risk_matrix_margin", margin)
            .Add("initial_margin", margin + AddOn("open_orders_margin") + AddOn("mmp_margin") + AddOn("spot_margin"))
            .Add("maintenance_margin", rules.Get("mm_factor").Number() * margin);
    }

    private static bool IsPerpetual(string name) => name.EndsWith(Perpetual, StringComparison.Ordinal);

    /// <summary>Options have four parts, linear contracts name their quote after an underscore.</summary>
    private static bool IsNoInverseFuture(string name) => name.Split('-').Length != 2 || name.Contains('_', StringComparison.Ordinal);

    private static IEnumerable<ExpiryDelta> Expiries(Dictionary<string, decimal> positions, InputObject inputs) =>
        from position in positions
        let expiry = IsPerpetual(position.Key) ? null : (DateTimeOffset?)ExpiryOf(position.Key, inputs)
        group position.Value by expiry into coins
        select new ExpiryDelta(coins.Sum(), coins.Key is { } end ? YearsTo(end, inputs) : 0m);

    private static DateTimeOffset ExpiryOf(string name, InputObject inputs)
    {
        var text = inputs.Get("expiry_utc").Fields().Get(name);
        return DateTimeOffset.TryParse(text.Text(), System.Globalization.CultureInfo.InvariantCulture, out var expiry) ? expiry : throw text.Refused("it is no instant");
    }

    private static decimal YearsTo(DateTimeOffset expiry, InputObject inputs) =>
        Math.Max(0m, (expiry.ToUnixTimeMilliseconds() - inputs.Get("timestamp_ms").Number()) / (365m * 86_400_000m));

    private static decimal MostGain(InputObject rules) =>
        (rules.Find("max_offsetable_pnl_usd") ?? rules.Get("max_offsetable_pnl")).Number();

    /// <summary>The coin's own dampener, in USD; that of USD where the coin has none.</summary>
    private static decimal DampenerOf(InputObject rules, IEnumerable<string> positions)
    {
        if (rules.Find("extended_dampener_usd") is not { } stated)
        {
            return 0m;
        }

        if (!stated.IsObject)
        {
            return stated.Number();
        }

        var byCurrency = stated.Fields();
        var coin = positions.Select(name => name.Split('-')[0].ToLowerInvariant()).FirstOrDefault("usd");
        return (byCurrency.Find(coin) ?? byCurrency.Get("usd")).Number();
    }

    private static decimal ShockOf(InputObject rules, decimal delta, decimal index)
    {
        if (rules.Find("delta_total_liq_shock_threshold_usd") is not { } threshold || Math.Abs(delta) * index <= threshold.Number())
        {
            return 0m;
        }

        return new DeltaShock(threshold.Number(), rules.Get("m_inc").Number(), rules.Get("max_delta_shock").Number()).InCoin(delta, index);
    }
}
