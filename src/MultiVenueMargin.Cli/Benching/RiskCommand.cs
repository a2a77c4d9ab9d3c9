using MultiVenueMargin.Cli.CommandLine;
using MultiVenueMargin.Host.Bench;
using MultiVenueMargin.Host.Bench.Margins;

namespace MultiVenueMargin.Cli.Benching;

/// <summary><c>mvm bench risk</c>: prices and margins on one core, beside QuantLib where it is.</summary>
internal static class RiskCommand
{
    private const string Note = "One thread. Each row is the least of many passes; a ratio is to what was measured in the same run.";

    private static readonly Option[] Options =
    [
        new("--seconds", TakesValue: true), new("--runs", TakesValue: true), new("--instruments", TakesValue: true), new("--accounts", TakesValue: true),
        new("--positions", TakesValue: true), new("--large", TakesValue: true), new("--days", TakesValue: true), new("--no-peer", TakesValue: false),
        new("--json", TakesValue: false),
    ];

    public static int Run(IReadOnlyList<string> args, Terminal terminal)
    {
        if (args.Any(arg => arg == GuardCommand.Option || arg.StartsWith($"{GuardCommand.Option}=", StringComparison.Ordinal)))
        {
            // Of a size of its own.
            return GuardCommand.Run(args, terminal);
        }

        if (Arguments.Parse(args, Options, out var problem) is not { } arguments)
        {
            return BenchCommand.Misused(problem, terminal);
        }

        var (number, normal) = (new WholeNumbers(arguments), new RiskScale());
        var seconds = number.Of("--seconds", 1, 0, BenchCommand.LongestPhase, "seconds per row and run, 0 for a single pass");
        var scale = new RiskScale
        {
            Instruments = (int)number.Of("--instruments", normal.Instruments, 1, RiskScale.MostInstruments, "options"),
            Accounts = (int)number.Of("--accounts", normal.Accounts, 1, RiskScale.MostAccounts, "accounts"),
            Positions = (int)number.Of("--positions", normal.Positions, RiskScale.FewestPositions, BenchScale.MostPositions, "positions of each account"),
            Large = (int)number.Of("--large", normal.Large, RiskScale.FewestPositions, RiskScale.MostLarge, "positions of the large account"),
            Days = (int)number.Of("--days", normal.Days, RiskScale.FewestDays, RiskScale.MostDays, "days of history"),
            Runs = (int)number.Of("--runs", normal.Runs, 1, RiskScale.MostRuns, "runs of each row"),
        };
        if (number.Problem is { } wrong)
        {
            return BenchCommand.Misused(wrong, terminal);
        }

        var lasting = TimeSpan.FromSeconds(seconds);
        var bench = arguments.Has("--no-peer") ? new RiskBench(lasting, scale, compiler: null) : new RiskBench(lasting, scale);
        return BenchReport.WriteAsync(RiskBench.Machine, bench.RunAsync(CancellationToken.None), Note, arguments.Has("--json"), terminal).GetAwaiter().GetResult();
    }
}
