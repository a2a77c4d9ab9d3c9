using System.Threading.Channels;
using Grpc.Core;
using MultiVenueMargin.Client.Calls;
using MultiVenueMargin.Contracts;
using MultiVenueMargin.Domain;

namespace MultiVenueMargin.Client.Feeds;

/// <summary>
/// A connection that feeds share. It is made again whenever it breaks, after delays that grow; every session then goes on with what the server does not
/// have. Feeds with something to send take turns, a message each. Where the server refuses the connection itself, all its sessions end with the
/// refusal. Thread-safe.
/// </summary>
public sealed class FeedConnection : IAsyncDisposable
{
    private static readonly TimeSpan EndWithin = TimeSpan.FromSeconds(1);

    private readonly Lock _lock = new();
    private readonly V1.FeedService.FeedServiceClient _service;
    private readonly MarginClientOptions _options;
    private readonly FeedOptions _limits;
    private readonly Jitter _jitter;
    private readonly CancellationTokenSource _ended;
    private readonly Dictionary<(string Account, string Feed), FeedSession> _sessions = [];

    // A session is in it once at most, so it holds no more than there are sessions.
    private readonly Channel<FeedSession> _ready = Channel.CreateUnbounded<FeedSession>(new UnboundedChannelOptions { SingleReader = true });

    private Task _running = Task.CompletedTask;
    private bool _isRunning;
    private bool _isConnected;
    private Exception? _failure;
    private int _isDisposed;

    internal FeedConnection(V1.FeedService.FeedServiceClient service, MarginClientOptions options, FeedOptions limits, Jitter jitter, CancellationToken closed)
    {
        limits.Check();
        (_service, _options, _limits, _jitter) = (service, options, limits, jitter);
        _ended = CancellationTokenSource.CreateLinkedTokenSource(closed);
    }

    /// <summary>
    /// Begins to tell a feed. It has to be claimed for the account. The first thing the session does is to fetch a snapshot.
    /// </summary>
    /// <param name="fetch">
    /// Fetches everything that the venue says now, and is told why. What it throws is told to the server as trouble, and it is called again after a delay.
    /// Its token is cancelled when the session ends or the adapter sends a snapshot of its own.
    /// </param>
    public FeedSession Open(AccountId account, VenueAccountId feed, Func<SnapshotWanted, CancellationToken, Task<FeedSnapshot>> fetch)
    {
        ArgumentNullException.ThrowIfNull(fetch);
        var key = (account.ToString(), feed.ToString());
        FeedSession session;
        lock (_lock)
        {
            if (_failure is not null)
            {
                throw _failure;
            }

            if (_sessions.ContainsKey(key) || _sessions.Count >= _limits.Feeds)
            {
                throw new InvalidOperationException(
                    _sessions.ContainsKey(key) ? $"{feed} of {account} has a session on this connection." : $"A connection has at most {_limits.Feeds} feeds.");
            }

            session = new FeedSession(this, account, feed, fetch, _options, _limits, _jitter, _ended.Token);
            _sessions.Add(key, session);
            if (_isConnected)
            {
                session.Connect();
            }

            if (!_isRunning)
            {
                _isRunning = true;
                _running = RunAsync(_ended.Token);
            }
        }

        return session;
    }

    /// <summary>Ends the connection and its sessions.</summary>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _isDisposed, 1) != 0)
        {
            return;
        }

        Fail(new ObjectDisposedException(nameof(FeedConnection)));
        await _running.ConfigureAwait(false);
        foreach (var session in Sessions())
        {
            await session.DisposeAsync().ConfigureAwait(false);
        }

        _ended.Dispose();
    }

    internal void Ready(FeedSession session)
    {
        if (session.TryBecomeReady())
        {
            _ready.Writer.TryWrite(session);
        }
    }

    internal void Leave(FeedSession session)
    {
        lock (_lock)
        {
            _sessions.Remove((session.Account.ToString(), session.Feed.ToString()));
        }
    }

    private async Task RunAsync(CancellationToken ended)
    {
        // Whoever opened the first session holds a lock.
        await Task.Yield();
        var backOff = new BackOff(_options, _jitter);
        try
        {
            while (true)
            {
                var (end, heard) = await ConnectAsync(ended).ConfigureAwait(false);
                ended.ThrowIfCancellationRequested();
                if (heard)
                {
                    backOff.Reset();
                }

                var status = DoorStatus.Of(end);
                var mayLapse = heard && status.Code == RpcCode.Unauthenticated;
                if (!status.IsInterruption && !mayLapse && !(status.MayBeInterruption && backOff.Failures < _options.Attempts))
                {
                    Fail(status.ToException(end));
                    return;
                }

                var delay = backOff.Next(status.RetryDelay);
                _options.Interrupted?.Invoke(new Interruption("feeds", status.Code, status.Message, backOff.Failures, delay));
                await Task.Delay(delay, _options.Clock, ended).ConfigureAwait(false);
            }
        }
        catch (OperationCanceledException) when (ended.IsCancellationRequested)
        {
            Fail(new ObjectDisposedException(nameof(FeedConnection)));
        }
        catch (Exception exception)
        {
            // A bug of ours, or of what the caller handed in: nobody is to wait for a connection that nobody makes.
            Fail(exception);
        }
    }

    /// <summary>One connection, from its beginning to its end. Whether anything was heard over it.</summary>
    private async Task<(RpcException End, bool Heard)> ConnectAsync(CancellationToken ended)
    {
        var heard = false;
        using var broken = CancellationTokenSource.CreateLinkedTokenSource(ended);
        using var call = _service.Connect(cancellationToken: broken.Token);
        SetConnected(true);
        var reading = EndOf(ReadAsync());
        var writing = EndOf(WriteAsync(call.RequestStream, broken.Token));
        if (await Task.WhenAny(reading, writing).ConfigureAwait(false) == writing)
        {
            // Why the server takes no more requests stands at the end of its answers, which is on its way; not so where the write failed by itself.
            await Task.WhenAny(reading, Task.Delay(EndWithin, _options.Clock, broken.Token)).ConfigureAwait(false);
        }

        var first = reading.IsCompleted ? reading : writing;
        await broken.CancelAsync().ConfigureAwait(false);
        await Task.WhenAll(reading, writing).ConfigureAwait(false);
        SetConnected(false);
        return (await first.ConfigureAwait(false), heard);

        async Task ReadAsync()
        {
            while (await call.ResponseStream.MoveNext(CancellationToken.None).ConfigureAwait(false))
            {
                heard = true;
                var answer = call.ResponseStream.Current;
                SessionOf((answer.Account, answer.Feed))?.Take(answer);
            }
        }
    }

    private async Task WriteAsync(IClientStreamWriter<V1.ConnectRequest> requests, CancellationToken broken)
    {
        await foreach (var session in _ready.Reader.ReadAllAsync(broken).ConfigureAwait(false))
        {
            if (session.Next() is { } request)
            {
                await requests.WriteAsync(request, broken).ConfigureAwait(false);
            }
        }
    }

    private static async Task<RpcException> EndOf(Task half)
    {
        try
        {
            await half.ConfigureAwait(false);
            return new RpcException(new Status(StatusCode.Unavailable, "The server ended the connection."));
        }
        catch (RpcException end)
        {
            return end;
        }
        catch (OperationCanceledException)
        {
            return new RpcException(new Status(StatusCode.Cancelled, "The connection has ended."));
        }
    }

    private void SetConnected(bool isConnected)
    {
        FeedSession[] sessions;
        lock (_lock)
        {
            _isConnected = isConnected;
            sessions = [.. _sessions.Values];
        }

        foreach (var session in sessions)
        {
            if (isConnected)
            {
                session.Connect();
            }
            else
            {
                session.Disconnect();
            }
        }
    }

    private void Fail(Exception failure)
    {
        lock (_lock)
        {
            _failure ??= failure;
        }

        foreach (var session in Sessions())
        {
            session.Fail(failure);
        }

        _ended.Cancel();
    }

    private FeedSession? SessionOf((string Account, string Feed) key)
    {
        lock (_lock)
        {
            return _sessions.GetValueOrDefault(key);
        }
    }

    private FeedSession[] Sessions()
    {
        lock (_lock)
        {
            return [.. _sessions.Values];
        }
    }
}
