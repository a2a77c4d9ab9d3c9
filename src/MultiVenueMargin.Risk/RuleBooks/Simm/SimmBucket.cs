namespace MultiVenueMargin.Risk.RuleBooks.Simm;

/// <summary>
/// A bucket: K = √(Σ_k Σ_l ρ_kl·f_kl·WS_k·WS_l), f = min(CR_k, CR_l)/max(CR_k, CR_l) where factors of one bucket are concentrated
/// apart. Above it, what is common to buckets: √(Σ K² + Σ γ·g·S_b·S_c), S = Σ WS within ±K.
/// </summary>
/// <param name="Margin">K.</param>
/// <param name="Sum">S, within ±K.</param>
/// <param name="Concentration">CR.</param>
public readonly record struct SimmBucket(double Margin, double Sum, double Concentration)
{
    /// <param name="weighted">WS, risk weight and concentration in them.</param>
    /// <param name="correlation">ρ of two factors by their places.</param>
    /// <param name="concentration">CR of the bucket.</param>
    public static SimmBucket Of(IReadOnlyList<double> weighted, Func<int, int, double> correlation, double concentration = 1)
    {
        var square = 0.0;
        for (var k = 0; k < weighted.Count; k++)
        {
            square += weighted[k] * weighted[k];
            for (var l = 0; l < k; l++)
            {
                square += 2 * correlation(k, l) * weighted[k] * weighted[l];
            }
        }

        var margin = Math.Sqrt(Math.Max(square, 0));
        return new SimmBucket(margin, Math.Clamp(weighted.Sum(), -margin, margin), concentration);
    }

    /// <summary>f, or g between buckets.</summary>
    public static double Shared(double one, double other) => Math.Min(one, other) / Math.Max(one, other);

    /// <param name="buckets">Any number.</param>
    /// <param name="correlation">γ.</param>
    public static double Across(IReadOnlyList<SimmBucket> buckets, double correlation)
    {
        var square = 0.0;
        for (var b = 0; b < buckets.Count; b++)
        {
            square += buckets[b].Margin * buckets[b].Margin;
            for (var c = 0; c < b; c++)
            {
                square += 2 * correlation * Shared(buckets[b].Concentration, buckets[c].Concentration) * buckets[b].Sum * buckets[c].Sum;
            }
        }

        return Math.Sqrt(Math.Max(square, 0));
    }
}
