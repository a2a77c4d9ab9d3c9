using MultiVenueMargin.Risk.RuleBooks.Collateral;

namespace MultiVenueMargin.Risk.RuleBooks.Bybit;

/// <summary>Collateral and loans of a unified account, the same in both of its modes.</summary>
/// <param name="CollateralRates">By coin and amount.</param>
/// <param name="StandInCollateralRate">The rate of coins that have none of their own.</param>
/// <param name="LoanInitialRate">Initial margin per USD borrowed.</param>
/// <param name="LoanMaintenanceRate">Maintenance margin per USD borrowed.</param>
public sealed record BybitAccountTerms(
    IReadOnlyList<CoinRates> CollateralRates, decimal StandInCollateralRate, decimal LoanInitialRate, decimal LoanMaintenanceRate);
