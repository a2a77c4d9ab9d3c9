namespace MultiVenueMargin.Risk.RuleBooks.Derive;

/// <summary>What initial margin grows by when a unit of cash is worth less than a dollar.</summary>
/// <param name="Threshold">USD per unit of cash below which it applies.</param>
/// <param name="Factor">What each unit missing to the threshold adds.</param>
public sealed record PegRule(decimal Threshold, decimal Factor)
{
    public decimal ExtraAt(decimal stablePrice) => Math.Max(Threshold - stablePrice, 0m) * Factor;
}
