using MultiVenueMargin.Risk.RuleBooks.Perpetuals;

namespace MultiVenueMargin.Golden.Vectors.Systems;

/// <summary>Margin accounts of trading platforms: NautilusTrader's and Lean's.</summary>
internal static class PlatformMarginVectors
{
    // More accounts on one venue than any test of a peer has.
    private const int MostAccounts = 16;

    // The peer's pairs are quoted in USD, and the coin of its inverse contract is BTC; the inputs do not name them.
    private const string Quote = "USD";
    private const string Coin = "BTC";

    public static IReadOnlyList<VectorShape> Shapes { get; } =
    [
        new()
        {
            Systems = ["nautilus_trader"],
            Family = "perp_margin",
            Inputs = ["quantity", "price", "leverage", "rate", "kind", "inverse"],
            Optional = ["model"],
            Answer = Nautilus,
        },
        new()
        {
            Systems = ["nautilus_trader"],
            Family = "multi_venue",
            Inputs = ["account_1"],
            Optional = ["price", .. Enumerable.Range(2, MostAccounts - 1).Select(number => $"account_{number}")],
            Answer = Accounts,
        },
        new()
        {
            Systems = ["quantconnect_lean"],
            Family = "perp_margin",
            Inputs = ["symbol", "quantity", "leverage", "price"],
            Answer = Lean,
        },
        new()
        {
            Systems = ["quantconnect_lean"],
            Family = "multi_venue",
            Inputs = ["pool", "position"],
            Answer = SharedPool,
        },
    ];

    private static VectorAnswer Nautilus(GoldenVector vector)
    {
        var inputs = vector.Inputs;
        var kind = inputs.Get("kind");
        if (kind.Text() is not ("initial" or "maintenance"))
        {
            throw kind.Refused("initial or maintenance is expected; they differ in the rate");
        }

        var model = inputs.Find("model")?.Text() ?? "leveraged";
        if (model is not ("leveraged" or "standard"))
        {
            throw inputs.Get("model").Refused("leveraged or standard is expected");
        }

        var (quantity, price) = (inputs.Get("quantity").Number(), inputs.Get("price").Number());
        var (notional, unit) = InverseOf(inputs.Get("inverse")) switch
        {
            InverseIn.None => (quantity * price, Quote),
            InverseIn.Quote => (quantity, Quote),
            _ => (LeveragedMargin.InverseNotional(quantity, price), Coin),
        };
        return new VectorAnswer().Add(
            "margin", LeveragedMargin.Of(notional, inputs.Get("leverage").Number(), inputs.Get("rate").Number(), model == "standard"), unit);
    }

    private enum InverseIn
    {
        None,
        Quote,
        Coin,
    }

    private static InverseIn InverseOf(InputValue inverse) => inverse.Json.ValueKind switch
    {
        System.Text.Json.JsonValueKind.String when inverse.Text() == "quote" => InverseIn.Quote,
        System.Text.Json.JsonValueKind.String when inverse.Text() == "base" => InverseIn.Coin,
        _ => inverse.Flag() ? InverseIn.Coin : InverseIn.None,
    };

    private static VectorAnswer Accounts(GoldenVector vector)
    {
        var price = vector.Inputs.Find("price")?.Number();
        var (answer, total) = (new VectorAnswer(), 0m);
        for (var number = 1; number <= MostAccounts; number++)
        {
            if (vector.Inputs.Find($"account_{number}") is { } account)
            {
                var amount = account.Number();
                total += amount;
                answer.Add(price is null ? $"net_{number}" : $"exposure_{number}", amount * (price ?? 1m));
            }
        }

        return answer.Add(price is null ? "net_total" : "total", total * (price ?? 1m));
    }

    private static VectorAnswer Lean(GoldenVector vector)
    {
        var inputs = vector.Inputs;
        var (quantity, price) = (inputs.Get("quantity").Number(), inputs.Get("price").Number());
        var notional = inputs.Get("symbol").Text().EndsWith("inverse", StringComparison.Ordinal)
            ? LeveragedMargin.InverseNotional(quantity, price)
            : quantity * price;
        var margin = LeveragedMargin.Of(notional, inputs.Get("leverage").Number());

        // The words give 5 % to the peer's figure and the one seen on screen, which have fees in them; the quotient is itself.
        return new VectorAnswer()
            .Add("peer_expected", margin)
            .Add("venue_value", margin)
            .Add("notional_over_leverage", margin)
            .Within("notional_over_leverage", VectorTolerance.OfRelative(1e-12m));
    }

    private static VectorAnswer SharedPool(GoldenVector vector)
    {
        var position = vector.Inputs.Get("position").Fields();
        _ = position.Find("symbol");
        var margin = LeveragedMargin.Of(position.Get("size").Number() * position.Get("price").Number(), position.Get("leverage").Number());
        position.RequireAllRead();
        return new VectorAnswer()
            .Add("maintenance_margin", margin)
            .Add("remaining_for_other_quote", vector.Inputs.Get("pool").Number() - margin);
    }
}
