namespace MultiVenueMargin.Risk.RuleBooks.Marginfi;

/// <summary>Weighted assets less weighted liabilities. The program lets an account be liquidated unless its maintenance health is above zero.</summary>
public static class MarginfiHealth
{
    public static decimal Of(IEnumerable<(decimal Value, decimal Weight)> assets, IEnumerable<(decimal Value, decimal Weight)> liabilities) =>
        assets.Sum(asset => asset.Value * asset.Weight) - liabilities.Sum(liability => liability.Value * liability.Weight);

    /// <summary>What owes nothing cannot be liquidated.</summary>
    public static bool IsLiquidatable(decimal maintenanceHealth, decimal liabilities) => liabilities > 0 && maintenanceHealth <= 0;

    /// <summary>The most debt, by value, that the initial weights allow against a deposit.</summary>
    public static decimal MostBorrowed(decimal deposit, decimal assetWeight, decimal liabilityWeight) => deposit * assetWeight / liabilityWeight;

    /// <summary>
    /// Once all deposits of a bank are worth more than its limit, the initial weight falls with limit/total, so that what can be
    /// borrowed against the bank as a whole stays within the limit. No limit: no discount.
    /// </summary>
    public static decimal ValueCapDiscount(decimal? limit, decimal bankTotal) => limit is { } most && bankTotal > most ? most / bankTotal : 1m;
}
