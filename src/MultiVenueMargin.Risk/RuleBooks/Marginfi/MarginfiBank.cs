namespace MultiVenueMargin.Risk.RuleBooks.Marginfi;

/// <summary>The weights of one bank.</summary>
/// <param name="Asset">As the book names it.</param>
/// <param name="AssetInitial">Of a deposit, against new debt.</param>
/// <param name="AssetMaintenance">Of a deposit, against liquidation.</param>
/// <param name="LiabilityInitial">Of a debt, when it is taken.</param>
/// <param name="LiabilityMaintenance">Of a debt, against liquidation.</param>
public sealed record MarginfiBank(
    string Asset, decimal AssetInitial, decimal AssetMaintenance, decimal LiabilityInitial, decimal LiabilityMaintenance);
