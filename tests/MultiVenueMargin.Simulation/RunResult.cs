namespace MultiVenueMargin.Simulation;

/// <summary>What became of one seed.</summary>
/// <param name="Failure">What did not hold; absent when all did.</param>
internal sealed record RunResult(long Seed, string? Failure, Trace Trace, Sometimes Sometimes);
