namespace MultiVenueMargin.Risk.RuleBooks.Binance;

/// <summary>The bands of uniMMR. Each state holds above its bound and not at it: exactly 1.20 is reduce-only.</summary>
/// <param name="NormalAbove">Above it the account trades freely.</param>
/// <param name="ReminderAbove">Above it the account is only reminded.</param>
/// <param name="ReduceOnlyAbove">Above it the account may reduce.</param>
/// <param name="LiquidationAbove">Above it positions are liquidated; at it and below, what is left is claimed too.</param>
public sealed record UniMmrBands(decimal NormalAbove, decimal ReminderAbove, decimal ReduceOnlyAbove, decimal LiquidationAbove)
{
    public UniMmrState StateAt(decimal ratio) =>
        ratio > NormalAbove ? UniMmrState.Normal
        : ratio > ReminderAbove ? UniMmrState.Reminder
        : ratio > ReduceOnlyAbove ? UniMmrState.ReduceOnly
        : ratio > LiquidationAbove ? UniMmrState.Liquidation
        : UniMmrState.LiquidationAndClaim;

    /// <summary>As Binance writes it.</summary>
    public static string NameOf(UniMmrState state) => state switch
    {
        UniMmrState.Normal => "normal",
        UniMmrState.Reminder => "reminder",
        UniMmrState.ReduceOnly => "reduce-only",
        UniMmrState.Liquidation => "liquidation",
        UniMmrState.LiquidationAndClaim => "liquidation+claim",
        _ => throw new ArgumentOutOfRangeException(nameof(state), state, "No such state."),
    };
}
