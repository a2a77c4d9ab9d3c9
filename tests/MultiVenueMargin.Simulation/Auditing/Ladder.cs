using MultiVenueMargin.Domain.Books;

namespace MultiVenueMargin.Simulation.Auditing;

/// <summary>The ladder of MARGIN §6 as a table, and ratios by cross-multiplication.</summary>
internal static class Ladder
{
    public const decimal Target = 1.30m;

    private static readonly (MarginState State, decimal Enter, decimal Leave)[] Rungs =
    [
        (MarginState.Notice, 1.50m, 1.55m),
        (MarginState.Call, 1.20m, 1.30m),
        (MarginState.Restricted, 1.10m, 1.20m),
        (MarginState.Liquidating, 1.05m, 1.10m),
        (MarginState.Takeover, 1.00m, 1.05m),
    ];

    public static MarginState StateOf(decimal worst, decimal likely, decimal maintenance, MarginState before, bool hasExpiredCall)
    {
        if (maintenance == 0)
        {
            return worst < 0 ? MarginState.Takeover : MarginState.Healthy;
        }

        var state = hasExpiredCall ? MarginState.Restricted : MarginState.Healthy;
        foreach (var (rung, enter, leave) in Rungs)
        {
            // Whoever stands on a rung or below it comes up only at the higher figure.
            var bound = before >= rung ? leave : enter;
            var isBelow = worst < bound * maintenance;
            if (rung >= MarginState.Liquidating)
            {
                isBelow &= likely < bound * maintenance;
            }

            state = isBelow && rung > state ? rung : state;
        }

        return state;
    }
}
