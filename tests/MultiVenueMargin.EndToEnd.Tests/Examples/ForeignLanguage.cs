using System.ComponentModel;
using System.Diagnostics;
using MultiVenueMargin.Testing;

namespace MultiVenueMargin.EndToEnd.Tests.Examples;

/// <summary>Where the examples of docs/clients.md are, and what runs those that are not compiled with the tests.</summary>
internal static class ForeignLanguage
{
    private static readonly string Packages = Path.Combine(RepositoryFolder.Root, "tests", "MultiVenueMargin.Grpc.Interop", "clients", "node", "node_modules");

    // Debian's own comes first: another python in the path does not see Debian's packages.
    private static readonly Lazy<string?> Python =
        new(() => ((string[])["/usr/bin/python3", "python3"]).FirstOrDefault(python => Runs(python, "-c", "import grpc, google.protobuf")));

    private static readonly Lazy<bool> HasNode = new(() => Directory.Exists(Path.Combine(Packages, "@grpc", "grpc-js")) && Runs("node", "--version"));

    public static string Examples { get; } = Path.Combine(RepositoryFolder.Docs, "examples");

    /// <summary>Why Python's examples cannot run here; null where they can.</summary>
    public static string? WithoutPython => Python.Value is null ? "needs python3-grpcio: Debian's packages python3-grpcio and python3-protobuf" : null;

    /// <summary>The same for Node's.</summary>
    public static string? WithoutNode => HasNode.Value ? null : "needs grpc-js: node, and npm ci in tests/MultiVenueMargin.Grpc.Interop/clients/node";

    public static ForeignProgram Run(string file, params string[] words)
    {
        var path = Path.Combine(Examples, file);
        return new ForeignProgram(Path.GetExtension(file) == ".py"
            ? new ProcessStartInfo(Python.Value!, [path, .. words]) { Environment = { ["PYTHONDONTWRITEBYTECODE"] = "1" } }
            : new ProcessStartInfo("node", [path, .. words]) { Environment = { ["NODE_PATH"] = Packages } });
    }

    private static bool Runs(string program, params string[] words)
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo(program, words) { RedirectStandardOutput = true, RedirectStandardError = true })!;
            process.WaitForExit();
            return process.ExitCode == 0;
        }
        catch (Win32Exception)
        {
            return false;
        }
    }
}
