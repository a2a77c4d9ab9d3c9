using MultiVenueMargin.Risk.RuleBooks.Grids;

namespace MultiVenueMargin.Risk.RuleBooks.Deribit;

/// <summary>One settlement currency.</summary>
/// <param name="GainShare">What of a bucket's gain counts (<c>pnl_offset</c>).</param>
/// <param name="MostGain">USD of it at most (<c>max_offsetable_pnl</c>).</param>
/// <param name="Dampener">USD of loss that the extended table forgives (<c>extended_dampener</c>).</param>
/// <param name="Roll">What rolling costs.</param>
public sealed record CurrencyParameters(decimal GainShare, decimal MostGain, decimal Dampener, RollShock Roll)
{
    public GainRecognition Gains => new(GainShare, MostGain);
}
