using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace MultiVenueMargin.Testing.Postgres;

/// <summary>
/// A PostgreSQL server for a test: its own cluster in a folder that vanishes, on a free port of loopback, touching no other server of
/// the machine. It ends with the test process, however that ends.
/// </summary>
public sealed class PostgresServer : IAsyncDisposable
{
    private const string User = "mvm";

    // The server refuses to run as root; Debian's package makes this user.
    private const string UnprivilegedUser = "postgres";

    private readonly string _folder;
    private readonly Process _guard;

    private PostgresServer(string folder, int port, Process guard)
    {
        _folder = folder;
        _guard = guard;
        Port = port;
    }

    public int Port { get; }

    public string ConnectionString => ConnectionStringVia(Port);

    /// <summary>The same, through whatever forwards from another port.</summary>
    public static string ConnectionStringVia(int port) => $"Host=127.0.0.1;Port={port};Username={User};Database=postgres;SSL Mode=Disable;GSS Encryption Mode=Disable";

    /// <summary>Makes the cluster and starts the server. Ask <see cref="PostgresBinaries.SkipReason"/> before.</summary>
    /// <param name="settings">Lines for postgresql.conf.</param>
    public static async Task<PostgresServer> StartAsync(params string[] settings)
    {
        var folder = Directory.CreateTempSubdirectory("mvm-postgres-").FullName;
        try
        {
            if (Environment.IsPrivilegedProcess)
            {
                await RunAsync("chown", UnprivilegedUser, folder);
            }

            await RunServerToolAsync("initdb", "--pgdata", DataIn(folder), "--username", User, "--auth", "trust", "--encoding", "UTF8", "--locale", "C", "--no-sync");
            var port = FreePort();
            await File.AppendAllLinesAsync(Path.Combine(DataIn(folder), "postgresql.conf"),
            [
                "listen_addresses = '127.0.0.1'", $"port = {port}", $"unix_socket_directories = '{folder}'", "max_connections = 100", "shared_buffers = 32MB",
                .. settings,
            ]);
            var server = new PostgresServer(folder, port, StartGuard(folder));
            await server.StartAgainAsync();
            return server;
        }
        catch
        {
            Directory.Delete(folder, recursive: true);
            throw;
        }
    }

    /// <summary>Starts the server again after <see cref="KillAsync"/>; it recovers what was durable.</summary>
    public Task StartAgainAsync() => RunServerToolAsync("pg_ctl", "start", "--pgdata", DataIn(_folder), "--wait", "--timeout", "60", "--silent", "--log", Path.Combine(_folder, "log"));

    /// <summary>Ends the server at once, without flushing or telling anyone, as a crash does.</summary>
    public Task KillAsync() => RunServerToolAsync("pg_ctl", "stop", "--pgdata", DataIn(_folder), "--mode", "immediate", "--wait", "--silent");

    public async ValueTask DisposeAsync()
    {
        _guard.StandardInput.Close();
        await _guard.WaitForExitAsync();
        _guard.Dispose();
    }

    private static string DataIn(string folder) => Path.Combine(folder, "data");

    // Waits for the end of its input, which comes when we close it and when we die; then ends the server and removes the folder.
    private static Process StartGuard(string folder)
    {
        var stop = string.Join(' ', Unprivileged(Path.Combine(PostgresBinaries.Folder!, "pg_ctl")).Select(Quoted));
        return Start(
            "/bin/sh",
            ["-c", $"trap '' INT TERM HUP; cat; {stop} stop --pgdata {Quoted(DataIn(folder))} --mode immediate --wait --silent; rm -rf {Quoted(folder)}"],
            redirectInput: true);
    }

    private static string Quoted(string argument) => $"'{argument.Replace("'", "'\\''")}'";

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private static Task RunServerToolAsync(string tool, params string[] arguments)
    {
        string[] command = [.. Unprivileged(Path.Combine(PostgresBinaries.Folder!, tool)), .. arguments];
        return RunAsync(command[0], command[1..]);
    }

    private static string[] Unprivileged(string program) =>
        Environment.IsPrivilegedProcess ? ["runuser", "-u", UnprivilegedUser, "--", program] : [program];

    private static async Task RunAsync(string program, params string[] arguments)
    {
        using var process = Start(program, arguments, redirectInput: false);
        var output = process.StandardOutput.ReadToEndAsync();
        var errors = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        if (process.ExitCode != 0)
        {
            throw new InvalidOperationException($"{program} {string.Join(' ', arguments)} ended with {process.ExitCode}: {await output}{await errors}");
        }
    }

    private static Process Start(string program, IReadOnlyList<string> arguments, bool redirectInput)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            RedirectStandardInput = redirectInput,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = "/", // readable by the unprivileged user, as ours may not be
        };
        return Process.Start(start) ?? throw new InvalidOperationException($"{program} did not start.");
    }
}
