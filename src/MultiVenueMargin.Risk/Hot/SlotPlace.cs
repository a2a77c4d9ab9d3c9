using MultiVenueMargin.Risk.Collateral;

namespace MultiVenueMargin.Risk.Hot;

/// <summary>Where a slot's figures stand besides itself.</summary>
internal readonly record struct SlotPlace
{
    /// <summary>It nowhere stands.</summary>
    public const int Nowhere = -1;

    /// <summary>Its positions among the pool's members.</summary>
    public HeldRun Run { get; init; }

    /// <summary>Its unit among the pool's.</summary>
    public int Unit { get; init; }

    /// <summary>Its place in the unit's whole; a delivered position has none.</summary>
    public int Whole { get; init; }

    /// <summary>Its place among those in no group; none where the unit has no groups.</summary>
    public int Rest { get; init; }

    /// <summary>In a group of the maximum loss, whose strikes and slopes are made of it.</summary>
    public bool IsGrouped { get; init; }

    /// <summary>Its lots among the pool's, all of which settle in one line.</summary>
    public HeldRun Lots { get; init; }

    public int Line { get; init; }

    /// <summary>Resting orders in its instrument at its venue.</summary>
    public int Orders { get; init; }
}
