namespace MultiVenueMargin.Risk.RuleBooks.Aave;

/// <summary>A coin that is taken as collateral.</summary>
/// <param name="Asset">As the book names it.</param>
/// <param name="LoanToValue">Share of its value that may be borrowed against it.</param>
/// <param name="LiquidationThreshold">Share of its value that keeps a debt safe.</param>
/// <param name="LiquidationBonus">What a liquidator gets per unit of value repaid: 1.05.</param>
public sealed record AaveReserve(string Asset, decimal LoanToValue, decimal LiquidationThreshold, decimal LiquidationBonus);
