namespace MultiVenueMargin.Domain;

/// <summary>One thing that is wrong with an input, in words a person can act on. Findings are data: nothing is thrown.</summary>
/// <param name="Path">Where it is, from the root of what was checked: <c>Collateral.Assets[BTC].Haircut[1].Rate</c>.</param>
/// <param name="Problem">What is wrong, with the figure found.</param>
/// <param name="Fix">What would be right.</param>
public sealed record Finding(string Path, string Problem, string Fix)
{
    public override string ToString() => $"{Path}: {Problem}. {Fix}.";
}
