using System.Text.Json;
using MultiVenueMargin.Domain.Instruments;
using MultiVenueMargin.Risk.RuleBooks.Documents;
using MultiVenueMargin.Risk.RuleBooks.Paradex;

namespace MultiVenueMargin.RuleBooks.Tests.Paradex;

/// <summary>Portfolios with the requirement that the venue or its own library reports, and the table of its portfolio margin as it answered it.</summary>
public sealed class ParadexFixtureTests
{
    [Fixture]
    public void CrossMarginFixture_WhenTheVenueReportsARequirement_IsOurs()
    {
        var (asked, fees) = (0, Shipped.Fees);
        foreach (var fixture in CasesOf("margin-cross"))
        {
            var (payload, reported) = (fixture.GetProperty("payload"), fixture.GetProperty("parsed"));
            var tolerance = reported.GetProperty("tolerance").GetDecimal();
            var (initial, maintenance, fee, maintenanceFee) = (0m, 0m, 0m, 0m);
            foreach (var market in payload.GetProperty("marketData").EnumerateObject())
            {
                var held = Market(payload, market.Name);
                var specs = payload.GetProperty("marketSpecs").GetProperty(market.Name);
                var (mark, spot) = (Of(market.Value, "mark_price"), Of(market.Value, "underlying_price"));

                // Fee rates of one account, of which the captured rows have none; then the venue's public ones were in what it reported.
                var stated = Of(market.Value, "fee_rate");
                if (specs.GetProperty("asset_kind").GetString() == "PERP")
                {
                    var (rate, share) = (Of(specs.GetProperty("delta1_cross_margin_params"), "imf_base"), Of(specs.GetProperty("delta1_cross_margin_params"), "mmf_factor"));
                    initial += held.FutureInitial(mark, rate) + LossOf(payload, market.Name, mark);
                    maintenance += held.FutureMaintenance(mark, rate, share);
                    var each = (fees with { Futures = stated }).OfFuture(mark);
                    (fee, maintenanceFee) = (fee + (held.Open * each), maintenanceFee + (Math.Abs(held.Size) * each));
                }
                else
                {
                    var right = specs.GetProperty("option_type").GetString() == "CALL" ? OptionRight.Call : OptionRight.Put;
                    var (enter, keep) = (TermsOf(specs, "imf"), TermsOf(specs, "mmf"));
                    var strike = Of(specs, "strike_price");
                    initial += held.OptionInitial(enter.Long(mark, spot), enter.Short(right, spot, strike));
                    maintenance += held.OptionMaintenance(keep.Long(mark, spot), keep.Short(right, spot, strike));
                }

                if (reported.TryGetProperty("buyOpenSize", out var buys) && market.Name.EndsWith("PERP", StringComparison.Ordinal))
                {
                    Assert.Equal((buys.GetDecimal(), reported.GetProperty("sellOpenSize").GetDecimal()), (held.OpenBuy, held.OpenSell));
                    Near.Equal(reported.GetProperty("netImr").GetDecimal(), held.FutureInitial(mark, 0.02m), tolerance);
                    Near.Equal(reported.GetProperty("feeProvisionImr").GetDecimal(), fee, tolerance);
                }
            }

            asked += Check(reported, ["IMR", "imr"], initial + fee, tolerance) + Check(reported, ["MMR", "mmr"], maintenance + maintenanceFee, tolerance);
        }

        Assert.Equal(9, asked);
    }

    /// <summary>The exchange's own figures have provisions for fees in them: with the public rates we are within two thousandths of a dollar of 3.2504 and 1.6339.</summary>
    [Fixture]
    public void CrossMarginFixture_WhenFeesAreProvidedFor_IsNearerToTheExchange()
    {
        var fixture = CasesOf("margin-cross").Single(each => each.GetProperty("parsed").TryGetProperty("IMR", out var figure) && figure.GetDecimal() == 3.2504m);
        var data = fixture.GetProperty("payload").GetProperty("marketData");
        var (perpetual, call) = (data.GetProperty("BTC-USD-PERP"), data.GetProperty("BTC-USD-8MAY26-78000-C"));
        var margin = (0.0005m * Of(perpetual, "mark_price") * 0.02m) + (0.001m * Of(call, "mark_price"));
        var fees = (0.0005m * Shipped.Fees.OfFuture(Of(perpetual, "mark_price"))) + (0.001m * Shipped.Fees.OfOption(Of(call, "underlying_price"), Of(call, "mark_price")));

        Near.Equal(fixture.GetProperty("parsed").GetProperty("IMR").GetDecimal(), margin + fees, 0.002m);
        Near.Equal(fixture.GetProperty("parsed").GetProperty("MMR").GetDecimal(), (margin / 2m) + fees, 0.002m);
    }

    [Fixture]
    public void PortfolioFixture_WhenTheVenueAnswersItsTable_IsTheRuleBookThatShips()
    {
        var table = CasesOf("margin-portfolio-config").Single().GetProperty("payload").GetProperty("pmConfig");
        var volatility = table.GetProperty("vol_shock_params");

        Assert.Equal(
            table.GetProperty("scenarios").EnumerateArray().Select(each => new ScanScenario(Of(each, "spot_shock"), Of(each, "vol_shock"), Of(each, "weight"))),
            Shipped.Scenarios);
        Assert.Equal(new MinimumDelta(Of(table, "unhedged_margin_factor"), Of(table, "hedged_margin_factor")), Shipped.MinimumDelta);
        Assert.Equal(
            (Of(table, "mmf_factor"), Of(volatility, "vega_power_short_dte"), Of(volatility, "vega_power_long_dte"), Of(volatility, "dte_floor_days"), Of(volatility, "min_vol_shock_up")),
            (Shipped.MaintenanceShare, Shipped.ShortTermPower, Shipped.LongTermPower, Shipped.LeastDays, Shipped.LeastUpVolatility));
    }

    private static ParadexParameters Shipped { get; } = RuleBookDocument.Shipped("paradex").ParametersAs<ParadexParameters>();

    private static int Check(JsonElement reported, string[] names, decimal figure, decimal tolerance)
    {
        var stated = names.Where(name => reported.TryGetProperty(name, out _)).Select(name => reported.GetProperty(name).GetDecimal()).ToList();
        Assert.All(stated, expected => Near.Equal(expected, figure, tolerance));
        return stated.Count;
    }

    private static CrossMarginMarket Market(JsonElement payload, string market) => new(
        Rows(payload, "positions", market).Sum(row => IsBuy(row) ? Of(row, "size") : -Of(row, "size")),
        Rows(payload, "orders", market).Where(IsBuy).Sum(row => Of(row, "size")),
        Rows(payload, "orders", market).Where(row => !IsBuy(row)).Sum(row => Of(row, "size")));

    private static decimal LossOf(JsonElement payload, string market, decimal mark) => Rows(payload, "orders", market)
        .Sum(row => Risk.RuleBooks.Perpetuals.OrderLoss.Of(IsBuy(row) ? Of(row, "size") : -Of(row, "size"), Of(row, "price"), mark));

    private static IEnumerable<JsonElement> Rows(JsonElement payload, string list, string market) => payload.TryGetProperty(list, out var rows)
        ? rows.EnumerateArray().Where(row => row.GetProperty("market").GetString() == market)
        : [];

    private static bool IsBuy(JsonElement row) => row.GetProperty("side").GetString() == "BUY";

    private static OptionCrossMargin TermsOf(JsonElement specs, string level)
    {
        var terms = specs.GetProperty("option_cross_margin_params").GetProperty(level);
        return new(Of(terms, "premium_multiplier"), Of(terms, "long_itm"), Of(terms, "short_itm"), Of(terms, "short_otm"), Of(terms, "short_put_cap"));
    }

    private static decimal Of(JsonElement row, string name) => row.GetProperty(name) is { ValueKind: JsonValueKind.String } text
        ? decimal.Parse(text.GetString()!, System.Globalization.CultureInfo.InvariantCulture)
        : row.GetProperty(name).GetDecimal();

    private static JsonElement.ArrayEnumerator CasesOf(string name) => JsonDocument
        .Parse(File.ReadAllText(Path.Combine(FixtureAttribute.Folder!, "paradex", $"{name}.json"))).RootElement.GetProperty("cases").EnumerateArray();
}
