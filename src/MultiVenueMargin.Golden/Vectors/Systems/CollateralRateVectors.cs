using MultiVenueMargin.Domain.Rules;
using MultiVenueMargin.Risk.RuleBooks.Collateral;
using MultiVenueMargin.Risk.RuleBooks.Perpetuals;

namespace MultiVenueMargin.Golden.Vectors.Systems;

/// <summary>What Bybit, KuCoin, MEXC and Kraken count of a coin, and BitMEX' order of auto-deleveraging.</summary>
internal static class CollateralRateVectors
{
    // The amount stands under the coin's own name.
    private static readonly string[] Coins = ["btc", "eth", "usdt", "usdc", "sol", "xrp", "bnb", "doge", "ltc", "ada", "dot", "link"];

    public static IReadOnlyList<VectorShape> Shapes { get; } =
    [
        new()
        {
            Systems = ["Bybit UTA collateral value ratio", "KuCoin unified account", "MEXC multi-asset mode"],
            Inputs = ["tiers"],
            Optional = ["price", "index", .. Coins],
            Answer = Tiered,
        },
        new()
        {
            Systems = ["Kraken multi-collateral futures"],
            Inputs = ["index", "haircut"],
            Optional = Coins,
            Answer = vector =>
            {
                var value = AmountOf(vector.Inputs).Amount * vector.Inputs.Get("index").Number();
                return new VectorAnswer()
                    .Add("balance_value", value)
                    .Add("collateral_value", CollateralValue.AfterHaircut(value, vector.Inputs.Get("haircut").Number()));
            },
        },
        new()
        {
            Systems = ["Auto-deleveraging"],
            Inputs = ["mark_value", "avg_entry_value", "bankrupt_value"],
            Answer = vector =>
            {
                var score = AutoDeleveragingScore.Of(
                    vector.Inputs.Get("mark_value").Number(), vector.Inputs.Get("avg_entry_value").Number(), vector.Inputs.Get("bankrupt_value").Number());
                return new VectorAnswer().Add("pnl_pct", score.Profit).Add("effective_leverage", score.EffectiveLeverage).Add("score", score.Score);
            },
        },
    ];

    private static VectorAnswer Tiered(GoldenVector vector)
    {
        var (coin, amount) = AmountOf(vector.Inputs);
        var tiers = vector.Inputs.Get("tiers").Items().Select(tier => tier.Items(2))
            .Select(tier => new Tier(tier[0].IsNull ? null : tier[0].Number(), tier[1].Number())).ToList();
        var coins = CollateralValue.Coins(amount, tiers);
        var answer = new VectorAnswer().Add($"collateral_{coin}", coins);
        return (vector.Inputs.Find("price") ?? vector.Inputs.Find("index")) is { } price
            ? answer.Add("adjusted_equity", coins * price.Number())
            : answer;
    }

    private static (string Coin, decimal Amount) AmountOf(InputObject inputs)
    {
        var found = Coins.Where(coin => inputs.Find(coin) is not null).ToList();
        return found.Count == 1
            ? (found[0], inputs.Get(found[0]).Number())
            : throw new UnmappableInputException(inputs.Path, "the amount of one coin is expected");
    }
}
