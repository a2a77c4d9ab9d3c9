using System.Collections.Concurrent;
using System.Net;
using Grpc.Core;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Https;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using MultiVenueMargin.Grpc.Client;
using MultiVenueMargin.Grpc.Server;

namespace MultiVenueMargin.Grpc.Tests.BothEnds;

/// <summary>A server on a free loopback port, and clients of it. Remembers what the server logged as an error.</summary>
internal sealed class TestServer : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly ConcurrentBag<Http2Channel> _channels = [];

    private TestServer(WebApplication app, ErrorLog errors)
    {
        _app = app;
        Errors = errors;
    }

    public ErrorLog Errors { get; }

    public Uri Address => new(_app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First());

    public static Task<TestServer> StartAsync(ServerServiceDefinition service, Func<GrpcServerOptions, GrpcServerOptions>? with = null, GrpcKestrelLimits? limits = null, HttpsConnectionAdapterOptions? https = null) =>
        StartAsync([service], with, limits, https);

    public static async Task<TestServer> StartAsync(ServerServiceDefinition[] services, Func<GrpcServerOptions, GrpcServerOptions>? with = null, GrpcKestrelLimits? limits = null, HttpsConnectionAdapterOptions? https = null)
    {
        var errors = new ErrorLog();
        WebApplicationBuilder builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.Logging.AddProvider(errors);
        builder.WebHost.UseKestrelCore();
        if (https is not null)
        {
            builder.WebHost.UseKestrelHttpsConfiguration();
        }

        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            limits ??= new GrpcKestrelLimits();
            limits.Apply(kestrel);
            if (https is null)
            {
                limits.ListenOnLoopback(kestrel, 0, TimeProvider.System);
            }
            else
            {
                limits.ListenWithTls(kestrel, new IPEndPoint(IPAddress.Loopback, 0), https, TimeProvider.System);
            }
        });
        builder.Services.AddRoutingCore();
        WebApplication app = builder.Build();
        app.UseRouting();
        var options = new GrpcServerOptions { Clock = TimeProvider.System };
        app.MapGrpc(with?.Invoke(options) ?? options, services);
        await app.StartAsync();
        return new TestServer(app, errors);
    }

    public CallInvoker Client(Func<Http2ChannelOptions, Http2ChannelOptions>? with = null)
    {
        var options = new Http2ChannelOptions { Clock = TimeProvider.System };
        var channel = new Http2Channel(Address, with?.Invoke(options) ?? options);
        _channels.Add(channel);
        return channel.CreateCallInvoker();
    }

    public Task StopAsync() => _app.StopAsync();

    public async ValueTask DisposeAsync()
    {
        foreach (Http2Channel channel in _channels)
        {
            channel.Dispose();
        }

        await _app.DisposeAsync();
    }
}
