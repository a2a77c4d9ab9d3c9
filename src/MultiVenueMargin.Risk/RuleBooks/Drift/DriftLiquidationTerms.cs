namespace MultiVenueMargin.Risk.RuleBooks.Drift;

/// <summary>How Drift v2 liquidates, as far as its program fixes it.</summary>
public sealed record DriftLiquidationTerms
{
    /// <summary>Slots under water during which the liquidator's fee stays at its base.</summary>
    public required long FeeGraceSlots { get; init; }

    /// <summary>What each slot adds to it afterwards, in 10^-6.</summary>
    public required long FeePerSlot { get; init; }

    /// <summary>What an account must have to spare before a liquidation of it ends, of 10 000 of what it owes.</summary>
    public required int ExitBuffer { get; init; }
}
