namespace MultiVenueMargin.Risk.RuleBooks.RegT;

/// <summary>A strategy that was recognised, with so much of each leg as is in it.</summary>
/// <param name="Strategy">In words: <c>covered call</c>, <c>iron condor</c>.</param>
/// <param name="Options">Its options, with the units that are in it.</param>
/// <param name="Stock">Units of the underlying in it; negative is short.</param>
/// <param name="Amount">What it asks.</param>
public sealed record CoveredGroup(string Strategy, IReadOnlyList<RegTOption> Options, decimal Stock, RegTAmount Amount)
{
    /// <summary>Which legs.</summary>
    public string Legs => string.Join(", ", Options.Select(option => option.Name));
}
