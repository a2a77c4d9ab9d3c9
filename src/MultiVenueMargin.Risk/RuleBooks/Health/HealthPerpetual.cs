namespace MultiVenueMargin.Risk.RuleBooks.Health;

/// <summary>
/// A perpetual whose profit settles in a token. Its worth is the worse of "all bids fill" and "all asks fill", the base weighted by
/// its sign; only a positive result is weighted once more, because nobody may borrow freely against profit that is not settled.
/// </summary>
/// <param name="SettleToken">Name of the token it settles in.</param>
/// <param name="Base">Base held, with fills under way; negative: short.</param>
/// <param name="Quote">Quote held, with fills under way.</param>
/// <param name="Bids">Base that resting bids would bring.</param>
/// <param name="Asks">Base that resting asks would take.</param>
/// <param name="Prices">Of the base, in the settle token.</param>
/// <param name="BaseWeights">Of the base.</param>
/// <param name="InitialOverallWeight">Of a positive result, but for maintenance.</param>
/// <param name="MaintenanceOverallWeight">Of a positive result, for maintenance.</param>
public sealed record HealthPerpetual(
    string SettleToken,
    decimal Base,
    decimal Quote,
    decimal Bids,
    decimal Asks,
    HealthPrices Prices,
    HealthWeights BaseWeights,
    decimal InitialOverallWeight,
    decimal MaintenanceOverallWeight)
{
    /// <summary>In the settle token.</summary>
    public decimal Unsettled(HealthLevel level)
    {
        var worst = Quote + Math.Min(Case(Bids, Prices.Liability(level), level), Case(-Asks, Prices.Asset(level), level));
        return worst <= 0 ? worst : worst * (level == HealthLevel.Maintenance ? MaintenanceOverallWeight : InitialOverallWeight);
    }

    private decimal Case(decimal orders, decimal orderPrice, HealthLevel level)
    {
        var held = Base + orders;
        var value = held < 0
            ? held * BaseWeights.Liability(level) * Prices.Liability(level)
            : held * BaseWeights.Asset(level) * Prices.Asset(level);
        return value - (orders * orderPrice);
    }
}
