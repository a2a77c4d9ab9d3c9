using System.Globalization;
using System.Text.RegularExpressions;
using MultiVenueMargin.Risk.RuleBooks.Haircuts;
using MultiVenueMargin.Risk.RuleBooks.Mechanisms;
using MultiVenueMargin.Risk.RuleBooks.Simm;
using MultiVenueMargin.Risk.RuleBooks.Statistical;

namespace MultiVenueMargin.Golden.Vectors.Systems;

/// <summary>Rules that no single venue owns: value at risk, its guards and add-ons, haircuts, SIMM's aggregation.</summary>
internal static partial class StatisticalVectors
{
    private const string Guards = "Anti-procyclicality";

    public static IReadOnlyList<VectorShape> Shapes { get; } =
    [
        Shape(Guards, Buffer, "base_margin", "buffer", "buffer_used_fraction"),
        Shape(Guards, StressWeight, "current_margin", "stressed_margin", "weight"),
        Shape(Guards, Floor, "current_margin", "ten_year_margin"),
        Shape("EWMA VaR margin (IIBX clearing)", Ewma, "lambda_", "sigma0", "returns", "sigma_multiple", "mpor_days"),
        Shape("Filtered historical simulation", Filtered, "returns", "sigma_at_time", "sigma_now", "scale_cap"),
        Shape("Historical VaR / expected shortfall", Tail, "pnl", "count", "confidence", "convention"),
        new()
        {
            Systems = ["Concentration add-on"],
            Inputs = ["initial_margin", "position_value", "daily_market_capacity", "base_days", "pad_days", "cap_days"],
            Optional = ["cap_of_margin"],
            Answer = Concentration,
        },
        Shape("ISDA SIMM", Bucket, "weighted_sensitivities", "rho", "concentration_factors"),
        Shape("Collateral haircuts (Basel standard supervisory, 10-day)", Haircuts, "assets"),
        Shape("Collateral haircuts", Rescaled, "haircut_10d", "holding_days", "remargin_days", "base_days"),
    ];

    private static VectorShape Shape(string system, Func<GoldenVector, VectorAnswer> answer, params string[] inputs) =>
        new() { Systems = [system], Inputs = inputs, Answer = answer };

    private static decimal Number(GoldenVector vector, string input) => vector.Inputs.Get(input).Number();

    private static double Statistic(GoldenVector vector, string input) => vector.Inputs.Get(input).Statistic();

    private static VectorAnswer Buffer(GoldenVector vector) => new VectorAnswer().Add("margin", AntiProcyclicality.Buffered(
        Number(vector, "base_margin"), Number(vector, "buffer"), Number(vector, "buffer_used_fraction")));

    private static VectorAnswer StressWeight(GoldenVector vector) => new VectorAnswer().Add("margin", AntiProcyclicality.StressWeighted(
        Number(vector, "current_margin"), Number(vector, "stressed_margin"), Number(vector, "weight")));

    private static VectorAnswer Floor(GoldenVector vector) => new VectorAnswer().Add("margin", AntiProcyclicality.Floored(
        Number(vector, "current_margin"), Number(vector, "ten_year_margin")));

    private static VectorAnswer Ewma(GoldenVector vector)
    {
        var returns = vector.Inputs.Get("returns").Items().Select(each => each.Statistic());
        var volatility = new EwmaVolatility(Statistic(vector, "lambda_")).After(Statistic(vector, "sigma0"), returns);
        var valueAtRisk = EwmaVolatility.ValueAtRisk(volatility, Statistic(vector, "sigma_multiple"));
        return new VectorAnswer()
            .Add("sigma", (decimal)volatility)
            .Add("var_pct", (decimal)(100 * valueAtRisk))
            .Add("margin_pct", (decimal)(100 * EwmaVolatility.Over(valueAtRisk, Statistic(vector, "mpor_days"))));
    }

    private static VectorAnswer Filtered(GoldenVector vector)
    {
        var (cap, now) = (vector.Inputs.Get("scale_cap").Items(2), Number(vector, "sigma_now"));
        var filter = new FilteredReturns(cap[0].Number(), cap[1].Number());
        var returns = vector.Inputs.Get("returns").Items();
        var then = vector.Inputs.Get("sigma_at_time").Items(returns.Count);
        var scaled = returns.Zip(then, (past, volatility) => filter.Of(past.Number(), volatility.Number(), now)).ToList();
        return new VectorAnswer().Add("scaled_returns", scaled).Add("worst", scaled.Min());
    }

    private static VectorAnswer Tail(GoldenVector vector)
    {
        var profits = ProfitsOf(vector.Inputs.Get("pnl"));
        if (profits.Count != vector.Inputs.Get("count").Whole())
        {
            throw vector.Inputs.Get("count").Refused($"the profits are {profits.Count}");
        }

        var (tail, convention) = (new HistoricalTail(profits), vector.Inputs.Get("convention"));
        var rank = convention.Text().Contains("floor", StringComparison.Ordinal) ? TailRank.Floor
            : convention.Text().Contains("ceil", StringComparison.Ordinal) ? TailRank.Ceiling
            : throw convention.Refused("it says neither floor nor ceil");
        var worst = tail.RankOf(1m - Number(vector, "confidence"), rank);
        return new VectorAnswer().Add("k", worst).Add("var", -tail.Worst(worst)).Add("es", -tail.MeanOfWorst(worst));
    }

    /// <summary>A list, or runs of numbers in words: "-10..-1 step 1, then 0..89".</summary>
    private static List<decimal> ProfitsOf(InputValue pnl)
    {
        if (pnl.IsArray)
        {
            return pnl.Items().Select(profit => profit.Number()).ToList();
        }

        var profits = new List<decimal>();
        foreach (var words in pnl.Text().Split(','))
        {
            var run = Run().Match(words);
            if (!run.Success)
            {
                throw pnl.Refused($"'{words.Trim()}' is no run of numbers");
            }

            var step = run.Groups["step"].Success ? NumberOf(run, "step") : 1m;
            for (var profit = NumberOf(run, "from"); step > 0 && profit <= NumberOf(run, "to"); profit += step)
            {
                profits.Add(profit);
            }
        }

        return profits;
    }

    private static VectorAnswer Concentration(GoldenVector vector)
    {
        var rule = new ConcentrationAddOn(
            Number(vector, "base_days"), Number(vector, "pad_days"), Number(vector, "cap_days"), vector.Inputs.Find("cap_of_margin")?.Number());
        var days = ConcentrationAddOn.LiquidationDays(Number(vector, "position_value"), Number(vector, "daily_market_capacity"));
        var effective = rule.EffectiveDays(days);
        return new VectorAnswer()
            .Add("liquidation_days", days)
            .Add("effective_days", effective)
            .Add("add_on", rule.Of(Number(vector, "initial_margin"), effective));
    }

    private static VectorAnswer Bucket(GoldenVector vector)
    {
        var weighted = vector.Inputs.Get("weighted_sensitivities").Items().Select(each => each.Statistic()).ToList();
        var concentration = vector.Inputs.Get("concentration_factors").Items(weighted.Count).Select(each => each.Statistic()).ToList();
        var rho = Statistic(vector, "rho");
        var bucket = SimmBucket.Of(weighted, (k, l) => rho * SimmBucket.Shared(concentration[k], concentration[l]));
        return new VectorAnswer().Add("bucket_margin", (decimal)bucket.Margin);
    }

    private static VectorAnswer Haircuts(GoldenVector vector) => new VectorAnswer().Add(
        "haircut_pct",
        vector.Inputs.Get("assets").Items().Select(asset =>
            SupervisoryHaircuts.Shipped.FindPercent(asset.Text()) ?? throw asset.Refused("the supervisory table names no such asset")));

    private static VectorAnswer Rescaled(GoldenVector vector) => new VectorAnswer().Add("haircut", (decimal)SupervisoryHaircuts.Rescaled(
        Statistic(vector, "haircut_10d"), Statistic(vector, "holding_days"), Statistic(vector, "remargin_days"), Statistic(vector, "base_days")));

    private static decimal NumberOf(Match run, string part) => decimal.Parse(run.Groups[part].Value, NumberStyles.Float, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"^\s*(then )?(?<from>-?[0-9.]*[0-9])\.\.(?<to>-?[0-9.]*[0-9])( step (?<step>[0-9.]+))?\s*$")]
    private static partial Regex Run();
}
