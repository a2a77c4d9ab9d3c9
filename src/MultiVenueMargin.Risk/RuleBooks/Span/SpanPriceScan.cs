namespace MultiVenueMargin.Risk.RuleBooks.Span;

/// <summary>How a price scan range, which the clearing house states in money per contract, is a move of the price.</summary>
public static class SpanPriceScan
{
    /// <summary>Points of the price that make the range.</summary>
    public static decimal Points(decimal range, decimal contractValueFactor) => range / contractValueFactor;
}
