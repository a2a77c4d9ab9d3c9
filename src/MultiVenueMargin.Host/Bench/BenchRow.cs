namespace MultiVenueMargin.Host.Bench;

/// <summary>One measurement.</summary>
/// <param name="Name">What was measured, with its size.</param>
/// <param name="Ratio">Against the bare disk of the same run, where that is what bounds it: for rates updates per bare sync, for times in bare syncs.</param>
public sealed record BenchRow(string Name, double Value, string Unit, double? Ratio);
