using MultiVenueMargin.RuleBooks.Span;

namespace MultiVenueMargin.Golden.Vectors.Systems;

/// <summary>SPAN as CME and other clearing houses publish it.</summary>
internal static class SpanVectors
{
    public static IReadOnlyList<VectorShape> Shapes { get; } =
    [
        new()
        {
            Systems = ["CME SPAN"],
            Inputs = ["price_scan_range_ccy", "contract_value_factor"],
            Answer = vector => new VectorAnswer().Add(
                "price_scan_points",
                SpanPriceScan.Points(vector.Inputs.Get("price_scan_range_ccy").Number(), vector.Inputs.Get("contract_value_factor").Number())),
        },
    ];
}
