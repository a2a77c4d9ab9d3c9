using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using MultiVenueMargin.Grpc.Server;

namespace MultiVenueMargin.Grpc.Interop;

/// <summary>Serves the suite's TestService on a loopback port.</summary>
public sealed class InteropHost : IAsyncDisposable
{
    private readonly WebApplication _app;

    private InteropHost(WebApplication app) => _app = app;

    public Uri Address => new(_app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First());

    public static async Task<InteropHost> StartAsync(int port, bool compress)
    {
        WebApplicationBuilder builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.Logging.SetMinimumLevel(LogLevel.Warning);
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            var limits = new GrpcKestrelLimits();
            limits.Apply(kestrel);
            limits.ListenOnLoopback(kestrel, port, TimeProvider.System);
        });
        builder.Services.AddRoutingCore();
        WebApplication app = builder.Build();
        app.UseRouting();
        app.MapGrpc(
            new GrpcServerOptions { Clock = TimeProvider.System, CompressResponses = compress },
            global::Grpc.Testing.TestService.BindService(new TestServiceAnswers(TimeProvider.System)));
        await app.StartAsync();
        return new InteropHost(app);
    }

    public Task WaitForShutdownAsync() => _app.WaitForShutdownAsync();

    public ValueTask DisposeAsync() => _app.DisposeAsync();
}
