using MultiVenueMargin.Risk.RuleBooks.Grids;

namespace MultiVenueMargin.Risk.RuleBooks.Deribit;

/// <summary>What one currency pair's positions with one settlement currency make in each cell, before what counts of it.</summary>
/// <param name="Standard">By cell of the table.</param>
/// <param name="Extended">By far move.</param>
/// <param name="Gains">What of its gains may pay for other buckets.</param>
/// <param name="Dampener">In the unit of the profits.</param>
public sealed record MatrixBucket(
    IReadOnlyList<decimal> Standard, IReadOnlyList<decimal> Extended, GainRecognition Gains, decimal Dampener);
