using System.Net.Sockets;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace MultiVenueMargin.Host.Serving;

/// <summary>Kestrel on one reserved address and nothing around it: no configuration, no signals, and one log.</summary>
internal static class Listener
{
    /// <summary>Throws <see cref="AddressUnavailableException"/> where another program was quicker to listen.</summary>
    /// <param name="address">Where.</param>
    /// <param name="log">What goes wrong.</param>
    /// <param name="listen">Limits, and how the address is listened on.</param>
    /// <param name="map">What answers.</param>
    /// <param name="cancellation">Of the opening.</param>
    /// <param name="add">What that needs of the host; absent: nothing.</param>
    public static async Task<WebApplication> OpenAsync(
        ReservedAddress address,
        ILogger log,
        Action<KestrelServerOptions> listen,
        Action<WebApplication> map,
        CancellationToken cancellation,
        Action<IServiceCollection>? add = null)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore();
        builder.WebHost.ConfigureKestrel(listen);
        builder.Services.Configure<SocketTransportOptions>(sockets => sockets.CreateBoundListenSocket = _ => address.HandOver());
        builder.Services.AddSingleton<IHostLifetime, UnsignalledLifetime>();
        builder.Services.AddRoutingCore();
        builder.Logging.SetMinimumLevel(LogLevel.Warning).AddFilter("Microsoft", LogLevel.Error);
        builder.Services.AddSingleton<ILoggerProvider>(_ => new OneLog(log));
        add?.Invoke(builder.Services);
        var app = builder.Build();
        app.UseRouting();
        map(app);
        try
        {
            await app.StartAsync(cancellation);
            return app;
        }
        catch (Exception failure) when (failure is SocketException || failure.InnerException is SocketException)
        {
            await app.DisposeAsync();
            throw new AddressUnavailableException(address.Setting, address.At, failure as SocketException ?? (SocketException)failure.InnerException!);
        }
        catch
        {
            await app.DisposeAsync();
            throw;
        }
    }

    /// <summary>Whoever runs the platform hears signals and ends it in order; the one that comes by default would end each listener by itself, at once.</summary>
    private sealed class UnsignalledLifetime : IHostLifetime
    {
        public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }

    private sealed class OneLog(ILogger log) : ILoggerProvider
    {
        public ILogger CreateLogger(string categoryName) => log;

        public void Dispose()
        {
            // The log is the caller's.
        }
    }
}
