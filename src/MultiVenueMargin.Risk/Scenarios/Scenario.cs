namespace MultiVenueMargin.Risk.Scenarios;

/// <summary>
/// One joint move of a unit's price and of each of its instruments' volatility (MARGIN §3).
/// </summary>
/// <param name="Id">Its name in every report: <c>G-4up</c>, <c>T+5.00</c>, <c>X-1</c>.</param>
/// <param name="Move">s: the relative move of the price, marks and forwards.</param>
/// <param name="Volatility">What happens to each instrument's own σ.</param>
/// <param name="Weight">w: the share of the profit or loss that counts.</param>
/// <param name="IsTail">Whether the dampener applies.</param>
public sealed record Scenario(string Id, decimal Move, VolatilityMove Volatility, decimal Weight, bool IsTail);

/// <summary>How a volatility answers to a scenario.</summary>
public enum VolatilityMoveKind
{
    Same = 0,

    /// <summary>The term-dependent rise of MARGIN §3, with its floor.</summary>
    Up,

    /// <summary>The term-dependent fall of MARGIN §3.</summary>
    Down,

    /// <summary>By a factor (FHS and stress).</summary>
    Factor,

    /// <summary>Around the forward: σ·(1 + rotation·k), k = ln(K/F) clamped to ±1 (skew).</summary>
    Rotation,
}

/// <summary>A volatility move and, where it has one, its size.</summary>
public readonly record struct VolatilityMove(VolatilityMoveKind Kind, double Size = 0)
{
    public static VolatilityMove Same => default;

    public static VolatilityMove Up => new(VolatilityMoveKind.Up);

    public static VolatilityMove Down => new(VolatilityMoveKind.Down);

    public static VolatilityMove Factor(double factor) => new(VolatilityMoveKind.Factor, factor);

    public static VolatilityMove Rotation(double size) => new(VolatilityMoveKind.Rotation, size);
}
