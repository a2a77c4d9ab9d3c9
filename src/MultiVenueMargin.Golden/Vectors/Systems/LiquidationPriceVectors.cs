using MultiVenueMargin.Risk.RuleBooks.Binance;
using MultiVenueMargin.Risk.RuleBooks.Bybit;
using MultiVenueMargin.Risk.RuleBooks.Perpetuals;

namespace MultiVenueMargin.Golden.Vectors.Systems;

/// <summary>Liquidation prices as freqtrade states and tests the rules of Binance, Bybit, Gate and OKX.</summary>
internal static class LiquidationPriceVectors
{
    private const string Family = "liquidation_price";

    // What freqtrade's table sets aside where it states no wallet.
    private const string MarginAtEntry = "size*entry/leverage";

    public static IReadOnlyList<VectorShape> Shapes { get; } =
    [
        new()
        {
            Systems = ["binance (via freqtrade)", "bybit (via freqtrade)", "gate (via freqtrade)", "okx (via freqtrade)"],
            Family = Family,
            Inputs = ["venue", "margin_mode", "side", "entry", "size", "wallet_balance", "mm_rate"],
            Optional = ["leverage", "maintenance_amount", "taker_fee"],
            Answer = vector => new VectorAnswer().Add("liquidation_price", Isolated(vector.Inputs)),
        },
        new()
        {
            Systems = ["binance (via freqtrade)"],
            Family = Family,
            Inputs = ["margin_mode", "wallet_balance", "position"],
            Optional = ["other_positions_in_wallet"],
            Answer = OnWallet,
        },
        new()
        {
            Systems = ["freqtrade"],
            Family = Family,
            Inputs = ["entry", "venue_liquidation_price", "buffer", "side"],
            Answer = vector => new VectorAnswer().Add(
                "buffered_liquidation_price",
                CloseFeeLiquidationPrice.Buffered(
                    vector.Inputs.Get("entry").Number(),
                    vector.Inputs.Get("venue_liquidation_price").Number(),
                    vector.Inputs.Get("buffer").Number(),
                    PositionInputs.SideOf(vector.Inputs) > 0)),
        },
    ];

    private static decimal Isolated(InputObject inputs)
    {
        RequireMode(inputs, "isolated");
        var side = PositionInputs.SideOf(inputs);
        var (size, entry, rate) = (side * inputs.Get("size").Number(), inputs.Get("entry").Number(), inputs.Get("mm_rate").Number());
        var venue = inputs.Get("venue");
        return venue.Text() switch
        {
            "binance" => BinanceLiquidationPrice.Of(
                WalletOf(inputs), new BracketedPosition(size, entry, entry, rate, inputs.NumberOr("maintenance_amount", 0m)), []),
            "bybit" => BybitLiquidationPrice.Isolated(entry, inputs.Get("leverage").Number(), rate, side > 0),
            "gate" or "okx" => CloseFeeLiquidationPrice.Of(size, entry, WalletOf(inputs), rate, inputs.Get("taker_fee").Number()),
            _ => throw venue.Refused("no rule of such a venue is known"),
        };
    }

    private static decimal WalletOf(InputObject inputs)
    {
        var wallet = inputs.Get("wallet_balance");
        return wallet.Json.ValueKind == System.Text.Json.JsonValueKind.String && wallet.Text() == MarginAtEntry
            ? inputs.Get("size").Number() * inputs.Get("entry").Number() / inputs.Get("leverage").Number()
            : wallet.Number();
    }

    private static VectorAnswer OnWallet(GoldenVector vector)
    {
        var isCross = RequireMode(vector.Inputs, "isolated", "cross") == "cross";
        var others = vector.Inputs.Find("other_positions_in_wallet")?.Items().Select(PositionOf).ToList() ?? [];
        return new VectorAnswer().Add(
            "liquidation_price",
            BinanceLiquidationPrice.Of(vector.Inputs.Get("wallet_balance").Number(), PositionOf(vector.Inputs.Get("position")), isCross ? others : []));
    }

    private static BracketedPosition PositionOf(InputValue value)
    {
        var position = value.Fields();
        _ = position.Find("pair");
        var read = new BracketedPosition(
            PositionInputs.SideOf(position) * position.Get("size").Number(),
            position.Get("entry").Number(),
            position.Get("mark").Number(),
            position.Get("mm_rate").Number(),
            position.NumberOr("maintenance_amount", 0m));
        position.RequireAllRead();
        return read;
    }

    private static string RequireMode(InputObject inputs, params string[] modes)
    {
        var mode = inputs.Get("margin_mode");
        return modes.Contains(mode.Text(), StringComparer.Ordinal) ? mode.Text() : throw mode.Refused($"one of {string.Join(", ", modes)} is expected");
    }
}
