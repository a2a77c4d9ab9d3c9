using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace MultiVenueMargin.Venues.Exchanges.Deribit;

/// <summary>
/// HMAC-SHA256 over the venue's time in milliseconds, a nonce that is used once, and what is signed, each on a line of its own; in lower-case
/// hexadecimal. Pure: time, nonce and secret are given.
/// </summary>
public static class DeribitSignature
{
    /// <summary>Of a login over the websocket.</summary>
    public static string OfLogin(ReadOnlySpan<byte> secret, DateTimeOffset venueTime, string nonce) => Sign(secret, venueTime, nonce, string.Empty);

    /// <summary>The <c>Authorization</c> header of a request over HTTP.</summary>
    /// <param name="pathAndQuery">As sent: <c>/api/v2/private/get_positions?currency=any</c>.</param>
    public static string Header(
        string clientId, ReadOnlySpan<byte> secret, DateTimeOffset venueTime, string nonce, string method, string pathAndQuery, string body)
    {
        var signature = Sign(secret, venueTime, nonce, $"{method.ToUpperInvariant()}\n{pathAndQuery}\n{body}\n");
        return $"deri-hmac-sha256 id={clientId},ts={Milliseconds(venueTime)},nonce={nonce},sig={signature}";
    }

    private static string Sign(ReadOnlySpan<byte> secret, DateTimeOffset venueTime, string nonce, string data)
    {
        ArgumentException.ThrowIfNullOrEmpty(nonce);
        var text = $"{Milliseconds(venueTime)}\n{nonce}\n{data}";
        return Convert.ToHexStringLower(HMACSHA256.HashData(secret, Encoding.UTF8.GetBytes(text)));
    }

    private static string Milliseconds(DateTimeOffset time) => time.ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture);
}
