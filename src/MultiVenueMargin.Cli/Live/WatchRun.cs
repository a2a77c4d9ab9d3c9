using System.Globalization;
using System.Runtime.InteropServices;
using MultiVenueMargin.Cli.CommandLine;
using MultiVenueMargin.Files;

namespace MultiVenueMargin.Cli.Live;

/// <summary>Follows a stream until its time is over or somebody ends it with Ctrl-C, and says when the connection breaks and is there again.</summary>
internal sealed class WatchRun(LiveSession session, TimeSpan? duration)
{
    public static readonly Option ForOption = new("--for", TakesValue: true);

    private const int LongestRun = 366 * 86_400;

    private bool _isBroken;

    /// <summary>What was last said of the connection; empty while it is sound.</summary>
    public string Trouble { get; private set; } = string.Empty;

    /// <summary>Told when <see cref="Trouble"/> changes; absent: each change is a line on the error stream.</summary>
    public Action? TroubleChanged { get; init; }

    /// <summary>Reads <c>--for SECONDS</c>; absent: for ever.</summary>
    public static bool TryReadDuration(Arguments arguments, out TimeSpan? duration, out string problem)
    {
        duration = null;
        problem = string.Empty;
        if (arguments.ValueOf("--for") is not { } text)
        {
            return true;
        }

        if (!decimal.TryParse(text, NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var seconds)
            || seconds is <= 0 or > LongestRun)
        {
            problem = $"--for {JsonPath.Quoted(text)} is not understood; it is a number of seconds above 0 and at most a year.";
            return false;
        }

        duration = TimeSpan.FromMilliseconds((double)(seconds * 1_000m));
        return true;
    }

    /// <summary>Returns the exit code: to be ended is no failure.</summary>
    /// <param name="stream">Begins what is followed.</param>
    /// <param name="show">Shows a message.</param>
    public async Task<int> FollowAsync<T>(Func<CancellationToken, IAsyncEnumerable<T>> stream, Action<T> show)
    {
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(session.Ending);
        using var timer = new CancellationTokenSource(duration ?? Timeout.InfiniteTimeSpan, LiveSession.Clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(ending.Token, timer.Token);
        using var interrupted = PosixSignalRegistration.Create(PosixSignal.SIGINT, End);
        using var terminated = PosixSignalRegistration.Create(PosixSignal.SIGTERM, End);
        session.Interrupted = interruption => Say(string.Create(
            CultureInfo.InvariantCulture,
            $"the connection broke ({interruption.Code}: {JsonPath.Shown(interruption.Message)}); attempt {interruption.Failures} in {interruption.Delay.TotalSeconds:0.0} s"));
        try
        {
            await foreach (var message in stream(either.Token))
            {
                if (_isBroken)
                {
                    Say(string.Empty);
                }

                show(message);
            }
        }
        catch (OperationCanceledException) when (either.IsCancellationRequested)
        {
            // That was what was asked for.
        }

        return ExitCode.Sound;

        void End(PosixSignalContext signal)
        {
            // The second one is taken at its word.
            signal.Cancel = !ending.IsCancellationRequested;
            ending.Cancel();
        }
    }

    private void Say(string trouble)
    {
        _isBroken = trouble.Length > 0;
        Trouble = trouble;
        if (TroubleChanged is { } changed)
        {
            changed();
            return;
        }

        session.Terminal.Error.WriteLine($"mvm {session.Command}: {(_isBroken ? trouble : "connected again; what changed meanwhile follows")}");
        session.Terminal.Error.Flush();
    }
}
