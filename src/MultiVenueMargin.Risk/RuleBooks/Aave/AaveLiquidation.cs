namespace MultiVenueMargin.Risk.RuleBooks.Aave;

/// <summary>What one liquidation may take.</summary>
public static class AaveLiquidation
{
    /// <summary>Share of a debt that one call may repay: half of it while HF is above the threshold, all of it at or below.</summary>
    public static decimal CloseFactor(decimal healthFactor, AaveCloseFactor rules) =>
        healthFactor > rules.WholeAtOrBelow ? rules.Partial : rules.Whole;

    /// <summary>Collateral that the liquidator gets for a repayment, bonus included (1.05: five per cent more than it repaid).</summary>
    public static decimal Seized(decimal repaid, decimal debtPrice, decimal collateralPrice, decimal bonus) =>
        repaid * debtPrice * bonus / collateralPrice;
}
