namespace MultiVenueMargin.Golden.Vectors.Systems;

/// <summary>Derive (Lyra v2): both portfolio managers, the standard manager, the auction, and its option pricing.</summary>
internal static class DeriveVectors
{
    public static IReadOnlyList<VectorShape> Shapes { get; } =
    [
        .. DerivePortfolioVectors.Shapes,
        .. DeriveStandardVectors.Shapes,
        .. DeriveAuctionVectors.Shapes,
        .. OptionPricingVectors.Shapes,
    ];
}
