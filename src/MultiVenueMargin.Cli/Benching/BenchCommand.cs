using MultiVenueMargin.Cli.CommandLine;
using MultiVenueMargin.Cli.Running;
using MultiVenueMargin.Files;
using MultiVenueMargin.Host.Bench;
using MultiVenueMargin.Host.Bench.Doors;

namespace MultiVenueMargin.Cli.Benching;

/// <summary><c>mvm bench engine</c>, <c>grpc</c>, <c>risk</c> and <c>soak</c>: what the platform does on this machine and disk, and whether it lasts.</summary>
internal static class BenchCommand
{
    internal const int LongestPhase = 600;

    /// <summary>As they are called after <c>mvm</c>.</summary>
    internal static readonly string[] Names = ["bench engine", "bench grpc", "bench risk", "bench soak"];

    private static readonly Option[] Common = [new("--seconds", TakesValue: true), new("--json", TakesValue: false), new("--dir", TakesValue: true)];

    private static readonly Option[] OfEngine =
    [
        .. Common, new("--accounts", TakesValue: true), new("--positions", TakesValue: true), new("--updates", TakesValue: true), new("--rate", TakesValue: true),
        new("--giant", TakesValue: true),
    ];

    private static readonly Option[] OfDoor =
    [
        .. Common, new("--accounts", TakesValue: true), new("--positions", TakesValue: true), new("--what-if", TakesValue: true), new("--subscribers", TakesValue: true),
        new("--runs", TakesValue: true), new("--cut-after", TakesValue: true),
    ];

    public static int Run(IReadOnlyList<string> args, Terminal terminal) => args switch
    {
        ["engine", ..] => Engine([.. args.Skip(1)], terminal),
        ["grpc", ..] => Door([.. args.Skip(1)], terminal),
        ["risk", ..] => RiskCommand.Run([.. args.Skip(1)], terminal),
        ["soak", ..] => SoakCommand.Run([.. args.Skip(1)], terminal),
        [] => Misused("engine, grpc, risk or soak is missing: they are what can be measured.", terminal),
        [var other, ..] => Misused($"{JsonPath.Quoted(other)} cannot be measured; engine, grpc, risk and soak can.", terminal),
    };

    internal static int Misused(string problem, Terminal terminal)
    {
        terminal.Error.WriteLine($"mvm bench: {problem}");
        terminal.Error.WriteLine("See mvm help bench.");
        return ExitCode.Misused;
    }

    /// <summary>In a folder of its own that is gone afterwards; of a disk that the caller named, or the working folder's: that for temporary files is often no disk at all.</summary>
    internal static int InFolder(Arguments arguments, Terminal terminal, Func<string, Task<int>> measure)
    {
        var folder = Path.Combine(arguments.ValueOf("--dir") ?? ".", $"mvm-bench-{Environment.ProcessId}");
        return FolderTrouble.Guard("bench", folder, terminal, () =>
        {
            try
            {
                return measure(folder).GetAwaiter().GetResult();
            }
            finally
            {
                if (Directory.Exists(folder))
                {
                    Directory.Delete(folder, recursive: true);
                }
            }
        });
    }

    private static int Engine(IReadOnlyList<string> args, Terminal terminal)
    {
        if (Arguments.Parse(args, OfEngine, out var problem) is not { } arguments)
        {
            return Misused(problem, terminal);
        }

        var (number, normal) = (new WholeNumbers(arguments), new BenchScale());
        var seconds = number.Of("--seconds", 3, 1, LongestPhase, "seconds per measurement");
        var scale = new BenchScale
        {
            Accounts = (int)number.Of("--accounts", normal.Accounts, EngineBench.FewestAccounts, BenchScale.MostAccounts, "accounts"),
            Positions = (int)number.Of("--positions", normal.Positions, 1, BenchScale.MostPositions, "positions of each account"),
            Updates = number.Of("--updates", normal.Updates, 0, BenchScale.MostUpdates, "updates before the restart"),
            PerSecond = (int)number.Of("--rate", normal.PerSecond, 1, BenchScale.MostPerSecond, "updates per second"),
            Giant = (int)number.Of("--giant", normal.Giant, 0, BenchScale.MostGiant, "positions of the giant"),
        };
        return number.Problem is { } wrong
            ? Misused(wrong, terminal)
            : InFolder(arguments, terminal, folder =>
            {
                var bench = new EngineBench(folder, TimeSpan.FromSeconds(seconds), scale);
                return BenchReport.WriteAsync(bench.Machine, bench.RunAsync(CancellationToken.None), null, arguments.Has("--json"), terminal);
            });
    }

    private static int Door(IReadOnlyList<string> args, Terminal terminal)
    {
        if (Arguments.Parse(args, OfDoor, out var problem) is not { } arguments)
        {
            return Misused(problem, terminal);
        }

        var (number, normal) = (new WholeNumbers(arguments), new DoorScale());
        var seconds = number.Of("--seconds", 3, 1, LongestPhase, "seconds per measurement");
        var scale = new DoorScale
        {
            Accounts = (int)number.Of("--accounts", normal.Accounts, 1, DoorScale.MostAccounts, "accounts"),
            Positions = (int)number.Of("--positions", normal.Positions, 1, BenchScale.MostPositions, "positions of each account"),
            WhatIfPositions = (int)number.Of("--what-if", normal.WhatIfPositions, 1, BenchScale.MostPositions, "positions of the account that what-ifs are asked of"),
            Subscribers = (int)number.Of("--subscribers", normal.Subscribers, 1, DoorScale.MostSubscribers, "subscribers"),
            Runs = (int)number.Of("--runs", normal.Runs, 1, DoorScale.MostRuns, "runs of each row"),
            CutAfter = TimeSpan.FromSeconds(number.Of("--cut-after", (long)normal.CutAfter.TotalSeconds, 1, DoorScale.LongestPatience, "seconds")),
        };
        return number.Problem is { } wrong
            ? Misused(wrong, terminal)
            : InFolder(arguments, terminal, folder =>
            {
                var bench = new DoorBench(folder, TimeSpan.FromSeconds(seconds), scale);
                return BenchReport.WriteAsync(bench.Machine, bench.RunAsync(CancellationToken.None), "Caller and door are one process; times and memory are of both.", arguments.Has("--json"), terminal);
            });
    }
}
