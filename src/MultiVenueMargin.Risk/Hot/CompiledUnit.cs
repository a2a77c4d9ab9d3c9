using MultiVenueMargin.Domain;

namespace MultiVenueMargin.Risk.Hot;

/// <summary>A pool's positions and locations in one risk unit, with the unit's parameters.</summary>
internal sealed class CompiledUnit
{
    public required RiskUnit Unit { get; init; }

    /// <summary>Its row in the market.</summary>
    public required int Row { get; init; }

    /// <summary>S when it was compiled.</summary>
    public required double IndexThen { get; init; }

    /// <summary>Whether a history of it was loaded when it was compiled.</summary>
    public required bool HasHistory { get; init; }

    /// <summary>Its positions among the pool's, delivered ones too: from and to.</summary>
    public required (int From, int To) Slots { get; init; }

    public required HotScenarios Scenarios { get; init; }

    /// <summary>How many locations it has something at.</summary>
    public required int Locations { get; init; }

    public required CompiledPart Whole { get; init; }

    /// <summary>What is in no group; absent where there is no group.</summary>
    public required CompiledPart? Rest { get; init; }

    public required CompiledGroup[] Groups { get; init; }

    public required double Range { get; init; }

    public required double GrossFloorShare { get; init; }

    public required double BasisFloor { get; init; }

    public required double BasisPerYear { get; init; }

    public required double PerpetualBasis { get; init; }

    public required double HalfSpread { get; init; }

    public required double ShortOptionShare { get; init; }
}
