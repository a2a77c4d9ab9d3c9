namespace MultiVenueMargin.Risk.RuleBooks.Deribit;

/// <summary>
/// What closing a large delta may cost beyond the table: the coins above the threshold widen the move by a slope, up to a limit.
/// The parameters are published, the formula is not: with this reading the slope is the one by which standard margin grows with size.
/// </summary>
/// <param name="Threshold"><c>delta_total_liq_shock_threshold</c>: USD of delta that are free of it.</param>
/// <param name="Slope"><c>m_inc</c>: per coin.</param>
/// <param name="Most"><c>max_delta_shock</c>.</param>
public sealed record DeltaShock(decimal Threshold, decimal Slope, decimal Most)
{
    /// <summary>|Δ|·min(most, slope·(|Δ| − threshold/S)⁺), in coins.</summary>
    public decimal InCoin(decimal coins, decimal index)
    {
        var size = Math.Abs(coins);
        return size * Math.Min(Most, Slope * Math.Max(size - (Threshold / index), 0m));
    }
}
