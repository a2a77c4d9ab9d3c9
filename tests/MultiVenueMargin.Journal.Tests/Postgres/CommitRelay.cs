using System.Net;
using System.Net.Sockets;

namespace MultiVenueMargin.Journal.Tests.Postgres;

/// <summary>What a <see cref="CommitRelay"/> does with the next COMMIT.</summary>
public enum NextCommit
{
    Passes = 0,

    /// <summary>It does not reach the server before <see cref="CommitRelay.LetCommitGo"/>.</summary>
    IsHeld = 1,

    /// <summary>It reaches the server, whose answer never comes back.</summary>
    IsNotAnswered = 2,
}

/// <summary>The network between a journal and its server, which can lose one at the worst moment, and keep what is on its way.</summary>
public sealed class CommitRelay : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly int _serverPort;
    private readonly CancellationTokenSource _end = new();
    private readonly TaskCompletionSource _seen = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _go = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly List<TcpClient> _clients = [];
    private readonly List<TcpClient> _servers = [];
    private readonly Task _accepting;
    private volatile NextCommit _next;

    public CommitRelay(int serverPort)
    {
        _serverPort = serverPort;
        _listener.Start();
        _accepting = AcceptAsync();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    public NextCommit NextCommit
    {
        set => _next = value;
    }

    /// <summary>Ends when the COMMIT that does not pass has come by.</summary>
    public Task CommitSeen => _seen.Task;

    public void LetCommitGo() => _go.TrySetResult();

    /// <summary>The journal loses its connections; the server does not notice.</summary>
    public void CutClients()
    {
        lock (_clients)
        {
            _clients.ForEach(client => client.Close());
            _clients.Clear();
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        _listener.Stop();
        await _accepting;
        CutClients();
        _servers.ForEach(server => server.Close());
        _end.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                var client = await _listener.AcceptTcpClientAsync(_end.Token);
                var server = new TcpClient();
                await server.ConnectAsync(IPAddress.Loopback, _serverPort, _end.Token);
                lock (_clients)
                {
                    _clients.Add(client);
                    _servers.Add(server);
                }

                var connection = new Connection(client.GetStream(), server.GetStream());
                _ = ForwardRequestsAsync(connection);
                _ = ForwardAnswersAsync(connection);
            }
        }
        catch (Exception exception) when (exception is OperationCanceledException or SocketException)
        {
            // Disposed, or the server is down: then nobody connects.
        }
    }

    private async Task ForwardRequestsAsync(Connection connection)
    {
        try
        {
            var buffer = new byte[64 * 1024];
            while (await connection.Client.ReadAsync(buffer, _end.Token) is > 0 and var length)
            {
                // With the end of the statement, for BEGIN names the isolation level: READ COMMITTED.
                var isCommit = buffer.AsSpan(0, length).IndexOf("COMMIT\0"u8) >= 0;
                var next = isCommit ? _next : NextCommit.Passes;
                if (isCommit)
                {
                    _next = NextCommit.Passes;
                }

                if (next == NextCommit.IsHeld)
                {
                    _seen.SetResult();
                    await _go.Task.WaitAsync(_end.Token);
                }

                connection.IsMute |= next == NextCommit.IsNotAnswered;
                await connection.Server.WriteAsync(buffer.AsMemory(0, length), _end.Token);
                if (next == NextCommit.IsNotAnswered)
                {
                    _seen.SetResult();
                }
            }
        }
        catch (Exception exception) when (exception is OperationCanceledException or IOException or ObjectDisposedException)
        {
            // One of the two has gone. The other must not notice.
        }
    }

    private async Task ForwardAnswersAsync(Connection connection)
    {
        try
        {
            var buffer = new byte[64 * 1024];
            while (await connection.Server.ReadAsync(buffer, _end.Token) is > 0 and var length)
            {
                if (!connection.IsMute)
                {
                    await connection.Client.WriteAsync(buffer.AsMemory(0, length), _end.Token);
                }
            }

            connection.Client.Close(); // the server has ended it, and the journal may know
        }
        catch (Exception exception) when (exception is OperationCanceledException or IOException or ObjectDisposedException)
        {
            // As above.
        }
    }

    private sealed class Connection(NetworkStream client, NetworkStream server)
    {
        private volatile bool _isMute;

        public NetworkStream Client => client;

        public NetworkStream Server => server;

        public bool IsMute
        {
            get => _isMute;
            set => _isMute = value;
        }
    }
}
