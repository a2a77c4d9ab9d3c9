using MultiVenueMargin.Risk.RuleBooks.Simm;
using MultiVenueMargin.Risk.RuleBooks.Statistical;

namespace MultiVenueMargin.Golden.Vectors.Systems;

/// <summary>Open Source Risk Engine: historical simulation, and ISDA SIMM of interest rates.</summary>
internal static class OreVectors
{
    public static IReadOnlyList<VectorShape> Shapes { get; } =
    [
        new()
        {
            Systems = ["ore"],
            Family = "var_es",
            Inputs = ["pnl_ref", "quantiles"],
            Answer = Quantiles,
        },
        new()
        {
            Systems = ["ore"],
            Family = "greeks_based",
            Inputs = ["calculation_currency", "crif_columns", "crif_rows", "simm_version", "margin_period"],
            Answer = Simm,
        },
    ];

    /// <summary>A quantile is the order statistic ⌈n·p⌉ of the profits, upwards; the shortfall of a lower one the mean up to there.</summary>
    private static VectorAnswer Quantiles(GoldenVector vector)
    {
        var tail = new HistoricalTail(vector.SetOf("pnl_ref").Items().Select(profit => profit.Number()));
        var answer = new VectorAnswer();
        foreach (var quantile in vector.Inputs.Get("quantiles").Items())
        {
            var (share, name) = (quantile.Number(), quantile.Json.GetRawText().Trim('"').Replace(".", string.Empty, StringComparison.Ordinal));
            var rank = tail.RankOf(share, TailRank.Ceiling);
            answer.Add($"quantile_{name}", tail.Worst(rank));
            if (share < 0.5m)
            {
                answer.Add($"expected_shortfall_{name}", tail.MeanOfWorst(rank));
            }
        }

        return answer;
    }

    private static VectorAnswer Simm(GoldenVector vector)
    {
        var parameters = SimmParameters.Shipped;
        var (version, period) = (vector.Inputs.Get("simm_version"), vector.Inputs.Get("margin_period"));
        var calibration = parameters.Find(version.Text(), DaysOf(period))
            ?? throw version.Refused($"SIMM {version.Text()} over {period.Text()} is not restated here");
        var currency = vector.Inputs.Get("calculation_currency").Text();
        var classes = SensitivitiesOf(vector, currency).GroupBy(each => each.ProductClass, StringComparer.Ordinal).ToList();
        var rates = new SimmRates(parameters, calibration);
        var answer = new VectorAnswer();

        // The name of a side carries the regime that it was asked for: call_side_regime_ESA. Who calls has the sensitivities as they are, who posts the opposite.
        foreach (var side in vector.Expected.Fields().Entries())
        {
            var margins = classes.ConvertAll(each => rates.Of(each, posts: side.Key.StartsWith("post", StringComparison.Ordinal)));
            answer
                .Add($"{side.Key}/ir_delta", margins.Sum(margin => margin.Delta))
                .Add($"{side.Key}/ir_vega", margins.Sum(margin => margin.Vega))
                .Add($"{side.Key}/ir_curvature", margins.Sum(margin => margin.Curvature))
                .Add($"{side.Key}/total", margins.Sum(margin => margin.Total));
        }

        return answer;
    }

    private static IEnumerable<SimmSensitivity> SensitivitiesOf(GoldenVector vector, string currency)
    {
        var columns = vector.Inputs.Get("crif_columns").Items().Select((column, place) => (Name: column.Text(), place)).ToDictionary(column => column.Name, column => column.place, StringComparer.Ordinal);
        foreach (var row in vector.Inputs.Get("crif_rows").Items().Select(row => row.Items(columns.Count)))
        {
            var (type, qualifier) = (row[columns["RiskType"]], row[columns["Qualifier"]].Text());
            if (row[columns["AmountCurrency"]].Text() != currency)
            {
                throw row[columns["AmountCurrency"]].Refused("an amount in another currency needs a rate, and none is given");
            }

            // Holding the calculation currency is no currency risk.
            if (type.Text() == "Risk_FX" && qualifier == currency)
            {
                continue;
            }

            if (!SimmRates.RiskTypes.Contains(type.Text()))
            {
                throw type.Refused($"the calibration of {type.Text()} is not restated here");
            }

            yield return new SimmSensitivity(
                row[columns["ProductClass"]].Text(),
                type.Text(),
                qualifier,
                row[columns["Label1"]].Text(),
                row[columns["Label2"]].Text(),
                row[columns["Amount"]].Number());
        }
    }

    private static int DaysOf(InputValue period) => period.Text().Split(' ') is [var days, "day" or "days"] && int.TryParse(days, out var number)
        ? number
        : throw period.Refused("a number of days is expected");
}
