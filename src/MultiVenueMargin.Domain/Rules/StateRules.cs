using MultiVenueMargin.Domain.Books;

namespace MultiVenueMargin.Domain.Rules;

/// <summary>A state is entered when the worst ratio falls below one figure and left at or above another, so that it does not flicker.</summary>
public readonly record struct StateThreshold(MarginState State, decimal EnterBelow, decimal LeaveAt);

/// <summary>The ladder of margin states (MARGIN §6).</summary>
public sealed record StateRules
{
    /// <summary>From the mildest to the gravest.</summary>
    public IReadOnlyList<StateThreshold> Ladder { get; init; } =
    [
        new(MarginState.Notice, 1.50m, 1.55m),
        new(MarginState.Call, 1.20m, 1.30m),
        new(MarginState.Restricted, 1.10m, 1.20m),
        new(MarginState.Liquidating, 1.05m, 1.10m),
        new(MarginState.Takeover, 1.00m, 1.05m),
    ];

    /// <summary>From this state on, the likely ratio must be below the same level too: nobody is liquidated on staleness alone.</summary>
    public MarginState NeedsLikelyFrom { get; init; } = MarginState.Liquidating;

    public StateThreshold Of(MarginState state)
    {
        foreach (var threshold in Ladder)
        {
            if (threshold.State == state)
            {
                return threshold;
            }
        }

        throw new ArgumentOutOfRangeException(nameof(state), state, "The ladder has no such state.");
    }
}

/// <summary>How much a margin call asks for.</summary>
public sealed record CallRules
{
    /// <summary>A call restores equity to this multiple of MM.</summary>
    public decimal TargetRatio { get; init; } = 1.30m;

    public decimal MinimumTransferUsd { get; init; } = 1_000m;
}
