using System.Net;
using System.Net.Sockets;

namespace MultiVenueMargin.Host.Serving;

/// <summary>Nothing can listen on an address that the settings name. The message says which setting, why, and what to do.</summary>
public sealed class AddressUnavailableException : Exception
{
    public AddressUnavailableException(string setting, IPEndPoint address, SocketException cause)
        : base(Words(setting, address, cause), cause)
    {
        Setting = setting;
    }

    /// <summary>Its name in the settings.</summary>
    public string Setting { get; }

    private static string Words(string setting, IPEndPoint address, SocketException cause) => cause.SocketErrorCode switch
    {
        SocketError.AddressAlreadyInUse =>
            $"{setting}: port {address.Port} of {address.Address} is taken by another program, often another mvm up. End that one, or name another port; port 0 takes any that is free.",
        SocketError.AccessDenied =>
            $"{setting}: this user may not listen on port {address.Port} of {address.Address}. Name a port from 1024 on; port 0 takes any that is free.",
        _ => $"{setting}: nothing can listen on {address} ({cause.SocketErrorCode}). Name an address that this machine has, such as 127.0.0.1:{address.Port}.",
    };
}
