namespace MultiVenueMargin.Risk.RuleBooks.Marginfi;

/// <summary>
/// What one liquidation moves, in units of the debt: the liquidator takes collateral worth <see cref="Value"/>, pays it less its own
/// fee, the debtor's debt falls by it less both fees, and the insurance fund gets the difference.
/// </summary>
/// <param name="Value">Value of the collateral taken.</param>
/// <param name="LiquidatorFee">Share that the liquidator keeps.</param>
/// <param name="InsuranceFee">Share that goes to the insurance fund.</param>
public sealed record MarginfiLiquidation(decimal Value, decimal LiquidatorFee, decimal InsuranceFee)
{
    public decimal Paid => Value * (1m - LiquidatorFee);

    public decimal Repaid => Value * (1m - LiquidatorFee - InsuranceFee);

    public decimal Insurance => Paid - Repaid;
}
