using System.Diagnostics;
using MultiVenueMargin.Cli.CommandLine;

namespace MultiVenueMargin.Cli.Tests.Live;

/// <summary>A command that goes on until it is ended, and what it has written so far.</summary>
internal sealed class LiveRun : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly LockedText _output = new() { NewLine = "\n" };
    private readonly LockedText _errors = new() { NewLine = "\n" };
    private readonly CancellationTokenSource _ending = new();
    private readonly Task<int> _run;

    private LiveRun(string[] args, bool isTerminal) => _run = Task.Run(() => Commands.Run(args, new Terminal(_output, _errors, isTerminal), _ending.Token));

    public string Output => _output.ToString();

    public string Errors => _errors.ToString();

    public static LiveRun Of(params string[] args) => new(args, isTerminal: false);

    public static LiveRun AtATerminal(params string[] args) => new(args, isTerminal: true);

    /// <summary>Waits until it has written what has to come. How long decides nothing but how long a broken build takes to fail.</summary>
    public async Task UntilAsync(Func<LiveRun, bool> isThere)
    {
        var began = Stopwatch.GetTimestamp();
        while (!isThere(this))
        {
            Assert.False(_run.IsCompleted, $"It has ended with {(_run.IsCompletedSuccessfully ? _run.Result : -1)}: {Errors}");
            Assert.True(Stopwatch.GetElapsedTime(began) < Patience, $"It has not come.\n{Output}\n{Errors}");
            await Task.Delay(10);
        }
    }

    /// <summary>As Ctrl-C does; the exit code.</summary>
    public async Task<int> EndAsync()
    {
        await _ending.CancelAsync();
        return await _run.WaitAsync(Patience);
    }

    public void Dispose()
    {
        _ending.Cancel();
        _ending.Dispose();
        _output.Dispose();
        _errors.Dispose();
    }
}
