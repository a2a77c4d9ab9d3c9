using MultiVenueMargin.Risk.RuleBooks.Health;

namespace MultiVenueMargin.Golden.Vectors.Systems;

/// <summary>Reads an account of a Mango vector with the venue's parameters.</summary>
internal static class MangoAccount
{
    public static VectorAnswer Health(GoldenVector vector)
    {
        var venue = vector.SetOf("params_ref").Fields();
        var spot = venue.Get("spot_markets").Fields().Entries().ToDictionary(market => market.Key, market => LegsOf(market.Value), StringComparer.Ordinal);
        var balances = vector.Inputs.Get("token_balances").Fields().Entries().ToDictionary(token => token.Key, token => token.Value.Number(), StringComparer.Ordinal);
        var orders = (vector.Inputs.Find("spot_open_order_reserved")?.Fields().Entries() ?? [])
            .Select(market => Reserved(market, spot))
            .Concat((vector.Inputs.Find("spot_open_orders")?.Fields().Entries() ?? []).Select(market => FreeAndReserved(market, spot, balances)))
            .ToList();
        var tokens = balances.Select(balance => TokenOf(balance.Key, balance.Value, venue, vector.Inputs)).ToList();
        var level = vector.Inputs.Find("health_type") is { } kind ? MangoVectors.LevelOf(kind) : HealthLevel.Initial;
        return WorstCaseHealth.Of(tokens, orders, PerpetualsOf(vector, venue), level) is { } health
            ? new VectorAnswer().Add("health", health)
            : new VectorAnswer().Add("result", "error");
    }

    private static HealthToken TokenOf(string name, decimal balance, InputObject venue, InputObject inputs)
    {
        var token = venue.Get("tokens").Fields().Get(name).Fields();
        return new HealthToken(
            name,
            balance,
            new HealthWeights(
                token.Get("init_asset_weight").Number(),
                token.Get("init_liab_weight").Number(),
                token.Get("maint_asset_weight").Number(),
                token.Get("maint_liab_weight").Number()),
            PricesOf(token, "oracle_price"),
            inputs.Find("bank_totals")?.Fields().Find(name) is { } totals ? TotalsOf(totals.Fields()) : null,
            inputs.Find("available")?.Fields().Find(name)?.Flag() ?? true);
    }

    private static HealthPrices PricesOf(InputObject fields, string oracle) =>
        new(fields.Get(oracle).Number(), (fields.Find("stable_price") ?? fields.Get(oracle)).Number());

    private static BankTotals TotalsOf(InputObject totals) => new(
        totals.Find("native_deposits")?.Number() ?? 0m,
        totals.Find("native_borrows")?.Number() ?? 0m,
        totals.Find("potential_order_tokens")?.Number() ?? 0m,
        totals.Find("deposit_weight_scale_start_quote")?.Number(),
        totals.Find("borrow_weight_scale_start_quote")?.Number());

    private static ReservedOrders Reserved(KeyValuePair<string, InputValue> market, Dictionary<string, (string Base, string Quote)> spot)
    {
        var (fields, legs) = (market.Value.Fields(), spot[market.Key]);
        return new ReservedOrders(
            legs.Base,
            legs.Quote,
            fields.Get("reserved_base").Number(),
            fields.Get("reserved_quote").Number(),
            fields.Find("lowest_ask")?.Number(),
            fields.Find("highest_bid_inverse")?.Number());
    }

    /// <summary>What the orders have set free belongs to the balances; the rest is locked.</summary>
    private static ReservedOrders FreeAndReserved(
        KeyValuePair<string, InputValue> market, Dictionary<string, (string Base, string Quote)> spot, Dictionary<string, decimal> balances)
    {
        var (fields, legs) = (market.Value.Fields(), spot[market.Key]);
        var (freeBase, freeQuote) = (fields.Get("base_free").Number(), fields.Get("quote_free").Number());
        balances[legs.Base] = balances.GetValueOrDefault(legs.Base) + freeBase;
        balances[legs.Quote] = balances.GetValueOrDefault(legs.Quote) + freeQuote;
        return new ReservedOrders(
            legs.Base,
            legs.Quote,
            fields.Get("base_total").Number() - freeBase,
            fields.Get("quote_total").Number() - freeQuote,
            fields.Find("lowest_ask")?.Number(),
            fields.Find("highest_bid_inverse")?.Number());
    }

    private static IReadOnlyList<HealthPerpetual> PerpetualsOf(GoldenVector vector, InputObject venue)
    {
        if (vector.Inputs.Find("perp")?.Fields() is not { } held)
        {
            return [];
        }

        var market = venue.Get("perp").Fields();
        var (lot, quoteLot) = (market.Get("base_lot_size").Number(), market.Get("quote_lot_size").Number());
        return
        [
            new HealthPerpetual(
                market.Get("settle_token").Text(),
                (held.Get("base_lots").Number() + (held.Find("taker_base_lots")?.Number() ?? 0m)) * lot,
                held.Get("quote").Number() + ((held.Find("taker_quote_lots")?.Number() ?? 0m) * quoteLot),
                (held.Find("bid_lots")?.Number() ?? 0m) * lot,
                (held.Find("ask_lots")?.Number() ?? 0m) * lot,
                PricesOf(market, "base_price"),
                new HealthWeights(
                    market.Get("init_base_asset_weight").Number(),
                    market.Get("init_base_liab_weight").Number(),
                    market.Get("maint_base_asset_weight").Number(),
                    market.Get("maint_base_liab_weight").Number()),
                market.Get("init_overall_pnl_asset_weight").Number(),
                market.Get("maint_overall_pnl_asset_weight").Number()),
        ];
    }

    /// <summary>"base t2 / quote t1".</summary>
    private static (string Base, string Quote) LegsOf(InputValue words) => words.Text().Split(' ', StringSplitOptions.RemoveEmptyEntries) is ["base", var coin, "/", "quote", var quote]
        ? (coin, quote)
        : throw words.Refused("'base … / quote …' is expected");
}
