namespace MultiVenueMargin.Risk.RuleBooks.Health;

/// <summary>
/// Weighted health of an account with deposits, debts, perpetuals and resting orders: the sum over tokens of (balance and unsettled
/// perpetual profit) weighted by its sign, and for each spot market the worse of both ways in which its orders can end.
/// </summary>
/// <remarks>
/// The worst case over several markets at once is not searched. Each is judged alone, as if all others had ended as unfavourably for
/// it as they can, which is never above the true worst case. A token without a usable price may be passed over only where it is
/// held, not where it is owed: leaving out an asset lowers health, leaving out a debt would raise it.
/// </remarks>
public static class WorstCaseHealth
{
    /// <summary>Absent where a debt, or the token that a perpetual settles in, has no usable price.</summary>
    public static decimal? Of(
        IReadOnlyList<HealthToken> tokens, IReadOnlyList<ReservedOrders> markets, IReadOnlyList<HealthPerpetual> perpetuals, HealthLevel level)
    {
        var priced = tokens.Where(token => token.IsPriced).ToDictionary(token => token.Name, StringComparer.Ordinal);
        if (tokens.Any(token => !token.IsPriced && token.Balance < 0) || perpetuals.Any(perpetual => !priced.ContainsKey(perpetual.SettleToken)))
        {
            return null;
        }

        var balances = priced.Values.ToDictionary(token => token.Name, token => token.Balance, StringComparer.Ordinal);
        foreach (var perpetual in perpetuals)
        {
            balances[perpetual.SettleToken] += perpetual.Unsettled(level);
        }

        // What the orders of an unpriced market could bring is an asset: it may be passed over too.
        var orders = markets.Where(market => priced.ContainsKey(market.Base) && priced.ContainsKey(market.Quote)).ToList();
        var most = MostReserved(orders, priced, level);
        return priced.Values.Sum(token => token.Contribution(balances[token.Name], level))
            + orders.Sum(market => Math.Min(
                EffectOf(market.AllAsBase(priced[market.Base], priced[market.Quote], level), priced[market.Base], balances, most, level),
                EffectOf(market.AllAsQuote(priced[market.Base], priced[market.Quote], level), priced[market.Quote], balances, most, level)));
    }

    /// <summary>Per token, what all markets together would bring if all their orders ended in it.</summary>
    private static Dictionary<string, decimal> MostReserved(
        IReadOnlyList<ReservedOrders> markets, Dictionary<string, HealthToken> tokens, HealthLevel level)
    {
        var most = tokens.Keys.ToDictionary(name => name, _ => 0m, StringComparer.Ordinal);
        foreach (var market in markets)
        {
            most[market.Base] += market.AllAsBase(tokens[market.Base], tokens[market.Quote], level);
            most[market.Quote] += market.AllAsQuote(tokens[market.Base], tokens[market.Quote], level);
        }

        return most;
    }

    /// <summary>What an amount adds to health if it comes last, on top of all else that could come: its part above zero counts as an asset, the rest repays.</summary>
    private static decimal EffectOf(
        decimal amount, HealthToken token, Dictionary<string, decimal> balances, Dictionary<string, decimal> most, HealthLevel level)
    {
        var asset = Math.Clamp(balances[token.Name] + most[token.Name], 0m, amount);
        return (asset * token.AssetWeight(level) * token.Prices.Asset(level))
            + ((amount - asset) * token.LiabilityWeight(level) * token.Prices.Liability(level));
    }
}
