namespace MultiVenueMargin.Risk.RuleBooks.Tims;

/// <summary>What a product group asks: its worst loss, and at the least so much per contract of options and futures.</summary>
public sealed record TimsRequirement(decimal WorstLoss, decimal Minimum)
{
    public decimal Amount => Math.Max(WorstLoss, Minimum);

    /// <summary>The minimum: contracts × multiplier × charge per unit, long and short alike.</summary>
    public static decimal MinimumOf(decimal contracts, decimal multiplier, decimal perUnit) => Math.Abs(contracts) * multiplier * perUnit;
}
