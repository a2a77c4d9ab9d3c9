using MultiVenueMargin.Risk.RuleBooks.Documents;
using MultiVenueMargin.Risk.RuleBooks.Hyperliquid;

namespace MultiVenueMargin.Golden.Vectors.Systems;

/// <summary>Hyperliquid's tiers, liquidation prices and portfolio margin.</summary>
internal static class HyperliquidVectors
{
    private const string HalfOfInitial = "half of the initial margin at max leverage";

    private static HyperliquidParameters Shipped { get; } = RuleBookDocument.Shipped("hyperliquid").ParametersAs<HyperliquidParameters>();

    public static IReadOnlyList<VectorShape> Shapes { get; } =
    [
        new()
        {
            Systems = ["hyperliquid"],
            Family = "liquidation_price",
            Inputs = ["max_leverage", "entry_price", "side", "size", "margin_incl_upnl"],
            Optional = ["market", "dex", "margin_mode", "leverage", "maintenance_rule"],
            Answer = Recorded,
        },
        new()
        {
            Systems = ["Hyperliquid liquidation"],
            Inputs = ["side", "price", "size", "account_value", "max_leverage"],
            Answer = Documented,
        },
        new()
        {
            Systems = ["Hyperliquid cross margin"],
            Inputs = ["notional", "tiers"],
            Answer = Tiers,
        },
        new()
        {
            Systems = ["Hyperliquid cross margin"],
            Inputs = ["max_leverage"],
            Answer = vector => vector.Inputs.Get("max_leverage") is { IsArray: true } leverages
                ? new VectorAnswer().Add("mm_rate", leverages.Items().Select(leverage => HyperliquidTier.RateAt(leverage.Number())))
                : new VectorAnswer().Add("mm_rate", HyperliquidTier.RateAt(vector.Inputs.Get("max_leverage").Number())),
        },
        new()
        {
            Systems = ["Hyperliquid cross margin"],
            Inputs = ["initial_margin_required", "total_position_value"],
            Answer = vector => new VectorAnswer().Add(
                "transfer_margin_required",
                HyperliquidPortfolioMargin.TransferMargin(
                    vector.Inputs.Get("initial_margin_required").Number(), vector.Inputs.Get("total_position_value").Number(), Shipped.TransferShare)),
        },
        new()
        {
            Systems = ["Hyperliquid portfolio margin", "Hyperliquid portfolio margin (pre-alpha)"],
            Inputs = ["balance", "oracle_price", "ltv"],
            Answer = vector => new VectorAnswer().Add(
                "borrowable_usdc",
                HyperliquidPortfolioMargin.Borrowable(
                    vector.Inputs.Get("balance").Number(), vector.Inputs.Get("oracle_price").Number(), vector.Inputs.Get("ltv").Number())),
        },
        new()
        {
            Systems = ["Hyperliquid portfolio margin", "Hyperliquid portfolio margin (pre-alpha)"],
            Inputs = ["min_borrow_offset", "cross_maintenance", "borrowed_usdc", "portfolio_liquidation_value", "threshold"],
            Answer = PortfolioRatio,
        },
    ];

    private static VectorAnswer Recorded(GoldenVector vector)
    {
        var inputs = vector.Inputs;
        if (inputs.Find("maintenance_rule") is { } rule && !rule.Text().StartsWith(HalfOfInitial, StringComparison.Ordinal))
        {
            throw rule.Refused("another rule than the one known");
        }

        return new VectorAnswer().Add(
            "liquidation_price",
            HyperliquidLiquidationPrice.Of(
                inputs.Get("entry_price").Number(),
                PositionInputs.SideOf(inputs) * inputs.Get("size").Number(),
                inputs.Get("margin_incl_upnl").Number(),
                HyperliquidTier.RateAt(inputs.Get("max_leverage").Number())));
    }

    private static VectorAnswer Documented(GoldenVector vector)
    {
        var inputs = vector.Inputs;
        var (price, size, value) = (inputs.Get("price").Number(), inputs.Get("size").Number(), inputs.Get("account_value").Number());
        var rate = HyperliquidTier.RateAt(inputs.Get("max_leverage").Number());
        var available = HyperliquidLiquidationPrice.MarginAvailable(price, size, value, rate);
        return new VectorAnswer()
            .Add("maintenance_required", value - available)
            .Add("margin_available", available)
            .Add("liquidation_price", HyperliquidLiquidationPrice.Of(price, PositionInputs.SideOf(inputs) * size, value, rate));
    }

    private static VectorAnswer Tiers(GoldenVector vector)
    {
        var ladder = HyperliquidTier.Ladder(vector.Inputs.Get("tiers").Items().Select(item => item.Fields()).Select(tier =>
            new HyperliquidTier(tier.Get("lower_bound").Number(), tier.Get("max_leverage").Number())));
        var notional = vector.Inputs.Get("notional");
        var answer = new VectorAnswer();
        if (notional.IsArray)
        {
            var margins = notional.Items().Select(item => ladder.At(item.Number())).ToList();
            return answer
                .Add("max_leverage", margins.Select(margin => margin.Bracket.MaxLeverage))
                .Add("rate", margins.Select(margin => margin.Bracket.Rate))
                .Add("deduction", margins.Select(margin => margin.Deduction))
                .Add("maintenance_margin", margins.Select(margin => margin.Maintenance));
        }

        var single = ladder.At(notional.Number());
        return answer
            .Add("max_leverage", single.Bracket.MaxLeverage)
            .Add("rate", single.Bracket.Rate)
            .Add("deduction", single.Deduction)
            .Add("maintenance_margin", single.Maintenance);
    }

    private static VectorAnswer PortfolioRatio(GoldenVector vector)
    {
        var inputs = vector.Inputs;
        var rules = new HyperliquidPortfolioMargin(inputs.Get("min_borrow_offset").Number(), inputs.Get("threshold").Number());
        var (maintenance, borrowed) = (inputs.Get("cross_maintenance").Number(), inputs.Get("borrowed_usdc").Number());
        var value = inputs.Get("portfolio_liquidation_value").Number();
        return new VectorAnswer()
            .Add("requirement", rules.Requirement(maintenance, borrowed))
            .Add("ratio", rules.Ratio(maintenance, borrowed, value))
            .Add("liquidatable", rules.IsLiquidatable(maintenance, borrowed, value));
    }
}
