using System.Diagnostics;

namespace MultiVenueMargin.Grpc.Tests.Interop;

/// <summary>@grpc/grpc-js, which is written in JavaScript on Node's HTTP/2.</summary>
public sealed class NodeClient : ForeignClient
{
    private static readonly Lazy<bool> IsHere = new(() =>
    {
        try
        {
            return Directory.Exists(Path.Combine(Clients, "node", "node_modules", "@grpc", "grpc-js"))
                && RunAsync(new ProcessStartInfo("node", ["--version"])).GetAwaiter().GetResult().Code == 0;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return false;
        }
    });

    public static string? Absent => IsHere.Value ? null : "needs grpc-js: node, and npm ci in tests/MultiVenueMargin.Grpc.Interop/clients/node";

    protected override string? SkipReason => Absent;

    protected override ProcessStartInfo Command(int port) => new("node", [Path.Combine(Clients, "node", "client.js"), "--port", $"{port}"]);
}
