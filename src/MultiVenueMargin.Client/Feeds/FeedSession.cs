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
public sealed partial class FeedSession : IAsyncDisposable
{
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
        var frame = FeedFrames.Delta(facts, saidAt);
        var bytes = FeedFrames.SizeOf(frame, _limits);
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

                    frame = FeedFrames.MovementsAlone(frame);
                    (bytes, begun) = (FeedFrames.SizeOf(frame, _limits), _begun);
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
        var frame = FeedFrames.Snapshot(snapshot, _limits);
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
        SignAsync(FeedFrames.Heartbeat(_options.Clock.GetUtcNow()), cancellationToken);

    /// <summary>Says that the adapter cannot tell, so that what was known ages. Done when the server has heard it, or something newer was told.</summary>
    /// <param name="reason">In words; no secrets.</param>
    public Task TroubleAsync(string reason, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(reason);
        return SignAsync(FeedFrames.Trouble(reason, _options.Clock.GetUtcNow()), cancellationToken);
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
