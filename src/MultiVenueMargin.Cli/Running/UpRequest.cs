using System.Globalization;
using MultiVenueMargin.Cli.CommandLine;
using MultiVenueMargin.Files;
using MultiVenueMargin.Host;
using MultiVenueMargin.Host.Settings;

namespace MultiVenueMargin.Cli.Running;

/// <summary>What <c>mvm up</c> was asked for, with its settings in effect: the command line before the file, the file before the defaults.</summary>
internal sealed record UpRequest(DataFolder? Data, HostOptions Options, int? Seed, TimeSpan? Duration, bool PrintSettings)
{
    private const int LongestRun = 366 * 86_400;

    private static readonly Option[] Known =
    [
        new("--data", TakesValue: true), new("--demo", TakesValue: false), new("--for", TakesValue: true), new("--seed", TakesValue: true),
        new("--settings", TakesValue: true), new("--print-settings", TakesValue: false),
        new("--door", TakesValue: true), new("--http", TakesValue: true), new("--no-door", TakesValue: false),
    ];

    /// <summary>Absent where anything is wrong; then every problem has been told, and the exit code says what kind they are of.</summary>
    public static UpRequest? Read(IReadOnlyList<string> args, Terminal terminal, out int exitCode)
    {
        if (Arguments.Parse(args, Known, out var problem) is not { } arguments)
        {
            return Misused([problem], terminal, out exitCode);
        }

        List<string> problems = [];
        if (arguments.ValueOf("--data") is null && !arguments.Has("--print-settings"))
        {
            problems.Add("--data DIR is missing: it names the folder in which the platform keeps everything.");
        }

        if (!TryReadSeconds(arguments.ValueOf("--for"), out var duration))
        {
            problems.Add($"--for {JsonPath.Quoted(arguments.ValueOf("--for")!)} is not understood; it is a number of seconds above 0 and at most a year.");
        }

        if (!int.TryParse(arguments.ValueOf("--seed") ?? "1", NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var seed))
        {
            problems.Add($"--seed {JsonPath.Quoted(arguments.ValueOf("--seed")!)} is not understood; it is a whole number.");
        }

        var file = arguments.ValueOf("--settings") is { } name ? SettingsFile.Load(name, new HostOptions(), OperatorSettings.All) : null;
        var options = WithAddresses(arguments, file?.Content ?? new HostOptions(), problems);
        if (file is { Content: null })
        {
            return Refused(file.Lines, problems, terminal, out exitCode);
        }

        if (problems.Count > 0)
        {
            return Misused(problems, terminal, out exitCode);
        }

        if (OperatorSettings.Check(options) is { Count: > 0 } together)
        {
            return Refused(together.Select(each => each.ToString()), [], terminal, out exitCode);
        }

        exitCode = ExitCode.Sound;
        return new UpRequest(
            arguments.ValueOf("--data") is { } data ? new DataFolder(data) : null,
            options,
            arguments.Has("--demo") ? seed : null,
            duration,
            arguments.Has("--print-settings"));
    }

    private static HostOptions WithAddresses(Arguments arguments, HostOptions options, List<string> problems)
    {
        const string None = "none";
        var hasNoDoor = arguments.Has("--no-door");
        if (hasNoDoor && arguments.ValueOf("--door") is not null)
        {
            problems.Add("--door and --no-door exclude each other.");
        }

        options = With(OperatorSettings.DoorListen, "--door", hasNoDoor ? None : arguments.ValueOf("--door"));
        return With(OperatorSettings.HealthListen, "--http", arguments.ValueOf("--http") ?? (hasNoDoor ? None : null));

        HostOptions With(string setting, string option, string? text)
        {
            if (text is null)
            {
                return options;
            }

            var read = OperatorSettings.All.First(each => each.Name == setting).Read(options, text, out var problem);
            if (problem is not null)
            {
                problems.Add($"{option}: {problem.Found}. {problem.Fix}.");
            }

            return read ?? options;
        }
    }

    private static bool TryReadSeconds(string? text, out TimeSpan? duration)
    {
        duration = null;
        if (text is null)
        {
            return true;
        }

        if (!decimal.TryParse(text, NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var seconds)
            || seconds is <= 0 or > LongestRun)
        {
            return false;
        }

        duration = TimeSpan.FromMilliseconds((double)(seconds * 1_000m));
        return true;
    }

    private static UpRequest? Misused(IReadOnlyList<string> problems, Terminal terminal, out int exitCode)
    {
        Tell(problems, terminal);
        terminal.Error.WriteLine("See mvm help up.");
        exitCode = ExitCode.Misused;
        return null;
    }

    private static UpRequest? Refused(IEnumerable<string> ofSettings, IReadOnlyList<string> ofArguments, Terminal terminal, out int exitCode)
    {
        Tell(ofSettings.Concat(ofArguments), terminal);
        exitCode = ExitCode.FileRefused;
        return null;
    }

    private static void Tell(IEnumerable<string> problems, Terminal terminal)
    {
        foreach (var problem in problems)
        {
            terminal.Error.WriteLine($"mvm up: {problem}");
        }
    }
}
