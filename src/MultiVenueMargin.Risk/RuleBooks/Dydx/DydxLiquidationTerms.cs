namespace MultiVenueMargin.Risk.RuleBooks.Dydx;

/// <summary>How dYdX v4 liquidates; in parts per million and quote quantums (10^-6 USDC).</summary>
public sealed record DydxLiquidationTerms
{
    /// <summary>BA: how fast the offered price goes from the oracle's to the worst as the account goes under.</summary>
    public required uint BankruptcyAdjustmentPpm { get; init; }

    /// <summary>SMMR: the widest spread from the oracle's price, as a share of the position's maintenance requirement.</summary>
    public required uint SpreadToMaintenancePpm { get; init; }

    /// <summary>The largest fee, of the notional closed.</summary>
    public required uint MaxLiquidationFeePpm { get; init; }

    /// <summary>Up to here a position is closed at once.</summary>
    public required ulong MinPositionNotional { get; init; }

    /// <summary>Beyond it, this share of it a block.</summary>
    public required uint MaxPositionPortionPpm { get; init; }
}
