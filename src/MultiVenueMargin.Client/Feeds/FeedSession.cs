using Grpc.Core;
using MultiVenueMargin.Client.Calls;
using MultiVenueMargin.Contracts;
using MultiVenueMargin.Domain;
using MultiVenueMargin.Domain.Feeds;

namespace MultiVenueMargin.Client.Feeds;

/// <summary>
/// One feed of one venue account, told by one adapter. It numbers what it is told, keeps it until it is durable, sends it again after a broken connection, and
/// opens a new epoch with a snapshot when it begins and whenever the server wants one. Thread-safe; facts are in the order of the calls of one caller.
/// <para>
/// Facts say what is now. Those handed in before a snapshot was begun to be fetched are overtaken by it and not sent any more; those handed in while it is
/// fetched wait and follow it. Movements are always told.
/// </para>
/// </summary>
public sealed class FeedSession : IAsyncDisposable
{
    // Epoch and sequence are written into a frame after its size is taken.
    private const int NumberBytes = 24;

    private readonly Lock _lock = new();
    private readonly FeedConnection _connection;
    private readonly MarginClientOptions _options;
    private readonly FeedOptions _limits;
    private readonly FeedOutbox _outbox;
    private readonly Func<SnapshotWanted, CancellationToken, Task<FeedSnapshot>> _fetch;
    private readonly BackOff _pauses;
    private readonly BackOff _fetches;
    private readonly CancellationTokenSource _ended;
    private readonly Task _keeping;

    private TaskCompletionSource _changed = NewSignal();
    private CancellationTokenSource? _fetching;
    private Exception? _failure;

    // Snapshots that were begun, and the one that opened the epoch.
    private int _begun;
    private int _opened;
    private int _isReady;

    internal FeedSession(
        FeedConnection connection,
        AccountId account,
        VenueAccountId feed,
        Func<SnapshotWanted, CancellationToken, Task<FeedSnapshot>> fetch,
        MarginClientOptions options,
        FeedOptions limits,
        Jitter jitter,
        CancellationToken ended)
    {
        (_connection, Account, Feed, _fetch, _options, _limits) = (connection, account, feed, fetch, options, limits);
        _outbox = new FeedOutbox(account, feed, limits);
        _pauses = new BackOff(options, jitter);
        _fetches = new BackOff(options, jitter);
        _ended = CancellationTokenSource.CreateLinkedTokenSource(ended);
        _keeping = KeepInStepAsync(_ended.Token);
    }

    public AccountId Account { get; }

    public VenueAccountId Feed { get; }

    /// <summary>0 before the first snapshot.</summary>
    public long Epoch => Read(outbox => outbox.Epoch);

    /// <summary>Everything up to this sequence is durable, or was overtaken by a snapshot that is; -1 before the first.</summary>
    public long AcknowledgedThrough => Read(outbox => outbox.AcknowledgedThrough);

    /// <summary>Frames that are kept until they are acknowledged.</summary>
    public int Unacknowledged => Read(outbox => outbox.Unacknowledged);

    /// <summary>
    /// Tells what is different. Returns its sequence when it is kept, not when it is sent; waits while as many frames or bytes as may be are not durable yet.
    /// </summary>
    /// <param name="saidAt">When the venue said it, by the adapter's clock.</param>
    public async Task<long> SendAsync(IReadOnlyList<FeedFact> facts, DateTimeOffset saidAt, CancellationToken cancellationToken = default)
    {
        var frame = FrameOf(FrameKind.Delta, facts, FeedParts.None, saidAt);
        var bytes = SizeOf(frame);
        var begun = Locked(() => _begun);
        while (true)
        {
            Task changed;
            lock (_lock)
            {
                ThrowIfEnded();
                if (_opened > begun)
                {
                    // Overtaken while it waited for room, by a snapshot that has gone without it.
                    if (!CarriedMovements.MovementsOf(frame).Any())
                    {
                        return _outbox.SnapshotSequence;
                    }

                    frame = MovementsAlone(frame);
                    (bytes, begun) = (SizeOf(frame), _begun);
                }

                if (_outbox.Wanted is null)
                {
                    if (_outbox.HasRoomFor(bytes))
                    {
                        var sequence = _outbox.Add(frame);
                        _connection.Ready(this);
                        return sequence;
                    }
                }
                else if ((_fetching is null || _begun > begun) && _outbox.HasRoomToCarry)
                {
                    return _outbox.Overtake(frame);
                }

                changed = _changed.Task;
            }

            await changed.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>
    /// Opens a new epoch with a snapshot: after the adapter lost its venue, say. What is not acknowledged is overtaken by it. Returns its sequence when it is
    /// kept; waits for the server to say where the feed stands, once.
    /// </summary>
    public async Task<long> SendSnapshotAsync(FeedSnapshot snapshot, CancellationToken cancellationToken = default)
    {
        var frame = FrameOf(snapshot);
        var begun = Locked(() => ++_begun);
        while (true)
        {
            Task changed;
            lock (_lock)
            {
                ThrowIfEnded();
                if (_outbox.KnowsEpochs)
                {
                    // Not here and now: whoever is cancelled would go on under our lock.
                    _ = _fetching?.CancelAsync();
                    return Open(frame, begun);
                }

                changed = _changed.Task;
            }

            await changed.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Says that nothing is different and the connection to the venue is sound. Done when the server has heard it, or something newer was told.</summary>
    public Task HeartbeatAsync(CancellationToken cancellationToken = default) =>
        SignAsync(FrameOf(FrameKind.Heartbeat, [], FeedParts.None, _options.Clock.GetUtcNow()), cancellationToken);

    /// <summary>Says that the adapter cannot tell, so that what was known ages. Done when the server has heard it, or something newer was told.</summary>
    /// <param name="reason">In words; no secrets.</param>
    public Task TroubleAsync(string reason, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(reason);
        return SignAsync(TroubleOf(reason), cancellationToken);
    }

    /// <summary>
    /// Done when everything up to <paramref name="sequence"/> is durable or was overtaken by a snapshot that is. Fails with <see cref="FrameRefusedException"/>
    /// when that very frame was refused.
    /// </summary>
    public Task DurableAsync(long sequence, CancellationToken cancellationToken = default)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(sequence, Read(outbox => outbox.LastSequence));
        return UntilAsync(
            () => _outbox.RefusalOf(sequence) is { } refused ? throw refused : _outbox.AcknowledgedThrough >= sequence,
            cancellationToken);
    }

    /// <summary>Ends the session. What is not durable is not sent any more: await <see cref="DurableAsync"/> before.</summary>
    public async ValueTask DisposeAsync()
    {
        Fail(new ObjectDisposedException(nameof(FeedSession)));
        _connection.Leave(this);
        await _keeping.ConfigureAwait(false);
        _ended.Dispose();
    }

    internal void Connect() => Change(outbox => outbox.Connect());

    internal void Disconnect() => Change(outbox => outbox.Disconnect());

    internal bool TryBecomeReady() => Interlocked.Exchange(ref _isReady, 1) == 0;

    internal V1.ConnectRequest? Next()
    {
        Volatile.Write(ref _isReady, 0);
        return Read(outbox => outbox.Next());
    }

    internal void Take(V1.ConnectResponse answer)
    {
        DoorStatus? refused = null;
        Change(outbox => refused = outbox.Take(answer));
        if (refused is null)
        {
            _pauses.Reset();
        }
        else if (refused.AsksToRetry)
        {
            _ = ResumeAsync(refused);
        }
        else
        {
            Fail(refused.ToException());
        }
    }

    internal void Fail(Exception failure)
    {
        lock (_lock)
        {
            if (_failure is not null)
            {
                return;
            }

            _failure = failure;
            Signal();
        }

        _ended.Cancel();
    }

    private async Task ResumeAsync(DoorStatus refused)
    {
        var delay = Interrupted("batch", refused.Code, refused.Message, _pauses);
        try
        {
            await Task.Delay(delay, _options.Clock, _ended.Token).ConfigureAwait(false);
            Change(outbox => outbox.Resume());
        }
        catch (OperationCanceledException)
        {
            // The session has ended, and with it the reason to go on.
        }
    }

    /// <summary>Fetches a snapshot whenever one is wanted, for as long as the session lives. The first start is no other path.</summary>
    private async Task KeepInStepAsync(CancellationToken ended)
    {
        try
        {
            while (true)
            {
                await UntilAsync(() => _outbox is { Wanted: not null, CanSend: true }, ended).ConfigureAwait(false);
                await CalmDownAsync(ended).ConfigureAwait(false);
                await FetchAsync(ended).ConfigureAwait(false);
            }
        }
        catch (Exception) when (ended.IsCancellationRequested)
        {
            // The session has ended.
        }
    }

    /// <summary>Waits before another snapshot where the last was not taken, or another session opens epochs as well.</summary>
    private async Task CalmDownAsync(CancellationToken ended)
    {
        var (wanted, wasTaken) = Read(outbox => (outbox.Wanted, outbox.WasSnapshotTaken));
        if (wasTaken)
        {
            _fetches.Reset();
        }

        if (wanted is { Cause: SnapshotCause.EpochTaken })
        {
            _fetches.Next();
            _options.Interrupted?.Invoke(new Interruption($"epoch of {Feed}", RpcCode.Aborted, wanted.Message, _fetches.Failures, _options.LongestDelay));
            await Task.Delay(_options.LongestDelay, _options.Clock, ended).ConfigureAwait(false);
        }
        else if (!wasTaken && wanted is { Cause: not SnapshotCause.Opening })
        {
            await Task.Delay(Interrupted("snapshot", RpcCode.FailedPrecondition, wanted.Message, _fetches), _options.Clock, ended).ConfigureAwait(false);
        }
    }

    private async Task FetchAsync(CancellationToken ended)
    {
        using var fetching = CancellationTokenSource.CreateLinkedTokenSource(ended);
        SnapshotWanted? wanted;
        int begun;
        lock (_lock)
        {
            (wanted, begun) = (_outbox.Wanted, ++_begun);
            _fetching = wanted is null ? null : fetching;
        }

        if (wanted is null)
        {
            return;
        }

        try
        {
            var frame = FrameOf(await _fetch(wanted, fetching.Token).ConfigureAwait(false));
            Change(outbox =>
            {
                _fetching = null;
                if (outbox.Wanted is not null && begun > _opened)
                {
                    Open(frame, begun);
                }
            });
        }
        catch (Exception exception) when (!fetching.IsCancellationRequested)
        {
            // What cannot be fetched is unknown, and the server is told so.
            Change(outbox =>
            {
                _fetching = null;
                outbox.Sign(TroubleOf($"no snapshot could be had: {exception.GetType().Name}"));
            });
            await Task.Delay(Interrupted("snapshot", RpcCode.Unknown, exception.Message, _fetches), _options.Clock, ended).ConfigureAwait(false);
        }
        catch (Exception) when (!ended.IsCancellationRequested)
        {
            // The adapter sent one of its own meanwhile.
            Change(_ => _fetching = null);
        }
    }

    private long Open(V1.FeedFrame snapshot, int begun)
    {
        _opened = begun;
        var sequence = _outbox.Open(snapshot);
        Signal();
        _connection.Ready(this);
        return sequence;
    }

    private Task SignAsync(V1.FeedFrame frame, CancellationToken cancellationToken)
    {
        long sign = 0;
        Change(outbox =>
        {
            ThrowIfEnded();
            sign = outbox.Sign(frame);
        });
        return UntilAsync(() => _outbox.IsSignSettled(sign), cancellationToken);
    }

    private async Task UntilAsync(Func<bool> isSo, CancellationToken cancellationToken)
    {
        while (true)
        {
            Task changed;
            lock (_lock)
            {
                if (isSo())
                {
                    return;
                }

                ThrowIfEnded();
                changed = _changed.Task;
            }

            await changed.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    private TimeSpan Interrupted(string what, RpcCode code, string message, BackOff backOff)
    {
        var delay = backOff.Next();
        _options.Interrupted?.Invoke(new Interruption($"{what} of {Feed}", code, message, backOff.Failures, delay));
        return delay;
    }

    private V1.FeedFrame FrameOf(FeedSnapshot snapshot)
    {
        ArgumentNullException.ThrowIfNull(snapshot);
        var frame = FrameOf(FrameKind.Snapshot, snapshot.Facts, snapshot.Complete, snapshot.SaidAt);
        SizeOf(frame);
        return frame;
    }

    private V1.FeedFrame TroubleOf(string reason)
    {
        var frame = FrameOf(FrameKind.Trouble, [], FeedParts.None, _options.Clock.GetUtcNow());
        frame.Trouble = reason;
        return frame;
    }

    private static V1.FeedFrame FrameOf(FrameKind kind, IReadOnlyList<FeedFact> facts, FeedParts complete, DateTimeOffset saidAt)
    {
        ArgumentNullException.ThrowIfNull(facts);
        return FeedWire.Write(new FeedFrame { Kind = kind, Epoch = 0, Sequence = 0, SaidAt = saidAt, Complete = complete, Facts = facts });
    }

    private static V1.FeedFrame MovementsAlone(V1.FeedFrame frame) =>
        new() { Kind = frame.Kind, SaidAt = frame.SaidAt, Facts = { CarriedMovements.MovementsOf(frame) } };

    private int SizeOf(V1.FeedFrame frame)
    {
        var bytes = frame.CalculateSize() + NumberBytes;
        return bytes <= _limits.FrameBytes
            ? bytes
            : throw new ArgumentException($"A frame has at most {_limits.FrameBytes} bytes, not {bytes}.", nameof(frame));
    }

    private void ThrowIfEnded()
    {
        if (_failure is not null)
        {
            throw _failure;
        }
    }

    private T Read<T>(Func<FeedOutbox, T> of)
    {
        lock (_lock)
        {
            return of(_outbox);
        }
    }

    private T Locked<T>(Func<T> of) => Read(_ => of());

    private void Change(Action<FeedOutbox> with)
    {
        lock (_lock)
        {
            with(_outbox);
            Signal();
        }

        _connection.Ready(this);
    }

    private void Signal()
    {
        _changed.TrySetResult();
        _changed = NewSignal();
    }

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
