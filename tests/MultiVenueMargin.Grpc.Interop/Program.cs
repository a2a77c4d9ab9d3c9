using System.Globalization;
using MultiVenueMargin.Grpc.Interop;

if (args is ["--descriptors", string path])
{
    // What a client without generated code needs to know of the messages.
    await File.WriteAllBytesAsync(path, Descriptors.FileSet());
    return;
}

if (args is not (["--port", _] or ["--port", _, "--gzip"]) || !int.TryParse(args[1], NumberStyles.None, CultureInfo.InvariantCulture, out int port))
{
    Console.Error.WriteLine("usage: --port N [--gzip] | --descriptors FILE    (port 0 takes a free one; --gzip compresses what clients take compressed)");
    Environment.ExitCode = 2;
    return;
}

await using InteropHost host = await InteropHost.StartAsync(port, compress: args.Length == 3);
Console.WriteLine($"grpc.testing.TestService on {host.Address}");
await host.WaitForShutdownAsync();
