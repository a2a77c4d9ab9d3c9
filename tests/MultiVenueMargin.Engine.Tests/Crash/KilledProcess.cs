using System.Diagnostics;

namespace MultiVenueMargin.Engine.Tests.Crash;

/// <summary>Starts the subject, listens to it and kills it with no warning.</summary>
internal static class KilledProcess
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    public static async Task RunAsync(string folder, int round, Random random, Told told)
    {
        // One in five is killed while it starts: recovery must survive a crash, too. The instant is drawn before anything runs.
        var isEarly = random.Next(5) == 0 && round > 1;
        var delay = TimeSpan.FromMilliseconds(isEarly ? random.Next(20, 400) : random.Next(10, 1_200));
        using var process = Process.Start(new ProcessStartInfo("dotnet")
        {
            ArgumentList = { Path.Combine(AppContext.BaseDirectory, "MultiVenueMargin.CrashSubject.dll"), folder, $"{round}" },
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        var ready = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var listening = ListenAsync(process, told, ready);
        var errors = process.StandardError.ReadToEndAsync();
        try
        {
            if (!isEarly)
            {
                await Task.WhenAny(ready.Task, listening).WaitAsync(Patience);
            }

            await Task.Delay(delay);
            Assert.False(process.HasExited, process.HasExited ? $"it ended by itself: {await errors}" : string.Empty);
        }
        finally
        {
            // SIGKILL to this one child: nothing of it runs any more, no handler, no flush.
            process.Kill();
            await process.WaitForExitAsync();
        }

        await listening;
        Assert.True(isEarly || ready.Task.IsCompleted, await errors);
    }

    private static async Task ListenAsync(Process process, Told told, TaskCompletionSource ready)
    {
        while (await process.StandardOutput.ReadLineAsync() is { } line)
        {
            if (told.Take(line))
            {
                ready.TrySetResult();
            }
        }
    }
}
