using System.Globalization;
using System.Runtime.InteropServices;
using MultiVenueMargin.Accounts.Platform;
using MultiVenueMargin.Cli.CommandLine;
using MultiVenueMargin.Files;
using MultiVenueMargin.Host;
using MultiVenueMargin.Host.Demo;

namespace MultiVenueMargin.Cli.Running;

/// <summary><c>mvm up</c>: the platform on a folder, until somebody ends it.</summary>
internal static class UpCommand
{
    private const int LongestRun = 366 * 86_400;

    private static readonly Option[] Options =
    [
        new("--data", TakesValue: true),
        new("--demo", TakesValue: false),
        new("--for", TakesValue: true),
        new("--seed", TakesValue: true),
    ];

    public static int Run(IReadOnlyList<string> args, Terminal terminal)
    {
        if (Arguments.Parse(args, Options, out var problem) is not { } arguments)
        {
            return Misused(problem, terminal);
        }

        if (arguments.ValueOf("--data") is not { } data)
        {
            return Misused("--data DIR is missing: it names the folder in which the platform keeps everything.", terminal);
        }

        if (!TryReadSeconds(arguments.ValueOf("--for"), out var duration))
        {
            return Misused($"--for {JsonPath.Quoted(arguments.ValueOf("--for")!)} is not understood; it is a number of seconds above 0 and at most a year.", terminal);
        }

        if (!int.TryParse(arguments.ValueOf("--seed") ?? "1", NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var seed))
        {
            return Misused($"--seed {JsonPath.Quoted(arguments.ValueOf("--seed")!)} is not understood; it is a whole number.", terminal);
        }

        return FolderTrouble.Guard(
            "up", data, terminal, () => RunAsync(new DataFolder(data), new HostOptions(), arguments.Has("--demo") ? seed : null, duration, terminal).GetAwaiter().GetResult());
    }

    /// <summary>The platform from its start to its end; returns the exit code.</summary>
    internal static async Task<int> RunAsync(DataFolder folder, HostOptions options, int? seed, TimeSpan? duration, Terminal terminal)
    {
        using var ending = new CancellationTokenSource();
        using var interrupted = PosixSignalRegistration.Create(PosixSignal.SIGINT, End);
        using var terminated = PosixSignalRegistration.Create(PosixSignal.SIGTERM, End);
        PlatformHost host;
        try
        {
            host = await PlatformHost.StartAsync(folder, options, ending.Token, new StartProgress(terminal));
        }
        catch (OperationCanceledException) when (ending.IsCancellationRequested)
        {
            terminal.Output.WriteLine("Ended before it was ready; nothing was changed.");
            return ExitCode.Sound;
        }

        await using (host)
        {
            Say(terminal, Arrival(folder, host));
            var code = await LiveAsync(host, seed, duration, terminal, ending);
            if (host.Engine.Failure.Why is { } why)
            {
                terminal.Error.WriteLine($"mvm up: {why}");
                terminal.Error.WriteLine("What was acknowledged is on the disk, and the next start recovers it; nothing was acknowledged since.");
                return ExitCode.Failed;
            }

            return await DrainAsync(host, options, terminal) ? code : ExitCode.Failed;
        }

        void End(PosixSignalContext signal)
        {
            // The second one is taken at its word: the runtime ends the process, as kill -9 would.
            signal.Cancel = !ending.IsCancellationRequested;
            ending.Cancel();
        }
    }

    private static async Task<int> LiveAsync(
        PlatformHost host, int? seed, TimeSpan? duration, Terminal terminal, CancellationTokenSource ending)
    {
        try
        {
            var watch = await Watch.OpenAsync(host, terminal, ending.Token);
            var demo = Task.CompletedTask;
            if (seed is { } number)
            {
                Say(terminal, $"The demo street opens (seed {number}). Nothing on it is real.");
                var street = await DemoStreet.OpenAsync(host, number, ending.Token);
                demo = street.RunAsync(ending.Token);
            }

            var watching = watch.RunAsync(ending.Token);
            var timer = Task.Delay(duration ?? Timeout.InfiniteTimeSpan, PlatformHost.Time, ending.Token);
            Task[] running = seed is null ? [timer, watching, host.Engine.Failure.Happened] : [timer, watching, demo, host.Engine.Failure.Happened];
            var first = await Task.WhenAny(running);
            await ending.CancelAsync();
            if (first != timer)
            {
                await first;
            }

            await Task.WhenAll(watching, demo);
            return ExitCode.Sound;
        }
        catch (OperationCanceledException) when (ending.IsCancellationRequested)
        {
            return ExitCode.Sound;
        }
        catch (RefusedException) when (host.Engine.Failure.Why is not null)
        {
            // Whoever asked last was refused before the failure itself was seen here.
            return ExitCode.Failed;
        }
        catch (InvalidOperationException failure)
        {
            terminal.Error.WriteLine($"mvm up: {failure.Message}");
            return ExitCode.Failed;
        }
    }

    private static async Task<bool> DrainAsync(PlatformHost host, HostOptions options, Terminal terminal)
    {
        Say(terminal, "Ending: finishing what was begun and writing states down.");
        using var patience = new CancellationTokenSource(options.DrainWithin, PlatformHost.Time);
        try
        {
            await host.DrainAsync(patience.Token);
            Say(terminal, $"Ended and sealed; {host.Commits.ToString("N0", CultureInfo.InvariantCulture)} commits in the journal.");
            return true;
        }
        catch (Exception failure) when (failure is OperationCanceledException or InvalidOperationException)
        {
            terminal.Error.WriteLine(
                $"mvm up: it could not end gracefully within {options.DrainWithin.TotalSeconds:0} seconds ({failure.Message}). "
                + "What was acknowledged is on the disk; the next start recovers it.");
            return false;
        }
    }

    private static string Arrival(DataFolder folder, PlatformHost host)
    {
        var found = host.Recovered;
        return found.IsFirstStart
            ? $"A new platform in {folder.Path}. Auditors check its seals with {folder.PublicKeyFile}."
            : string.Create(
                CultureInfo.InvariantCulture,
                $"Recovered {found.Accounts} accounts from {found.Records:N0} records in {found.Took.TotalSeconds:0.00} s. {folder.Path} is ready.");
    }

    private static void Say(Terminal terminal, string text)
    {
        terminal.Output.WriteLine(text);
        terminal.Output.Flush();
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

    private static int Misused(string problem, Terminal terminal)
    {
        terminal.Error.WriteLine($"mvm up: {problem}");
        terminal.Error.WriteLine("See mvm help up.");
        return ExitCode.Misused;
    }
}
