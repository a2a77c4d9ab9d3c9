using MultiVenueMargin.Risk.RuleBooks.Derive;

namespace MultiVenueMargin.Golden.Vectors.Systems;

/// <summary>Derive's standard manager: options listed one by one with their feeds, or by expiry.</summary>
internal static class DeriveStandardVectors
{
    public static IReadOnlyList<VectorShape> Shapes { get; } =
    [
        new()
        {
            Systems = ["derive"],
            Family = "rule_based_option_margin",
            Inputs = ["params_ref", "cash", "stable_price", "markets"],
            Answer = Answer,
        },
    ];

    private static VectorAnswer Answer(GoldenVector vector)
    {
        var set = vector.SetOf("params_ref").Fields();
        var rules = ParametersOf(set);
        var feeds = FeedRulesOf(set.Get("depeg").Fields(), set.Get("oracle_contingency").Fields());
        var stable = vector.Inputs.Get("stable_price").Number();
        var markets = vector.Inputs.Get("markets").Items()
            .Select(market => StandardMargin.Evaluate(MarketOf(market.Fields()), rules, feeds, stable))
            .ToList();
        var value = vector.Inputs.Get("cash").Number() + markets.Sum(market => market.MarkToMarket);
        var (initial, maintenance) = (value - markets.Sum(market => market.Charges.Initial), value - markets.Sum(market => market.Charges.Maintenance));
        var answer = new VectorAnswer()
            .Add("portfolio_mtm", value)
            .Add("initial_margin_balance", initial)
            .Add("maintenance_margin_balance", maintenance)
            .Add("initial_margin_balance_truncated", initial)
            .Add("maintenance_margin_balance_truncated", maintenance);
        foreach (var market in markets)
        {
            var name = market.Market.ToLowerInvariant();
            answer.Add($"{name}_option_im", market.OptionBalance.Initial).Add($"{name}_option_mm", market.OptionBalance.Maintenance);
        }

        return answer;
    }

    private static StandardMarket MarketOf(InputObject market) => new()
    {
        Name = market.Get("market").Text(),
        Spot = market.Get("spot").Number(),
        SpotConfidence = market.ConfidenceOr("spot_confidence"),
        Perpetual = new ManagerPerpetual(
            market.Get("perp_position").Number(),
            market.Get("perp_mark").Number(),
            market.ConfidenceOr("perp_confidence"),
            market.NumberOrZero("perp_unrealised") + market.NumberOrZero("perp_unrealised_funding")),
        BaseAmount = market.Get("base_amount").Number(),
        Expiries = market.Find("expiries") is { } expiries
            ? expiries.Items().Select(expiry => ExpiryOf(expiry.Fields())).ToList()
            : ByExpiry(market.Get("options")),
    };

    private static List<ManagerExpiry> ByExpiry(InputValue options) => options.Items()
        .Select(option => option.Fields())
        .GroupBy(option => option.Get("seconds_to_expiry").Number())
        .Select(group => new ManagerExpiry
        {
            Seconds = group.Key,
            MovingForward = group.First().Get("forward").Number(),
            Confidence = group.Min(option => Math.Min(option.ConfidenceOr("forward_confidence"), option.ConfidenceOr("vol_confidence"))),
            Options = group.Select(option => DeriveInputs.Option(option, "vol")).ToList(),
        })
        .ToList();

    private static ManagerExpiry ExpiryOf(InputObject expiry) => new()
    {
        Seconds = expiry.Get("seconds_to_expiry").Number(),
        MovingForward = expiry.Get("forward").Number(),
        Confidence = expiry.ConfidenceOr("min_forward_vol_confidence"),
        Options = expiry.Get("options").Items().Select(option => DeriveInputs.Option(option.Fields(), "vol")).ToList(),
    };

    private static StandardFeedRules FeedRulesOf(InputObject depeg, InputObject oracle)
    {
        var factor = oracle.Get("factor").Number();
        return new StandardFeedRules
        {
            Peg = new PegRule(depeg.Get("threshold").Number(), depeg.Get("factor").Number()),
            PerpetualConfidence = new ConfidenceRule(oracle.Get("perp_threshold").Number(), factor),
            OptionConfidence = new ConfidenceRule(oracle.Get("option_threshold").Number(), factor),
            BaseConfidence = new ConfidenceRule(oracle.Get("base_threshold").Number(), factor),
        };
    }

    private static StandardMarketParameters ParametersOf(InputObject set)
    {
        var option = set.Get("option").Fields();
        return new StandardMarketParameters
        {
            Perpetual = new StandardPerpetualRates(set.Get("perp_im").Number(), set.Get("perp_mm").Number()),
            Option = new StandardOptionRates
            {
                MaxSpot = option.Get("max_spot_req").Number(),
                MinSpot = option.Get("min_spot_req").Number(),
                MaintenanceCall = option.Get("mm_call_spot_req").Number(),
                MaintenancePut = option.Get("mm_put_spot_req").Number(),
                MaintenancePutOfValue = option.Get("mm_put_mtm_req").Number(),
                UnpairedInitial = option.Get("unpaired_im_scale").Number(),
                UnpairedMaintenance = option.Get("unpaired_mm_scale").Number(),
                LeastInitialOverMaintenance = option.Get("mm_offset_scale").Number(),
            },
            Base = new StandardBaseRates(set.Get("base_margin_factor").Number(), set.Get("base_im_scale").Number()),
        };
    }
}
