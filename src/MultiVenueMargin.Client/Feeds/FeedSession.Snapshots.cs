using MultiVenueMargin.Contracts;

namespace MultiVenueMargin.Client.Feeds;

// How the session comes by snapshots.
public sealed partial class FeedSession
{
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
            var frame = FeedFrames.Snapshot(await _fetch(wanted, fetching.Token).ConfigureAwait(false), _limits);
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
                outbox.Sign(FeedFrames.Trouble($"no snapshot could be had: {exception.GetType().Name}", _options.Clock.GetUtcNow()));
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
}
