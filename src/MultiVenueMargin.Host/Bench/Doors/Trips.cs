using System.Net;
using System.Net.Sockets;

namespace MultiVenueMargin.Host.Bench.Doors;

/// <summary>Round trips, one after the other.</summary>
/// <param name="P50">Milliseconds; the least of all runs, as is the next.</param>
/// <param name="BytesEach">Allocated by the whole process.</param>
/// <param name="CpuEach">Milliseconds that cores worked for the whole process.</param>
internal readonly record struct Trips(double P50, double P99, double BytesEach, double CpuEach)
{
    // A query and its frames, about.
    private const int PingBytes = 64;

    private static TimeProvider Time => PlatformHost.Time;

    public static async Task<Trips> BestAsync(int runs, TimeSpan each, Func<Task> trip)
    {
        var best = new Trips(double.PositiveInfinity, double.PositiveInfinity, double.PositiveInfinity, double.PositiveInfinity);
        for (var i = 0; i < runs; i++)
        {
            var (times, before, began) = (new List<double>(1 << 20), ProcessCost.Now, Time.GetTimestamp());
            while (Time.GetElapsedTime(began) < each)
            {
                var at = Time.GetTimestamp();
                await trip();
                times.Add(Time.GetElapsedTime(at).TotalMilliseconds);
            }

            var (cost, quantiles) = (ProcessCost.Now - before, Quantiles.Of(times));
            best = new Trips(
                Math.Min(best.P50, quantiles.Median),
                Math.Min(best.P99, quantiles.P99),
                Math.Min(best.BytesEach, cost.Bytes / (double)quantiles.Count),
                Math.Min(best.CpuEach, cost.Cpu.TotalMilliseconds / quantiles.Count));
        }

        return best;
    }

    /// <summary>A few bytes to another socket and back: what loopback and waking up cost.</summary>
    public static async Task<Trips> OverTcpAsync(int runs, TimeSpan each, CancellationToken cancellation)
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        using var near = new TcpClient { NoDelay = true };
        await near.ConnectAsync((IPEndPoint)listener.LocalEndpoint, cancellation);
        using var far = await listener.AcceptTcpClientAsync(cancellation);
        far.NoDelay = true;
        var echoing = EchoAsync(far.GetStream(), cancellation);
        var bytes = new byte[PingBytes];
        var stream = near.GetStream();
        var trips = await BestAsync(runs, each, async () =>
        {
            await stream.WriteAsync(bytes, cancellation);
            await stream.ReadExactlyAsync(bytes, cancellation);
        });
        near.Client.Shutdown(SocketShutdown.Send);
        await echoing;
        return trips;
    }

    /// <summary>An empty POST over HTTP/2 to whoever answers with nothing.</summary>
    public static async Task<Trips> OverHttpAsync(Uri address, int runs, TimeSpan each, CancellationToken cancellation)
    {
        using var handler = new SocketsHttpHandler { UseProxy = false, UseCookies = false, ActivityHeadersPropagator = null };
        using var http = new HttpClient(handler);
        return await BestAsync(runs, each, async () =>
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, address) { Version = HttpVersion.Version20, VersionPolicy = HttpVersionPolicy.RequestVersionExact };
            using var response = await http.SendAsync(request, cancellation);
            response.EnsureSuccessStatusCode();
        });
    }

    private static async Task EchoAsync(NetworkStream stream, CancellationToken cancellation)
    {
        var bytes = new byte[PingBytes];
        int count;
        while ((count = await stream.ReadAsync(bytes, cancellation)) > 0)
        {
            await stream.WriteAsync(bytes.AsMemory(0, count), cancellation);
        }
    }
}
