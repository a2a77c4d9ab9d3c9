using System.Globalization;
using System.Text.Json;
using MultiVenueMargin.Cli.CommandLine;
using MultiVenueMargin.Files;
using MultiVenueMargin.Host.Bench.Margins;

namespace MultiVenueMargin.Cli.Benching;

/// <summary><c>mvm bench risk --guard FILE</c>: whether ratios and allocations are still what is recorded there; with <c>--record</c>, records them.</summary>
internal static class GuardCommand
{
    public const string Option = "--guard";

    private const int UsualRuns = 4;

    private static readonly Option[] Options = [new(Option, TakesValue: true), new("--record", TakesValue: false), new("--runs", TakesValue: true)];

    public static int Run(IReadOnlyList<string> args, Terminal terminal)
    {
        if (Arguments.Parse(args, Options, out var problem) is not { } arguments)
        {
            return BenchCommand.Misused(problem, terminal);
        }

        var number = new WholeNumbers(arguments);
        var runs = (int)number.Of("--runs", UsualRuns, 1, RiskScale.MostRuns, "runs of each row");
        return number.Problem is { } wrong ? BenchCommand.Misused(wrong, terminal)
            : arguments.Has("--record") ? Record(arguments.ValueOf(Option)!, runs, terminal)
            : Hold(arguments.ValueOf(Option)!, runs, terminal);
    }

    private static int Hold(string file, int runs, Terminal terminal)
    {
        GuardRecord record;
        try
        {
            record = GuardRecord.Read(File.ReadAllText(file));
        }
        catch (Exception refusal) when (refusal is IOException or UnauthorizedAccessException or JsonException)
        {
            return Refused(file, refusal.Message, terminal);
        }

        if (record.CompiledAtOnce != GuardBench.IsCompiledAtOnce)
        {
            var (variable, value) = GuardBench.CompiledAtOnce;
            return Refused(file, $"it was recorded with{(record.CompiledAtOnce ? string.Empty : "out")} {variable}={value} in the environment, and is only compared so.", terminal);
        }

        var (measured, departures) = new GuardBench(runs).Run(record);
        foreach (var row in measured)
        {
            terminal.Output.WriteLine(row.Bytes is { } bytes
                ? string.Create(CultureInfo.InvariantCulture, $"{row.Name}: {bytes:N0} bytes")
                : string.Create(CultureInfo.InvariantCulture, $"{row.Name}: {row.Ratio:G3} of {row.To}"));
        }

        BenchReport.WriteMachine(GuardBench.Machine, null, terminal);
        foreach (var departure in departures)
        {
            terminal.Error.WriteLine($"left its band: {departure}");
        }

        terminal.Output.WriteLine(departures.Count == 0
            ? $"{measured.Count} rows, all of them where {file} has them ({record.Recorded})."
            : $"{measured.Count} rows, {departures.Count} of them not where {file} has them ({record.Recorded}), measured twice. If that is meant: --record.");
        return departures.Count == 0 ? ExitCode.Sound : ExitCode.NotHeld;
    }

    private static int Record(string file, int runs, Terminal terminal)
    {
        var machine = GuardBench.Machine;
        var on = string.Create(CultureInfo.InvariantCulture, $"{machine.Processor}, {machine.Cores} cores ({machine.Vectors}), {machine.Runtime}, load {machine.Load}");
        var (measured, _) = new GuardBench(runs).Run(record: null);
        try
        {
            File.WriteAllText(file, new GuardRecord(GuardRecord.SchemaName, on, GuardBench.IsCompiledAtOnce, GuardRecord.UsualRatioFactor, GuardRecord.UsualBytesFactor, measured).ToJson());
        }
        catch (Exception refusal) when (refusal is IOException or UnauthorizedAccessException)
        {
            return Refused(file, refusal.Message, terminal);
        }

        terminal.Output.WriteLine($"{measured.Count} rows are recorded in {file}.");
        return ExitCode.Sound;
    }

    private static int Refused(string file, string why, Terminal terminal)
    {
        terminal.Error.WriteLine($"mvm bench: {JsonPath.Quoted(file)} cannot be the guard's record: {why}");
        return ExitCode.FileRefused;
    }
}
