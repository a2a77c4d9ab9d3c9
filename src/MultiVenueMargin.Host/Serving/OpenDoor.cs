using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using MultiVenueMargin.Accounts.Platform;
using MultiVenueMargin.Gateway;
using MultiVenueMargin.Gateway.Callers;
using MultiVenueMargin.Grpc.Server;

namespace MultiVenueMargin.Host.Serving;

/// <summary>
/// The front door of a platform on a loopback port, open to whoever is on this machine: it believes what a caller says of itself.
/// </summary>
public sealed class OpenDoor : IAsyncDisposable
{
    private readonly WebApplication _app;

    private OpenDoor(WebApplication app)
    {
        _app = app;
        Address = new Uri(app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First());
    }

    /// <summary>Where it is called: http://127.0.0.1:PORT, HTTP/2 without TLS.</summary>
    public Uri Address { get; }

    /// <summary>Throws <see cref="IOException"/> where the port is taken.</summary>
    /// <param name="platform">What it stands before.</param>
    /// <param name="port">0: any that is free.</param>
    /// <param name="limits">What one caller may have.</param>
    /// <param name="time">Progress notices, deadlines and limits of time run on it.</param>
    /// <param name="log">Where faults are told.</param>
    /// <param name="cancellation">Of the opening.</param>
    public static Task<OpenDoor> OpenAsync(
        IMarginPlatform platform, int port, DoorLimits limits, TimeProvider time, ILogger log, CancellationToken cancellation) =>
        OpenAsync(platform, port, limits, new GrpcKestrelLimits(), time, log, cancellation);

    /// <inheritdoc cref="OpenAsync(IMarginPlatform, int, DoorLimits, TimeProvider, ILogger, CancellationToken)"/>
    /// <param name="transport">What one connection may have, and how soon one that vanished is noticed.</param>
    public static async Task<OpenDoor> OpenAsync(
        IMarginPlatform platform, int port, DoorLimits limits, GrpcKestrelLimits transport, TimeProvider time, ILogger log, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(transport);
        var door = new Door(platform, new DoorOptions
        {
            Clock = time,
            Callers = new DevelopmentCallers(),
            Authority = new OpenAuthority(),
            Log = log,
            Limits = limits,
        });
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            transport.Apply(kestrel);
            transport.ListenOnLoopback(kestrel, port, time);
        });
        builder.Services.AddRoutingCore();
        var app = builder.Build();
        app.UseRouting();
        app.MapGrpc(
            new GrpcServerOptions
            {
                Clock = time,
                MaxReceiveMessageBytes = DoorLimits.MaxReceiveMessageBytes,
                MaxSendMessageBytes = DoorLimits.MaxSendMessageBytes,
                Interceptors = door.Interceptors,
            },
            [.. door.Services]);
        try
        {
            await app.StartAsync(cancellation);
        }
        catch
        {
            await app.DisposeAsync();
            throw;
        }

        return new OpenDoor(app);
    }

    /// <summary>Takes no new calls and lets those that run end, for as long as the transport gives them.</summary>
    public Task CloseAsync(CancellationToken cancellation) => _app.StopAsync(cancellation);

    public ValueTask DisposeAsync() => _app.DisposeAsync();
}
