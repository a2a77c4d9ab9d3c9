using System.Diagnostics;
using MultiVenueMargin.Grpc.Interop;

namespace MultiVenueMargin.Grpc.Tests.Interop;

/// <summary>grpcio, which rests on gRPC's C core.</summary>
public sealed class PythonClient : ForeignClient
{
    // Debian's own comes first: another python in the path does not see Debian's packages.
    private static readonly Lazy<string?> Python = new(() => ((string[])["/usr/bin/python3", "python3"]).FirstOrDefault(HasGrpc));

    public static string? Absent => Python.Value is null ? "needs python3-grpcio: Debian's packages python3-grpcio and python3-protobuf" : null;

    protected override string? SkipReason => Absent;

    protected override ProcessStartInfo Command(int port)
    {
        string descriptors = Path.Combine(AppContext.BaseDirectory, "interop-descriptors.bin");
        File.WriteAllBytes(descriptors, Descriptors.FileSet());
        return new ProcessStartInfo(Python.Value!, [Path.Combine(Clients, "python", "client.py"), "--port", $"{port}", "--descriptors", descriptors])
        {
            Environment = { ["PYTHONDONTWRITEBYTECODE"] = "1" },
        };
    }

    private static bool HasGrpc(string python)
    {
        try
        {
            return RunAsync(new ProcessStartInfo(python, ["-c", "import grpc, google.protobuf"])).GetAwaiter().GetResult().Code == 0;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return false;
        }
    }
}
