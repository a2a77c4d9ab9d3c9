using MultiVenueMargin.Cli.CommandLine;

namespace MultiVenueMargin.Cli.Live.Margins;

/// <summary>The exit code that a margin has, as that of <c>mvm evaluate</c>: unknown first, for what is not known may be worse than what is.</summary>
internal static class MarginCode
{
    public static int Of(IEnumerable<V1.PoolFigures> pools)
    {
        var states = pools.Select(pool => pool.State).ToList();
        return states.Any(state => state is V1.MarginState.Unknown or V1.MarginState.Unspecified || !Enum.IsDefined(state)) ? ExitCode.Unknown
            : states.Any(state => state >= V1.MarginState.Call) ? ExitCode.Called
            : ExitCode.Sound;
    }

    public static int Of(V1.MarginReport report) => Of(report.Pools.Select(pool => pool.Figures));
}
