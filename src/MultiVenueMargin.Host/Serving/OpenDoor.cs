using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Logging;
using MultiVenueMargin.Accounts.Platform;
using MultiVenueMargin.Gateway;
using MultiVenueMargin.Gateway.Callers;

namespace MultiVenueMargin.Host.Serving;

/// <summary>
/// The front door of a platform on a loopback port, open to whoever is on this machine: it believes what a caller says of itself.
/// </summary>
public sealed class OpenDoor : IAsyncDisposable
{
    // Nothing runs on them any more; only a client that takes nothing keeps one open.
    private static readonly TimeSpan ConnectionsWithin = TimeSpan.FromSeconds(3);

    private readonly WebApplication _app;
    private readonly Door _door;
    private readonly TimeSpan _callsWithin;
    private readonly TimeProvider _time;
    private Task? _quiet;

    private OpenDoor(WebApplication app, Door door, IPEndPoint address, TimeSpan callsWithin, TimeProvider time)
    {
        (_app, _door, _callsWithin, _time) = (app, door, callsWithin, time);
        Address = new Uri($"http://{address}");
    }

    /// <summary>Where it is called: http://127.0.0.1:PORT, HTTP/2 without TLS.</summary>
    public Uri Address { get; }

    /// <summary>Throws <see cref="AddressUnavailableException"/> where the port is taken.</summary>
    /// <param name="platform">What it stands before.</param>
    /// <param name="port">0: any that is free.</param>
    /// <param name="limits">What one caller may have.</param>
    /// <param name="time">Progress notices, deadlines and limits of time run on it.</param>
    /// <param name="log">Where faults are told.</param>
    /// <param name="cancellation">Of the opening.</param>
    public static Task<OpenDoor> OpenAsync(
        IMarginPlatform platform, int port, DoorLimits limits, TimeProvider time, ILogger log, CancellationToken cancellation) =>
        OpenAsync(platform, port, new ServingOptions { Limits = limits }, time, log, cancellation);

    /// <summary>The same with all that can be said of it; at <paramref name="port"/>, whatever the options name.</summary>
    public static async Task<OpenDoor> OpenAsync(
        IMarginPlatform platform, int port, ServingOptions options, TimeProvider time, ILogger log, CancellationToken cancellation)
    {
        using var address = ReservedAddress.Of(nameof(port), new IPEndPoint(IPAddress.Loopback, port));
        return await OpenAsync(platform, address, options, time, log, cancellation);
    }

    internal static async Task<OpenDoor> OpenAsync(
        IMarginPlatform platform, ReservedAddress address, ServingOptions options, TimeProvider time, ILogger log, CancellationToken cancellation)
    {
        var door = new Door(platform, new DoorOptions
        {
            Clock = time,
            Callers = new DevelopmentCallers(),
            Authority = new OpenAuthority(),
            Log = log,
            Limits = options.Limits,
        });
        var transport = new GrpcTransport(door.Services, door.Interceptors, time);
        var app = await Listener.OpenAsync(
            address,
            log,
            kestrel =>
            {
                options.Transport.Apply(kestrel);
                options.Transport.ListenOnLoopback(kestrel, address.At, time);
            },
            transport.Map,
            cancellation,
            transport.Add);
        return new OpenDoor(app, door, address.At, options.CallsWithin, time);
    }

    /// <summary>From now on its health is told as not serving and no call begins; those that run go on.</summary>
    public void BeginClosing() => _quiet ??= _door.Close();

    /// <summary>Takes no new calls and waits for those that run, for as long as they are given; what is left then, streams above all, ends as Unavailable.</summary>
    public async Task CloseAsync(CancellationToken cancellation)
    {
        BeginClosing();
        await _quiet!.WaitAsync(_callsWithin, _time, cancellation).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        using var patience = new CancellationTokenSource(ConnectionsWithin, _time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellation);
        try
        {
            await _app.StopAsync(either.Token);
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            // Connections that did not close by themselves are cut.
        }
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();
}
