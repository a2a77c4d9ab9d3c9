using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Logging;

namespace MultiVenueMargin.Host.Serving;

/// <summary>
/// <c>/healthz</c> and <c>/readyz</c> over plain HTTP/1.1: 200 or 503, and short lines of text. It answers from the first moment of the process to the
/// last, whatever the rest of it does.
/// </summary>
internal sealed class HealthListener : IAsyncDisposable
{
    // Whoever asks comes every few seconds and asks for one line.
    private const int MostConnections = 64;
    private const int LongestHeaders = 8 * 1024;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private readonly WebApplication _app;

    private HealthListener(WebApplication app, IPEndPoint address)
    {
        _app = app;
        Address = new Uri($"http://{address}");
    }

    public Uri Address { get; }

    public static async Task<HealthListener> OpenAsync(ReservedAddress address, HostVitals vitals, ILogger log, CancellationToken cancellation)
    {
        var app = await Listener.OpenAsync(address, log, kestrel => Listen(kestrel, address.At), routes => Map(routes, vitals), cancellation);
        return new HealthListener(app, address.At);
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private static void Listen(KestrelServerOptions kestrel, IPEndPoint address)
    {
        kestrel.AddServerHeader = false;
        kestrel.Limits.MaxConcurrentConnections = MostConnections;
        kestrel.Limits.MaxRequestHeadersTotalSize = LongestHeaders;
        kestrel.Limits.MaxRequestBodySize = 0;
        kestrel.Limits.RequestHeadersTimeout = Patience;
        kestrel.Limits.KeepAliveTimeout = Patience;
        kestrel.Listen(address, endpoint => endpoint.Protocols = HttpProtocols.Http1);
    }

    private static void Map(WebApplication routes, HostVitals vitals)
    {
        string[] looks = [HttpMethods.Get, HttpMethods.Head];
        routes.MapMethods("/healthz", looks, http => AnswerAsync(http, vitals.LiveAsync(http.RequestAborted)));
        routes.MapMethods("/readyz", looks, http => AnswerAsync(http, vitals.ReadyAsync(http.RequestAborted)));
    }

    private static async Task AnswerAsync(HttpContext http, ValueTask<Vital> asked)
    {
        var vital = await asked;
        http.Response.StatusCode = vital.IsGood ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable;
        http.Response.ContentType = "text/plain; charset=utf-8";
        http.Response.Headers.CacheControl = "no-store";
        if (!HttpMethods.IsHead(http.Request.Method))
        {
            await http.Response.WriteAsync(vital.Text + "\n", http.RequestAborted);
        }
    }
}
