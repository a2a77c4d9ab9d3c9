namespace MultiVenueMargin.Risk.RuleBooks.Derive;

/// <summary>What portfolio managers take of a coin.</summary>
public sealed record CollateralTerms
{
    /// <summary>The underlying that it moves with; absent for a stablecoin.</summary>
    public string? Unit { get; init; }

    /// <summary>Haircuts under the manager of that underlying, where scenarios shock it.</summary>
    public ChargeRate? AtHome { get; init; }

    /// <summary>Haircuts under any other manager.</summary>
    public required ChargeRate Elsewhere { get; init; }

    /// <param name="asset">The coin.</param>
    /// <param name="value">What there is of it, in cash.</param>
    /// <param name="unit">Under whose manager it lies.</param>
    public ManagerCollateral Under(string asset, decimal value, string unit)
    {
        var isHome = Unit == unit && AtHome is not null;
        var rate = isHome ? AtHome! : Elsewhere;
        return new ManagerCollateral(asset, value, Confidence: 1m, isHome, rate.Maintenance, rate.ExtraInitial);
    }
}
