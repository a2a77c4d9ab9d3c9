using System.Globalization;
using System.Net;
using MultiVenueMargin.Files;

namespace MultiVenueMargin.Host.Serving;

/// <summary>How an address that something listens on is written: an address of this machine and a port, or none. Names are not looked up.</summary>
internal static class LoopbackAddress
{
    public const string None = "none";

    public const string Allowed =
        "an address of this machine with its port (127.0.0.1:PORT, [::1]:PORT or localhost:PORT; port 0: any that is free), or none";

    private const string Local = "localhost:";

    public static string Write(IPEndPoint? address) => address?.ToString() ?? None;

    /// <summary>Absent for none; or what is wrong with the text.</summary>
    public static (IPEndPoint? Address, string? Found) Read(string text)
    {
        if (text == None)
        {
            return (null, null);
        }

        var numbers = text.StartsWith(Local, StringComparison.Ordinal) ? $"{IPAddress.Loopback}:{text[Local.Length..]}" : text;
        if (!HasPort(numbers) || !IPEndPoint.TryParse(numbers, out var address))
        {
            return (null, $"{JsonPath.Quoted(text)} is no address with a port");
        }

        return IPAddress.IsLoopback(address.Address)
            ? (address, null)
            : (null, $"{JsonPath.Quoted(text)} can be reached from other machines, and this is development mode: every caller is believed what it says of "
                + "itself, and nothing is encrypted. TLS and identity come with the secured mode; until then reach it through a tunnel (ssh -L)");
    }

    // IPEndPoint takes an address without a port for one with port 0, and a group of digits of an IPv6 address for a port.
    private static bool HasPort(string text)
    {
        var colon = text.LastIndexOf(':');
        var host = colon < 0 ? string.Empty : text[..colon];
        return (host.Contains(':', StringComparison.Ordinal) ? host is ['[', .., ']'] : host.Length > 0)
            && ushort.TryParse(text.AsSpan(colon + 1), NumberStyles.None, CultureInfo.InvariantCulture, out _);
    }
}
