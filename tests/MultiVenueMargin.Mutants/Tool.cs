using System.Diagnostics;

namespace MultiVenueMargin.Mutants;

/// <summary>A program run to its end or to its time limit, whichever comes first.</summary>
internal static class Tool
{
    /// <summary>The exit code, absent when the limit was reached, and everything it wrote.</summary>
    public static (int? ExitCode, string Output) Run(string folder, TimeSpan limit, string program, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };

        // What lies beside a developer's clone must not decide what is written into docs/.
        start.Environment.Remove("MVM_GOLDEN");
        using var process = Process.Start(start) ?? throw new InvalidOperationException($"{program} did not start.");
        var output = process.StandardOutput.ReadToEndAsync();
        var errors = process.StandardError.ReadToEndAsync();
        if (!process.WaitForExit(limit))
        {
            process.Kill(entireProcessTree: true);
            process.WaitForExit();
            return (null, string.Empty);
        }

        // A build server may keep the pipes open after its parent has gone.
        Task.WaitAll([output, errors], TimeSpan.FromSeconds(5));
        return (process.ExitCode, Text(output) + Text(errors));
    }

    private static string Text(Task<string> written) => written.IsCompletedSuccessfully ? written.Result : string.Empty;
}
