using System.Globalization;
using System.Text.Json;
using MultiVenueMargin.Cli.CommandLine;
using MultiVenueMargin.Host.Bench;
using MultiVenueMargin.Host.Bench.Soaking;

namespace MultiVenueMargin.Cli.Benching;

/// <summary><c>mvm bench soak</c>: the platform at work for long, and whether anything in it grows.</summary>
internal static class SoakCommand
{
    private const double MiB = 1 << 20;

    private const string Note = "Callers and platform are one process; what either loses counts.";

    private static readonly Option[] Options =
    [
        new("--minutes", TakesValue: true), new("--for", TakesValue: true), new("--every", TakesValue: true), new("--accounts", TakesValue: true),
        new("--positions", TakesValue: true), new("--rate", TakesValue: true), new("--json", TakesValue: false), new("--dir", TakesValue: true),
    ];

    public static int Run(IReadOnlyList<string> args, Terminal terminal)
    {
        if (Arguments.Parse(args, Options, out var problem) is not { } arguments)
        {
            return BenchCommand.Misused(problem, terminal);
        }

        if (arguments.Has("--minutes") && arguments.Has("--for"))
        {
            return BenchCommand.Misused("--minutes and --for both say how long; give one.", terminal);
        }

        var (number, normal) = (new WholeNumbers(arguments), new SoakPlan());
        var minutes = number.Of("--minutes", (long)normal.Lasting.TotalMinutes, 1, SoakPlan.LongestMinutes, "minutes");
        var seconds = number.Of("--for", minutes * 60, SoakPlan.FewestSamples, SoakPlan.LongestMinutes * 60, "seconds");
        var plan = new SoakPlan
        {
            Lasting = TimeSpan.FromSeconds(seconds),
            Every = TimeSpan.FromSeconds(number.Of("--every", (long)normal.Every.TotalSeconds, 1, 3_600, "seconds from one look to the next")),
            Accounts = (int)number.Of("--accounts", normal.Accounts, 1, 1_000, "accounts"),
            Positions = (int)number.Of("--positions", normal.Positions, 1, BenchScale.MostPositions, "positions of each account"),
            PerSecond = (int)number.Of("--rate", normal.PerSecond, 1, SoakPlan.MostPerSecond, "updates per second"),
        };
        return number.Problem is { } wrong
            ? BenchCommand.Misused(wrong, terminal)
            : BenchCommand.InFolder(arguments, terminal, folder => RunAsync(new Soak(folder, plan), arguments.Has("--json"), terminal));
    }

    private static async Task<int> RunAsync(Soak soak, bool asJson, Terminal terminal)
    {
        var (machine, samples) = (soak.Machine, new List<SoakSample>());
        await foreach (var sample in soak.RunAsync(CancellationToken.None))
        {
            samples.Add(sample);
            if (!asJson)
            {
                terminal.Output.WriteLine(Line(sample));
            }
        }

        var verdict = Soak.Judge(samples);
        if (asJson)
        {
            // A trend of too few looks is no number.
            terminal.Output.WriteLine(JsonSerializer.Serialize(
                new
                {
                    machine,
                    note = Note,
                    samples,
                    verdict = new
                    {
                        verdict.Held,
                        verdict.IsTooShort,
                        heapPerHour = OrNone(verdict.HeapPerHour),
                        heapBound = OrNone(verdict.HeapBound),
                        handlesPerHour = OrNone(verdict.HandlesPerHour),
                        verdict.Findings,
                        firstFailure = soak.First.Failure,
                        firstUnobserved = soak.First.Unobserved,
                    },
                },
                BenchReport.Json));
        }
        else
        {
            WriteVerdict(verdict, soak, terminal);
            BenchReport.WriteMachine(machine, Note, terminal);
        }

        return verdict.Held ? ExitCode.Sound : ExitCode.NotHeld;
    }

    private static void WriteVerdict(SoakVerdict verdict, Soak soak, Terminal terminal)
    {
        if (verdict.IsTooShort)
        {
            terminal.Output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"Too short to say: there have to be {SoakPlan.FewestSamples} looks."));
            return;
        }

        terminal.Output.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"heap {verdict.HeapPerHour / MiB:+0.00;-0.00} MiB an hour (bound {verdict.HeapBound / MiB:N1}), handles {verdict.HandlesPerHour:+0.0;-0.0} an hour: {(verdict.Held ? "it held." : "it did not hold.")}"));
        foreach (var line in verdict.Findings.Concat([soak.First.Failure, soak.First.Unobserved]).OfType<string>())
        {
            terminal.Output.WriteLine("  " + line);
        }
    }

    private static string Line(SoakSample sample) => string.Create(
        CultureInfo.InvariantCulture,
        $"{sample.At:hh\\:mm\\:ss}  heap {sample.HeapBytes / MiB,7:N1} MiB  handles {sample.Handles,4}  threads {sample.Threads,3}  unobserved {sample.Unobserved}  journal {sample.JournalBytes / MiB,7:N0} MiB  done {sample.Done,9:N0}  failed {sample.Failed}  p99 {sample.P99Ms,7:N1} ms");

    private static double? OrNone(double value) => double.IsFinite(value) ? value : null;
}
