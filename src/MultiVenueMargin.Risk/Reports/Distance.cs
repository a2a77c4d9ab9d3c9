using MultiVenueMargin.Domain;

namespace MultiVenueMargin.Risk.Reports;

/// <summary>A single thing that can move while everything else stands still (MARGIN §6).</summary>
public abstract record Factor
{
    public abstract string Name { get; }
}

/// <summary>A unit's price with its coins, marks and forwards.</summary>
public sealed record PriceFactor(RiskUnit Unit) : Factor
{
    public override string Name => $"{Unit} price";
}

/// <summary>All implied volatilities of a unit, by one factor.</summary>
public sealed record VolatilityFactor(RiskUnit Unit) : Factor
{
    public override string Name => $"{Unit} volatility";
}

/// <summary>Dated marks and forwards of a unit alone.</summary>
public sealed record BasisFactor(RiskUnit Unit) : Factor
{
    public override string Name => $"{Unit} basis";
}

/// <summary>A stablecoin's price alone.</summary>
public sealed record PegFactor(Asset Stablecoin) : Factor
{
    public override string Name => $"{Stablecoin} price";
}

/// <summary>A venue fails: everything positive there becomes nothing, and hedges there vanish.</summary>
public sealed record VenueLossFactor(LocationId Venue) : Factor
{
    public override string Name => $"loss of {Venue}";
}

/// <summary>
/// How far one factor may move before the worst ratio falls below a level. A move is relative: −0.12 is a fall by 12 %.
/// Absent: no such move within −99 % and +500 %. For the loss of a venue: −1 when it breaks the level, absent when not.
/// </summary>
/// <param name="Pool">The pool whose ratio is asked.</param>
/// <param name="Factor">What moves.</param>
/// <param name="Level">The ratio to fall below.</param>
/// <param name="Down">The smallest fall that does.</param>
/// <param name="Up">The smallest rise that does.</param>
public sealed record Distance(PoolId Pool, Factor Factor, decimal Level, decimal? Down, decimal? Up);
