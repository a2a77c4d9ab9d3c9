namespace MultiVenueMargin.Risk.RuleBooks.Derive;

/// <summary>What the standard manager asks on account of its feeds, in every market alike.</summary>
public sealed record StandardFeedRules
{
    /// <summary>Per unit of perpetuals and of sold options, as a share of the spot.</summary>
    public required PegRule Peg { get; init; }

    public required ConfidenceRule PerpetualConfidence { get; init; }

    public required ConfidenceRule OptionConfidence { get; init; }

    public required ConfidenceRule BaseConfidence { get; init; }
}
