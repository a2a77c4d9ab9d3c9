using Grpc.Core;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using MultiVenueMargin.Grpc.Server;
using MultiVenueMargin.Host.Serving;

namespace MultiVenueMargin.Host.Bench.Doors;

/// <summary>
/// The transport of the door with nothing behind it: the same calls, messages and limits, answered without doing anything. What goes through the door
/// is measured beside it. Also one address that is plain HTTP/2.
/// </summary>
internal sealed class BareDoor : IAsyncDisposable
{
    private const string PlainPath = "/plain";

    private readonly WebApplication _app;

    private BareDoor(WebApplication app)
    {
        _app = app;
        Address = new Uri(app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First());
    }

    public Uri Address { get; }

    /// <summary>Answers a POST with nothing, over HTTP/2 without gRPC.</summary>
    public Uri Plain => new(Address, PlainPath);

    public static async Task<BareDoor> OpenAsync(CancellationToken cancellation)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            var transport = new GrpcKestrelLimits();
            transport.Apply(kestrel);
            transport.ListenOnLoopback(kestrel, 0, PlatformHost.Time);
        });
        builder.Services.AddRoutingCore();
        var grpc = new GrpcTransport([V1.FeedService.BindService(new Feeds()), V1.MarginService.BindService(new Margins())], [], PlatformHost.Time);
        grpc.Add(builder.Services);
        var app = builder.Build();
        app.UseRouting();
        app.MapPost(PlainPath, (RequestDelegate)(_ => Task.CompletedTask));
        grpc.Map(app);
        await app.StartAsync(cancellation);
        return new BareDoor(app);
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    /// <summary>Says of every batch that all of it is durable, which nothing of it is.</summary>
    private sealed class Feeds : V1.FeedService.FeedServiceBase
    {
        public override async Task Connect(
            IAsyncStreamReader<V1.ConnectRequest> requestStream, IServerStreamWriter<V1.ConnectResponse> responseStream, ServerCallContext context)
        {
            while (await requestStream.MoveNext(context.CancellationToken))
            {
                var request = requestStream.Current;
                await responseStream.WriteAsync(new V1.ConnectResponse
                {
                    Account = request.Account,
                    Feed = request.Feed,
                    Epoch = request.Frames[^1].Epoch,
                    Through = request.Frames[^1].Sequence,
                });
            }
        }
    }

    private sealed class Margins : V1.MarginService.MarginServiceBase
    {
        public override Task<V1.GetMarginResponse> GetMargin(V1.GetMarginRequest request, ServerCallContext context) => Task.FromResult(new V1.GetMarginResponse());
    }
}
