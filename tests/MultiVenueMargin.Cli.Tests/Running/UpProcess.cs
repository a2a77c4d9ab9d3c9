using System.Diagnostics;
using System.Globalization;

namespace MultiVenueMargin.Cli.Tests.Running;

/// <summary><c>mvm up</c> as a process of its own, on free ports, with everything that it says.</summary>
internal sealed class UpProcess : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private readonly Process _process;
    private readonly Task<string> _errors;
    private readonly List<string> _said = [];

    private UpProcess(Process process)
    {
        _process = process;
        _errors = process.StandardError.ReadToEndAsync();
    }

    public Uri Door { get; private set; } = null!;

    public Uri Health { get; private set; } = null!;

    public string Said => string.Join('\n', _said);

    /// <summary>Returns when its door is open.</summary>
    public static async Task<UpProcess> StartAsync(string data, params string[] options)
    {
        var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var argument in (string[])[Path.Combine(AppContext.BaseDirectory, "mvm.dll"), "up", "--data", data, "--door", "127.0.0.1:0", "--http", "127.0.0.1:0", .. options])
        {
            start.ArgumentList.Add(argument);
        }

        var started = new UpProcess(Process.Start(start)!);
        started.Health = AddressIn(await started.UntilSaidAsync("Health: "));
        started.Door = AddressIn(await started.UntilSaidAsync("The door at "));
        return started;
    }

    /// <summary>The next line in which it says this.</summary>
    public async Task<string> UntilSaidAsync(string text)
    {
        using var patience = new CancellationTokenSource(Patience);
        while (await _process.StandardOutput.ReadLineAsync(patience.Token) is { } line)
        {
            _said.Add(line);
            if (line.Contains(text, StringComparison.Ordinal))
            {
                return line;
            }
        }

        throw new InvalidOperationException($"It never said \"{text}\", but: {Said}\n{await _errors}");
    }

    /// <summary>SIGTERM.</summary>
    public void Terminate()
    {
        using var kill = Process.Start("kill", ["-TERM", _process.Id.ToString(CultureInfo.InvariantCulture)]);
        kill.WaitForExit();
    }

    /// <summary>Its exit code and what it said on the error stream.</summary>
    public async Task<(int ExitCode, string Errors)> EndAsync()
    {
        using var patience = new CancellationTokenSource(Patience);
        _said.AddRange((await _process.StandardOutput.ReadToEndAsync(patience.Token)).Split('\n'));
        await _process.WaitForExitAsync(patience.Token);
        return (_process.ExitCode, await _errors);
    }

    public void Dispose()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
        }

        _process.Dispose();
    }

    private static Uri AddressIn(string line)
    {
        var at = line.IndexOf("http://", StringComparison.Ordinal);
        return new Uri(line[at..].Split([' ', ','], 2)[0].Replace("/healthz", "", StringComparison.Ordinal));
    }
}
