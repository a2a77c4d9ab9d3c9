using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace MultiVenueMargin.Testing.Network;

/// <summary>
/// A link between clients and a server on this machine that breaks when it is told to, for all connections over it: who wants to speak to the
/// server connects to <see cref="Address"/>. Faults do not add up; the newest one is the one that is. A connection that lost bytes is reset as soon as
/// they could be missed. Thread-safe.
/// </summary>
public sealed class FaultyLink : IAsyncDisposable
{
    private readonly Lock _lock = new();
    private readonly int _server;
    private readonly Lane _up = new();
    private readonly Lane _down = new();
    private readonly ConcurrentDictionary<LinkConnection, TaskCompletionSource> _connections = [];
    private Socket _listener;
    private Task _accepting;
    private int _made;

    /// <param name="server">The server's port.</param>
    public FaultyLink(int server)
    {
        _server = server;
        _listener = Bound(0);
        Address = new Uri($"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndPoint!).Port}");
        _accepting = Listen(_listener);
    }

    public Uri Address { get; }

    /// <summary>Connections that have not ended.</summary>
    public int Live => _connections.Count;

    /// <summary>Connections that there were in all.</summary>
    public int Made => Volatile.Read(ref _made);

    /// <param name="fault">What happens from now on, until something else does or it heals.</param>
    /// <param name="bytes">How many more bytes go before a reset within a request or an answer.</param>
    public void Break(LinkFault fault, int bytes = 1)
    {
        lock (_lock)
        {
            Become(LaneState.Of(fault, bytes));
            switch (fault)
            {
                case LinkFault.Finish:
                    ForEach(connection => connection.Finish());
                    break;
                case LinkFault.Reset:
                    ForEach(connection => connection.Reset());
                    break;
                case LinkFault.Refuse when _accepting is { IsCompleted: false }:
                    // A socket that is bound and does not listen refuses, and keeps the port.
                    _listener.Dispose();
                    _accepting.Wait();
                    _listener = Bound(Address.Port);
                    ForEach(connection => connection.Reset());
                    break;
            }
        }
    }

    /// <summary>All is well again.</summary>
    public void Heal()
    {
        lock (_lock)
        {
            Become((LaneState.Sound, LaneState.Sound));
            if (_accepting.IsCompleted)
            {
                _accepting = Listen(_listener);
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        _listener.Dispose();
        await _accepting;
        ForEach(connection => connection.Reset());
        await Task.WhenAll(_connections.Values.Select(ended => ended.Task));
    }

    private static Socket Bound(int port)
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        socket.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseAddress, true);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, port));
        return socket;
    }

    private Task Listen(Socket listener)
    {
        listener.Listen();
        return AcceptAsync(listener);
    }

    private async Task AcceptAsync(Socket listener)
    {
        while (true)
        {
            Socket near;
            try
            {
                near = await listener.AcceptAsync().ConfigureAwait(false);
            }
            catch (Exception exception) when (exception is SocketException or ObjectDisposedException)
            {
                return;
            }

            var far = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
            near.NoDelay = true;
            try
            {
                await far.ConnectAsync(IPAddress.Loopback, _server).ConfigureAwait(false);
            }
            catch (SocketException)
            {
                near.LingerState = new LingerOption(true, 0);
                near.Dispose();
                far.Dispose();
                continue;
            }

            Interlocked.Increment(ref _made);
            var connection = new LinkConnection(near, far, _up, _down);
            _connections[connection] = new TaskCompletionSource();
            _ = RunAsync(connection);
        }
    }

    private async Task RunAsync(LinkConnection connection)
    {
        try
        {
            await connection.RunAsync().ConfigureAwait(false);
        }
        finally
        {
            if (_connections.TryRemove(connection, out var ended))
            {
                ended.SetResult();
            }
        }
    }

    private void Become((LaneState Up, LaneState Down) lanes)
    {
        _up.Become(lanes.Up);
        _down.Become(lanes.Down);
        ForEach(connection => connection.ResetBehindAHole());
    }

    private void ForEach(Action<LinkConnection> act)
    {
        foreach (var connection in _connections.Keys)
        {
            act(connection);
        }
    }
}
