using System.Diagnostics;
using MultiVenueMargin.Grpc.Interop;

namespace MultiVenueMargin.Grpc.Tests.Interop;

/// <summary>Runs a client that is not ours once, with all its cases, against a host of its own; tests then look at one case each.</summary>
public abstract class ForeignClient : IAsyncLifetime
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    private readonly Dictionary<string, string> _lines = new(StringComparer.Ordinal);
    private string _everything = "";

    internal static string Clients => Path.Combine(Root(), "tests", "MultiVenueMargin.Grpc.Interop", "clients");

    protected abstract string? SkipReason { get; }

    public async Task InitializeAsync()
    {
        if (SkipReason is not null)
        {
            return;
        }

        await using InteropHost host = await InteropHost.StartAsync(0, compress: false);
        (_, _everything) = await RunAsync(Command(host.Address.Port));
        foreach (string line in _everything.Split('\n'))
        {
            string[] words = line.Split(' ', 3);
            if (words is ["ok" or "FAILED", ..])
            {
                _lines[words[1].Trim()] = line.Trim();
            }
        }
    }

    public Task DisposeAsync() => Task.CompletedTask;

    public void Passed(string name) =>
        Assert.True(_lines.GetValueOrDefault(name) == "ok " + name, _lines.GetValueOrDefault(name) ?? $"{name} said nothing. The client said: {_everything}");

    public int Count => _lines.Count;

    internal static async Task<(int Code, string Said)> RunAsync(ProcessStartInfo command)
    {
        command.RedirectStandardOutput = true;
        command.RedirectStandardError = true;
        using Process process = Process.Start(command)!;
        Task<string> output = process.StandardOutput.ReadToEndAsync();
        Task<string> error = process.StandardError.ReadToEndAsync();
        using var patience = new CancellationTokenSource(Patience);
        try
        {
            await process.WaitForExitAsync(patience.Token);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
        }

        return (process.HasExited ? process.ExitCode : -1, await output + await error);
    }

    protected abstract ProcessStartInfo Command(int port);

    private static string Root()
    {
        string? folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder!, "MultiVenueMargin.sln")))
        {
            folder = Path.GetDirectoryName(folder);
        }

        return folder!;
    }
}
