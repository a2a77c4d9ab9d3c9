using System.Net;
using System.Net.Sockets;

namespace MultiVenueMargin.Host.Serving;

/// <summary>
/// An address that is this process's, though nothing listens there yet, so that whoever calls is turned away. That a port is taken then shows before a
/// recovery and not after it.
/// </summary>
internal sealed class ReservedAddress : IDisposable
{
    private readonly Socket _socket;
    private bool _isHandedOver;

    private ReservedAddress(string setting, Socket socket) => (Setting, _socket) = (setting, socket);

    /// <summary>Its name in the settings.</summary>
    public string Setting { get; }

    /// <summary>With the port that it got, where any was good.</summary>
    public IPEndPoint At => (IPEndPoint)_socket.LocalEndPoint!;

    /// <summary>Throws <see cref="AddressUnavailableException"/>.</summary>
    public static ReservedAddress Of(string setting, IPEndPoint address)
    {
        Socket? socket = null;
        try
        {
            socket = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
            socket.Bind(address);
            var reserved = new ReservedAddress(setting, socket);
            socket = null;
            return reserved;
        }
        catch (SocketException cause)
        {
            throw new AddressUnavailableException(setting, address, cause);
        }
        finally
        {
            socket?.Dispose();
        }
    }

    /// <summary>The socket is the listener's from now on.</summary>
    public Socket HandOver()
    {
        _isHandedOver = true;
        return _socket;
    }

    public void Dispose()
    {
        if (!_isHandedOver)
        {
            _socket.Dispose();
        }
    }
}
