using System.Buffers;
using System.Text.Json;
using MultiVenueMargin.Venues.Links;

namespace MultiVenueMargin.Venues.Exchanges.Deribit;

/// <summary>
/// The requests that this adapter makes, as JSON-RPC in UTF-8: the same bytes go over the websocket and as the body of an HTTP POST.
/// </summary>
public static class DeribitRequests
{
    /// <summary>Credits that one of them costs, of <see cref="Budget"/>.</summary>
    public const double Cost = 500;

    /// <summary>Channels in one subscription: the venue's own bound.</summary>
    public const int MostChannels = 500;

    /// <summary>The venue closes a connection that it asked for less.</summary>
    private const int LeastHeartbeatSeconds = 10;

    /// <summary>The pool of an account of the lowest tier: 20 requests a second, 100 at once. Others state theirs in <c>limits</c>.</summary>
    public static RequestBudget Budget(DateTimeOffset now) => new(capacity: 50_000, refillPerSecond: 10_000, now);

    /// <param name="clientId">The public half of the credentials.</param>
    /// <param name="secret">What <see cref="SecretReference"/> names; used here and kept nowhere.</param>
    public static byte[] Login(long id, string clientId, ReadOnlySpan<byte> secret, DateTimeOffset venueTime, string nonce)
    {
        var signature = DeribitSignature.OfLogin(secret, venueTime, nonce);
        return Request(id, "public/auth", json =>
        {
            json.WriteString("grant_type", "client_signature");
            json.WriteString("client_id", clientId);
            json.WriteNumber("timestamp", venueTime.ToUnixTimeMilliseconds());
            json.WriteString("nonce", nonce);
            json.WriteString("data", string.Empty);
            json.WriteString("signature", signature);
        });
    }

    /// <summary>Account channels of every currency and kind, and the market channels of the instruments and indices named.</summary>
    public static IReadOnlyList<string> Channels(IReadOnlyCollection<string> instruments, IReadOnlyCollection<string> indices) =>
    [
        "user.portfolio.any", "user.changes.any.any.raw", "user.lock", "platform_state", "instrument.state.any.any",
        .. instruments.Select(name => $"ticker.{name}.100ms"),
        .. indices.Select(name => $"deribit_price_index.{name}"),
        .. indices.Select(name => $"markprice.options.{name}"),
        .. indices.Select(name => $"deribit_volatility_index.{name}"),
    ];

    public static byte[] Subscribe(long id, IReadOnlyList<string> channels)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(channels.Count, MostChannels);
        return Request(id, "private/subscribe", json =>
        {
            json.WriteStartArray("channels");
            foreach (var channel in channels)
            {
                json.WriteStringValue(channel);
            }

            json.WriteEndArray();
        });
    }

    public static byte[] SetHeartbeat(long id, TimeSpan interval)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(interval, TimeSpan.FromSeconds(LeastHeartbeatSeconds));
        return Request(id, "public/set_heartbeat", json => json.WriteNumber("interval", (long)interval.TotalSeconds));
    }

    /// <summary>What a <see cref="Updates.LifeSign"/> that wants an answer is answered with.</summary>
    public static byte[] Test(long id) => Request(id, "public/test", static _ => { });

    /// <summary>For the offset of the clocks.</summary>
    public static byte[] Time(long id) => Request(id, "public/get_time", static _ => { });

    public static byte[] AccountSummaries(long id) => Request(id, "private/get_account_summaries", static json => json.WriteBoolean("extended", true));

    /// <summary>Asked with <c>any</c>: a linear contract is filed under the currency that it settles in, not under its base.</summary>
    public static byte[] AllPositions(long id) => Request(id, "private/get_positions", static json => json.WriteString("currency", "any"));

    public static byte[] AllOpenOrders(long id) => Request(id, "private/get_open_orders", static _ => { });

    public static byte[] Instruments(long id) => Request(id, "public/get_instruments", static json =>
    {
        json.WriteString("currency", "any");
        json.WriteBoolean("expired", false);
    });

    private static byte[] Request(long id, string method, Action<Utf8JsonWriter> parameters)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using var json = new Utf8JsonWriter(buffer);
        json.WriteStartObject();
        json.WriteString("jsonrpc", "2.0");
        json.WriteNumber("id", id);
        json.WriteString("method", method);
        json.WriteStartObject("params");
        parameters(json);
        json.WriteEndObject();
        json.WriteEndObject();
        json.Flush();
        return buffer.WrittenSpan.ToArray();
    }
}
