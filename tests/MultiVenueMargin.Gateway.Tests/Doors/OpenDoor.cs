using Grpc.Core;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using MultiVenueMargin.Accounts.Platform;
using MultiVenueMargin.Gateway.Callers;
using MultiVenueMargin.Grpc.Client;
using MultiVenueMargin.Grpc.Server;

namespace MultiVenueMargin.Gateway.Tests.Doors;

/// <summary>A door on a free loopback port, as a host opens it, and clients of it.</summary>
internal sealed class OpenDoor : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly List<Http2Channel> _channels = [];

    private OpenDoor(WebApplication app, NamedNeeds needs, DoorLogs logs)
    {
        (_app, Needs, Logs) = (app, needs, logs);
        Invoker = NewInvoker();
        Margins = new V1.MarginService.MarginServiceClient(Invoker);
        Accounts = new V1.AccountService.AccountServiceClient(Invoker);
        Calls = new V1.MarginCallService.MarginCallServiceClient(Invoker);
        Liquidations = new V1.LiquidationService.LiquidationServiceClient(Invoker);
        Feeds = new V1.FeedService.FeedServiceClient(Invoker);
        Market = new V1.MarketDataService.MarketDataServiceClient(Invoker);
        Rules = new V1.RuleService.RuleServiceClient(Invoker);
        Institutions = new V1.InstitutionService.InstitutionServiceClient(Invoker);
        Audit = new V1.AuditService.AuditServiceClient(Invoker);
        Health = new Health.V1.Health.HealthClient(Invoker);
        Reflection = new Reflection.V1.ServerReflection.ServerReflectionClient(Invoker);
        OldReflection = new Reflection.V1Alpha.ServerReflection.ServerReflectionClient(Invoker);
    }

    public NamedNeeds Needs { get; }

    public DoorLogs Logs { get; }

    public CallInvoker Invoker { get; }

    public V1.MarginService.MarginServiceClient Margins { get; }

    public V1.AccountService.AccountServiceClient Accounts { get; }

    public V1.MarginCallService.MarginCallServiceClient Calls { get; }

    public V1.LiquidationService.LiquidationServiceClient Liquidations { get; }

    public V1.FeedService.FeedServiceClient Feeds { get; }

    public V1.MarketDataService.MarketDataServiceClient Market { get; }

    public V1.RuleService.RuleServiceClient Rules { get; }

    public V1.InstitutionService.InstitutionServiceClient Institutions { get; }

    public V1.AuditService.AuditServiceClient Audit { get; }

    public Health.V1.Health.HealthClient Health { get; }

    public Reflection.V1.ServerReflection.ServerReflectionClient Reflection { get; }

    public Reflection.V1Alpha.ServerReflection.ServerReflectionClient OldReflection { get; }

    public static async Task<OpenDoor> OpenAsync(IMarginPlatform platform, DoorLimits? limits = null)
    {
        var (needs, logs) = (new NamedNeeds(), new DoorLogs());
        var door = new Door(platform, new DoorOptions
        {
            Clock = TimeProvider.System,
            Callers = new DevelopmentCallers(),
            Authority = needs,
            Log = logs,
            Limits = limits ?? new DoorLimits(),
        });
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            var transport = new GrpcKestrelLimits();
            transport.Apply(kestrel);
            transport.ListenOnLoopback(kestrel, 0, TimeProvider.System);
        });
        builder.Services.AddRoutingCore();
        var app = builder.Build();
        app.UseRouting();
        app.MapGrpc(
            new GrpcServerOptions
            {
                Clock = TimeProvider.System,
                MaxReceiveMessageBytes = DoorLimits.MaxReceiveMessageBytes,
                MaxSendMessageBytes = DoorLimits.MaxSendMessageBytes,
                Interceptors = door.Interceptors,
                DrainWithin = TimeSpan.Zero,
            },
            [.. door.Services]);
        await app.StartAsync();
        return new OpenDoor(app, needs, logs);
    }

    /// <summary>A connection of its own.</summary>
    public CallInvoker NewInvoker()
    {
        var address = _app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First();
        var channel = new Http2Channel(new Uri(address), new Http2ChannelOptions
        {
            Clock = TimeProvider.System,
            MaxSendMessageBytes = DoorLimits.MaxReceiveMessageBytes,
            MaxReceiveMessageBytes = DoorLimits.MaxSendMessageBytes,
        });
        _channels.Add(channel);
        return channel.CreateCallInvoker();
    }

    public async ValueTask DisposeAsync()
    {
        _channels.ForEach(channel => channel.Dispose());
        await _app.DisposeAsync();
    }
}
