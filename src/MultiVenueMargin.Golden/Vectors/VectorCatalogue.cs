using MultiVenueMargin.Golden.Vectors.Systems;

namespace MultiVenueMargin.Golden.Vectors;

/// <summary>Every shape of vector that our rules answer, or that is listed with the reason why none can.</summary>
public static class VectorCatalogue
{
    // One line per system.
    public static IReadOnlyList<VectorShape> Shapes { get; } =
    [
        .. DeriveVectors.Shapes,
        .. DriftVectors.Shapes,
        .. DydxVectors.Shapes,
        .. DederiVectors.Shapes,
        .. DeribitVectors.Shapes,
        .. OkxVectors.Shapes,
        .. ParadexVectors.Shapes,
        .. SpanVectors.Shapes,
        .. LiquidationPriceVectors.Shapes,
        .. HyperliquidVectors.Shapes,
        .. BinanceVectors.Shapes,
        .. BybitVectors.Shapes,
        .. CollateralRateVectors.Shapes,
        .. PlatformMarginVectors.Shapes,
        .. VenueStatementVectors.Shapes,
        .. CallVectors.Shapes,
        .. RegTVectors.Shapes,
        .. SpanVectors.Shapes,
        .. TimsVectors.Shapes,
        .. AaveVectors.Shapes,
        .. MangoVectors.Shapes,
        .. MarginfiVectors.Shapes,
        .. OreVectors.Shapes,
        .. SpanVectors.Shapes,
        .. StatisticalVectors.Shapes,
        .. SynthetixVectors.Shapes,
    ];

    public static VectorShape? Find(string system, string? family, IReadOnlyCollection<string> inputs) =>
        Shapes.FirstOrDefault(shape => shape.Fits(system, family, inputs));

    /// <summary>Whether any shape of these rules is answered.</summary>
    public static bool Answers(string system, string? family) =>
        Shapes.Any(shape => shape.Answer is not null && shape.Family == family && shape.Systems.Contains(system, StringComparer.Ordinal));
}
