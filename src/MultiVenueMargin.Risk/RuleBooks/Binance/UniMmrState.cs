namespace MultiVenueMargin.Risk.RuleBooks.Binance;

/// <summary>What Binance lets a portfolio margin account do, from best to worst.</summary>
public enum UniMmrState
{
    Normal,
    Reminder,
    ReduceOnly,
    Liquidation,
    LiquidationAndClaim,
}
