using System.Globalization;
using System.Runtime.InteropServices;
using MultiVenueMargin.Accounts.Platform;
using MultiVenueMargin.Cli.CommandLine;
using MultiVenueMargin.Files;
using MultiVenueMargin.Host;
using MultiVenueMargin.Host.Demo;
using MultiVenueMargin.Host.Serving;
using MultiVenueMargin.Host.Settings;

namespace MultiVenueMargin.Cli.Running;

/// <summary><c>mvm up</c>: the platform on a folder, until somebody ends it.</summary>
internal static class UpCommand
{
    public static int Run(IReadOnlyList<string> args, Terminal terminal)
    {
        if (UpRequest.Read(args, terminal, out var exitCode) is not { } request)
        {
            return exitCode;
        }

        if (request.PrintSettings || request.Data is not { } data)
        {
            terminal.Output.WriteLine(SettingsFile.Write(request.Options, OperatorSettings.All));
            return ExitCode.Sound;
        }

        return FolderTrouble.Guard(
            "up", data.Path, terminal, () => RunAsync(data, request.Options, request.Seed, request.Duration, terminal).GetAwaiter().GetResult());
    }

    /// <summary>The platform from its start to its end; returns the exit code.</summary>
    internal static async Task<int> RunAsync(DataFolder folder, HostOptions options, int? seed, TimeSpan? duration, Terminal terminal)
    {
        using var ending = new CancellationTokenSource();
        using var interrupted = PosixSignalRegistration.Create(PosixSignal.SIGINT, End);
        using var terminated = PosixSignalRegistration.Create(PosixSignal.SIGTERM, End);
        try
        {
            await using var served = await ServedHost.BeginAsync(options, new OperatorLog(terminal.Error, PlatformHost.Time), ending.Token);
            if (served.Health is { } health)
            {
                Say(terminal, Announcement.Health(health));
            }

            // Whoever asks is told at once, while what runs here still comes to its end.
            using var draining = ending.Token.Register(served.BeginDraining);
            var host = await served.StartAsync(folder, ending.Token, new StartProgress(terminal));
            return await StayAsync(served, host, folder, options, seed, duration, terminal, ending);
        }
        catch (AddressUnavailableException taken)
        {
            terminal.Error.WriteLine($"mvm up: {taken.Message} On the command line: {(taken.Setting == OperatorSettings.DoorListen ? "--door" : "--http")} 127.0.0.1:PORT.");
            return ExitCode.FileRefused;
        }
        catch (OperationCanceledException) when (ending.IsCancellationRequested)
        {
            terminal.Output.WriteLine("Ended before it was ready; nothing was changed.");
            return ExitCode.Sound;
        }

        void End(PosixSignalContext signal)
        {
            // The second one is taken at its word: the runtime ends the process, as kill -9 would.
            signal.Cancel = !ending.IsCancellationRequested;
            ending.Cancel();
        }
    }

    private static async Task<int> StayAsync(
        ServedHost served, PlatformHost host, DataFolder folder, HostOptions options, int? seed, TimeSpan? duration, Terminal terminal, CancellationTokenSource ending)
    {
        Say(terminal, Announcement.Arrival(folder, host.Recovered));
        if (served.Door is { } door)
        {
            Say(terminal, Announcement.Door(door));
        }

        foreach (var line in seed is null ? [] : Announcement.Tries(served.Door, served.Health))
        {
            Say(terminal, line);
        }

        var code = await LiveAsync(host, seed, duration, terminal, ending);
        if (host.Engine.Failure.Why is { } why)
        {
            terminal.Error.WriteLine($"mvm up: {why}");
            terminal.Error.WriteLine("What was acknowledged is on the disk, and the next start recovers it; nothing was acknowledged since.");
            return ExitCode.Failed;
        }

        return await DrainAsync(served, host, options, terminal) ? code : ExitCode.Failed;
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
                var street = await DemoStreet.OpenAsync(host, number, ending.Token, refusal => terminal.Error.WriteLine($"mvm up: the demo street: {refusal}"));
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

    private static async Task<bool> DrainAsync(ServedHost served, PlatformHost host, HostOptions options, Terminal terminal)
    {
        Say(terminal, Announcement.Ending(options, served.Door is not null));
        using var patience = new CancellationTokenSource(options.DrainWithin, PlatformHost.Time);
        try
        {
            await served.DrainAsync(patience.Token);
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

    private static void Say(Terminal terminal, string text) => Announcement.Say(terminal, text);
}
