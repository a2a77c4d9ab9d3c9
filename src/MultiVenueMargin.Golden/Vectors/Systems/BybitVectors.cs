using MultiVenueMargin.Risk.RuleBooks.Bybit;
using MultiVenueMargin.Risk.RuleBooks.Perpetuals;

namespace MultiVenueMargin.Golden.Vectors.Systems;

/// <summary>Bybit's unified account: tiered maintenance and options.</summary>
internal static class BybitVectors
{
    public static IReadOnlyList<VectorShape> Shapes { get; } =
    [
        new()
        {
            Systems = ["Bybit UTA cross margin"],
            Inputs = ["contracts", "mark", "leverage", "tiers"],
            Answer = Linear,
        },
        new()
        {
            Systems = ["Bybit UTA cross margin"],
            Inputs = ["contracts", "price", "tiers"],
            Answer = vector =>
            {
                var value = LeveragedMargin.InverseNotional(vector.Inputs.Get("contracts").Number(), vector.Inputs.Get("price").Number());
                return new VectorAnswer()
                    .Add("position_value_coin", value)
                    .Add("maintenance_margin_coin", LadderOf(vector.Inputs).At(value).Maintenance);
            },
        },
        new()
        {
            Systems = ["Bybit options"],
            Inputs = ["index", "strike", "right", "mark", "entry", "size", "mm_factor", "liq_fee", "im_upper", "im_lower"],
            Optional = ["margin_balance"],
            Answer = Option,
        },
        new()
        {
            Systems = ["Bybit options"],
            Inputs = ["index", "mark", "size", "mm_factor", "liq_fee"],
            Optional = ["margin_balance"],
            Answer = vector => Maintenance(vector.Inputs, new VectorAnswer(), TermsOf(vector.Inputs)),
        },
        new()
        {
            Systems = ["Bybit options"],
            Inputs = ["index", "price", "qty", "taker", "fee_cap"],
            Answer = Purchase,
        },
    ];

    private static VectorAnswer Linear(GoldenVector vector)
    {
        var value = vector.Inputs.Get("contracts").Number() * vector.Inputs.Get("mark").Number();
        var initial = LeveragedMargin.Of(value, vector.Inputs.Get("leverage").Number());
        var maintenance = LadderOf(vector.Inputs).At(value).Maintenance;
        return new VectorAnswer()
            .Add("position_value", Math.Abs(value))
            .Add("initial_margin", initial)
            .Add("maintenance_margin", maintenance)
            .Add("max_loss_before_liquidation", initial - maintenance);
    }

    private static BracketLadder LadderOf(InputObject inputs) => BracketLadder.OfSlices(
        [.. inputs.Get("tiers").Items().Select(tier => tier.Items(2)).Select(tier => (tier[0].IsNull ? (decimal?)null : tier[0].Number(), tier[1].Number()))]);

    private static BybitOptionTerms TermsOf(InputObject inputs) => new(
        inputs.Get("mm_factor").Number(), inputs.Get("liq_fee").Number(), inputs.NumberOr("im_upper", 0m), inputs.NumberOr("im_lower", 0m));

    private static VectorAnswer Option(GoldenVector vector)
    {
        var inputs = vector.Inputs;
        var right = inputs.Get("right");
        var isCall = right.Text() switch
        {
            "C" or "call" => true,
            "P" or "put" => false,
            _ => throw right.Refused("C or P is expected"),
        };
        var terms = TermsOf(inputs);
        var index = inputs.Get("index").Number();
        var initial = terms.Initial(
            inputs.Get("size").Number(),
            index,
            inputs.Get("mark").Number(),
            inputs.Get("entry").Number(),
            BybitOptionTerms.OutOfTheMoney(isCall, index, inputs.Get("strike").Number()));
        return Maintenance(inputs, new VectorAnswer().Add("position_im", initial), terms);
    }

    private static VectorAnswer Maintenance(InputObject inputs, VectorAnswer answer, BybitOptionTerms terms)
    {
        var maintenance = terms.Maintenance(inputs.Get("size").Number(), inputs.Get("index").Number(), inputs.Get("mark").Number());
        answer.Add("position_mm", maintenance);
        return inputs.Find("margin_balance") is { } balance ? answer.Add("account_mm_pct", maintenance / balance.Number()) : answer;
    }

    private static VectorAnswer Purchase(GoldenVector vector)
    {
        var inputs = vector.Inputs;
        var purchase = OptionPurchase.Of(
            inputs.Get("qty").Number(), inputs.Get("price").Number(), inputs.Get("index").Number(), inputs.Get("taker").Number(), inputs.Get("fee_cap").Number());
        return new VectorAnswer().Add("premium", purchase.Premium).Add("fee", purchase.Fee).Add("cost", purchase.Cost);
    }
}
