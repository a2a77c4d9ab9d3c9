namespace MultiVenueMargin.Risk.RuleBooks.Statements;

/// <summary>
/// How the figures of one venue's own account statement hang together: what they report twice can be checked against itself
/// before it is believed.
/// </summary>
public static class VenueIdentities
{
    /// <summary>Deribit, Bybit, Hyperliquid: what is free is margin balance less initial margin.</summary>
    public static decimal Available(decimal marginBalance, decimal initialMargin) => marginBalance - initialMargin;

    /// <summary>BitMEX: wallet and unrealised profit.</summary>
    public static decimal MarginBalance(decimal wallet, decimal unrealisedProfit) => wallet + unrealisedProfit;

    /// <summary>BitMEX: both margins are taken off what is free.</summary>
    public static decimal Excess(decimal marginBalance, decimal initialMargin, decimal maintenanceMargin) => marginBalance - initialMargin - maintenanceMargin;

    /// <summary>OKX: what is frozen (isolated positions, orders) does not stand behind the rest.</summary>
    public static decimal Unfrozen(decimal equity, decimal frozen) => equity - frozen;

    /// <summary>Hyperliquid: raw USD, negative where longs were paid with it, and the signed value of all positions.</summary>
    public static decimal AccountValue(decimal rawUsd, decimal positionValue) => rawUsd + positionValue;
}
