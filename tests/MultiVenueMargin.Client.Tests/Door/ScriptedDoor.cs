using System.Collections.Concurrent;
using Grpc.Core;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
#if !GROUP_GRPC
using MultiVenueMargin.Grpc.Server;
#endif

namespace MultiVenueMargin.Client.Tests.Door;

/// <summary>A front door on a free loopback port that does what a test says, and clients of it.</summary>
internal sealed class ScriptedDoor : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly ConcurrentBag<MarginClient> _clients = [];

    private ScriptedDoor(WebApplication app) => _app = app;

    /// <summary>What clients were told went wrong and was tried again.</summary>
    public ConcurrentQueue<Interruption> Interruptions { get; } = [];

    public Uri Address => new(_app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First());

    public static async Task<ScriptedDoor> StartAsync(Script script)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(System.Net.IPAddress.Loopback, 0, listen => listen.Protocols = HttpProtocols.Http2));
        builder.Services.AddRoutingCore();
#if GROUP_GRPC
        builder.Services.AddGrpc();
        builder.Services.AddSingleton(new ScriptedFeeds(script));
        builder.Services.AddSingleton(new ScriptedAudit(script));
        builder.Services.AddSingleton(new ScriptedAccounts(script));
        builder.Services.AddSingleton(new ScriptedCalls(script));
        var app = builder.Build();
        app.UseRouting();
        app.MapGrpcService<ScriptedFeeds>();
        app.MapGrpcService<ScriptedAudit>();
        app.MapGrpcService<ScriptedAccounts>();
        app.MapGrpcService<ScriptedCalls>();
#else
        var app = builder.Build();
        app.UseRouting();
        app.MapGrpc(
            new GrpcServerOptions { Clock = TimeProvider.System },
            V1.FeedService.BindService(new ScriptedFeeds(script)),
            V1.AuditService.BindService(new ScriptedAudit(script)),
            V1.AccountService.BindService(new ScriptedAccounts(script)),
            V1.MarginCallService.BindService(new ScriptedCalls(script)));
#endif
        await app.StartAsync();
        return new ScriptedDoor(app);
    }

    /// <summary>A client with short delays, for the tests wait for them.</summary>
    public MarginClient Client(Func<MarginClientOptions, MarginClientOptions>? with = null)
    {
        var options = new MarginClientOptions
        {
            Clock = TimeProvider.System,
            JitterSeed = 7,
            FirstDelay = TimeSpan.FromMilliseconds(1),
            LongestDelay = TimeSpan.FromMilliseconds(10),
            Interrupted = Interruptions.Enqueue,
        };
        var client = MarginClient.Open(Address, with?.Invoke(options) ?? options);
        _clients.Add(client);
        return client;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var client in _clients)
        {
            await client.DisposeAsync();
        }

        await _app.DisposeAsync();
    }
}
