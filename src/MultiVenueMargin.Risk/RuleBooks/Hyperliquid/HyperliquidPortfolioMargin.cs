namespace MultiVenueMargin.Risk.RuleBooks.Hyperliquid;

/// <summary>Hyperliquid's portfolio margin in its pre-alpha form.</summary>
/// <param name="BorrowOffset">USDC that are always counted as borrowed.</param>
/// <param name="Threshold">The account is liquidated above this ratio, not at it.</param>
public sealed record HyperliquidPortfolioMargin(decimal BorrowOffset, decimal Threshold)
{
    /// <summary>What is set against the liquidation value.</summary>
    public decimal Requirement(decimal crossMaintenance, decimal borrowed) => BorrowOffset + crossMaintenance + borrowed;

    /// <summary>Absent where there is nothing to liquidate.</summary>
    public decimal? Ratio(decimal crossMaintenance, decimal borrowed, decimal liquidationValue) =>
        liquidationValue > 0 ? Requirement(crossMaintenance, borrowed) / liquidationValue : null;

    /// <summary>Cross-multiplied, so that nothing is rounded on the line.</summary>
    public bool IsLiquidatable(decimal crossMaintenance, decimal borrowed, decimal liquidationValue) =>
        Requirement(crossMaintenance, borrowed) > Threshold * liquidationValue;

    /// <summary>USDC that a coin may be borrowed against: balance · oracle price · loan to value.</summary>
    public static decimal Borrowable(decimal balance, decimal oraclePrice, decimal loanToValue) => balance * oraclePrice * loanToValue;

    /// <summary>What must stay when anything is taken out: max(initial margin, a share of all notional).</summary>
    public static decimal TransferMargin(decimal initialMargin, decimal totalNotional, decimal share) => Math.Max(initialMargin, share * totalNotional);
}
