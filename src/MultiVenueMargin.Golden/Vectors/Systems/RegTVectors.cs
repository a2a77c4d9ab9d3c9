using System.Globalization;
using MultiVenueMargin.Domain;
using MultiVenueMargin.Domain.Instruments;
using MultiVenueMargin.Risk.RuleBooks.Documents;
using MultiVenueMargin.Risk.RuleBooks.RegT;

namespace MultiVenueMargin.Golden.Vectors.Systems;

/// <summary>Strategy-based margin of US options, as a peer replays it beside a broker's figures.</summary>
internal static class RegTVectors
{
    private const string AnotherEngine = "what a broker asked on that day by rules of its own; it is given to compare with, not to be computed";

    private static readonly string[] Peer = ["quantconnect_lean"];
    private static readonly RegTParameters Parameters = RuleBookDocument.Shipped("reg-t").ParametersAs<RegTParameters>();

    public static IReadOnlyList<VectorShape> Shapes { get; } =
    [
        new()
        {
            Systems = Peer,
            Family = "rule_based_option_margin",
            Inputs = ["right", "strike", "option_price", "underlying_price", "short_contracts", "multiplier"],
            Answer = ShortOption,
        },
        new() { Systems = Peer, Family = "rule_based_option_margin", Inputs = ["prices_ref", "legs"], Answer = Strategy },
    ];

    private static VectorAnswer ShortOption(GoldenVector vector)
    {
        var inputs = vector.Inputs;
        var price = inputs.Get("underlying_price").Number();
        var units = inputs.Get("short_contracts").Number() * inputs.Get("multiplier").Number();
        var option = new RegTOption(
            "option", RightOf(inputs.Get("right")), inputs.Get("strike").Number(), default, -units, inputs.Get("option_price").Number());

        // A broad-based index asks another rate than a stock; which of the two it is stands in the description alone.
        var kind = vector.Description.Contains("index option", StringComparison.OrdinalIgnoreCase) ? "index" : "stock";
        var margin = units * StrategyRules.Naked(option, price, Parameters.Kinds[kind]).Maintenance;
        return new VectorAnswer()
            .Add("maintenance_margin", margin)
            .Add("peer_expected", margin)
            .Add("formula_value", margin)
            .LeaveOut("interactive_brokers", AnotherEngine);
    }

    private static VectorAnswer Strategy(GoldenVector vector)
    {
        var prices = vector.SetOf("prices_ref").Fields();
        var multiplier = prices.Get("multiplier").Number();
        var legs = vector.Inputs.Get("legs").Items().Select(leg => leg.Fields()).ToList();
        var stock = legs.Where(leg => leg.Get("instrument").Text() == "equity").Sum(leg => leg.Get("quantity").Number());
        var options = legs.Where(leg => leg.Get("instrument").Text() != "equity").Select(leg => OptionOf(leg, prices, multiplier)).ToList();

        // The peer lends on stock by a leverage, the same for entering and keeping, long and short.
        var stockRate = 1m / prices.Get("equity_leverage").Number();
        var rates = Parameters.Kinds["stock"] with
        {
            LongStockInitial = stockRate,
            LongStockMaintenance = stockRate,
            ShortStockInitial = stockRate,
            ShortStockMaintenance = stockRate,
        };
        var amount = StrategyCover.Least(options, stock, prices.Get("underlying").Number(), rates).Amount;
        var isOfOneDate = stock == 0 && options.Select(option => option.Expiry).Distinct().Count() == 1;
        var answer = new VectorAnswer()
            .Add("initial_margin_without_premium", amount.Initial)
            .Add("maintenance_margin", amount.Maintenance)
            .LeaveOut("interactive_brokers_initial", AnotherEngine)
            .Add("expiry_payoff_max_loss", isOfOneDate ? ExpiryPayoff.WorstLoss(options) : null)
            .Within("expiry_payoff_max_loss", VectorTolerance.Exact);
        return vector.Expected.Fields().Find("exact_peer_unit_initial") is null
            ? answer.LeaveOut("exact_peer_unit_initial", "the peer has no exact figure of it")
            : answer.Add("exact_peer_unit_initial", $"{ExactNumber.Format(amount.Initial)} exact");
    }

    private static RegTOption OptionOf(InputObject leg, InputObject prices, decimal multiplier)
    {
        var (right, expiry, strike) = (leg.Get("instrument").Text(), leg.Get("expiry").Text(), leg.Get("strike").Number());
        var at = ExactNumber.Format(strike);
        var value = prices.Find($"{right}s_{expiry}")?.Fields().Find(at) ?? prices.Get($"{right}_{expiry}_{at}");
        return new RegTOption(
            $"{right} {expiry} {at}",
            RightOf(leg.Get("instrument")),
            strike,
            DateTimeOffset.Parse(prices.Get($"expiry_{expiry}").Text(), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal),
            leg.Get("quantity").Number() * multiplier,
            value.Number());
    }

    private static OptionRight RightOf(InputValue right) => right.Text() switch
    {
        "call" => OptionRight.Call,
        "put" => OptionRight.Put,
        _ => throw right.Refused("an option is a call or a put"),
    };
}
