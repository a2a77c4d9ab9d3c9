using System.Runtime.ExceptionServices;
using Grpc.Core;
using MultiVenueMargin.Accounts;
using MultiVenueMargin.Accounts.Platform;
using MultiVenueMargin.Contracts;
using MultiVenueMargin.Contracts.Feeds;
using MultiVenueMargin.Domain;

namespace MultiVenueMargin.Gateway.Streams;

/// <summary>
/// One connection of an adapter. Feeds go side by side, each in its own order: while batches of a feed are on their way to the platform, what comes after
/// them gathers and goes together. No more than a named number and size are under way; then nothing is read, and the adapter's own window shuts.
/// </summary>
internal sealed class FeedConnection(IMarginPlatform platform, Outlet<V1.ConnectResponse> outlet, DoorLimits limits) : IDisposable
{
    private readonly Lock _lock = new();
    private readonly Dictionary<(string Account, string Feed), FeedLane> _lanes = [];
    private readonly SemaphoreSlim _writer = new(1);
    private readonly CancellationTokenSource _broken = new();
    private TaskCompletionSource _changed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Exception? _fault;
    private int _batches;
    private long _bytes;

    public required Func<AccountId, ValueTask<bool>> MayFeed { get; init; }

    public async Task RunAsync(IAsyncStreamReader<FeedMessage> requests)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(_broken.Token, outlet.Ended);
        try
        {
            while (await requests.MoveNext(either.Token).ConfigureAwait(false))
            {
                var message = requests.Current;
                if (!HasRoom(message.Size))
                {
                    await UntilAsync(() => HasRoom(message.Size)).ConfigureAwait(false);
                }

                Take(message);
            }
        }
        catch (OperationCanceledException) when (_broken.IsCancellationRequested)
        {
            // A lane says why, below.
        }
        finally
        {
            // Whatever ended it: what is under way is answered, or finds the call ended.
            await UntilAsync(() => _lanes.Count == 0).ConfigureAwait(false);
        }

        if (_fault is { } fault)
        {
            ExceptionDispatchInfo.Throw(fault);
        }
    }

    public void Dispose()
    {
        _writer.Dispose();
        _broken.Dispose();
    }

    private bool HasRoom(int size)
    {
        lock (_lock)
        {
            return _batches < limits.BatchesUnderWay && (_batches == 0 || _bytes + size <= limits.BytesUnderWay);
        }
    }

    private void Take(FeedMessage message)
    {
        lock (_lock)
        {
            _batches++;
            _bytes += message.Size;
            var key = (message.Account, message.Feed);
            if (_lanes.TryGetValue(key, out var lane))
            {
                lane.Waiting.Add(message);
                return;
            }

            lane = new FeedLane([message]);
            _lanes.Add(key, lane);
            _ = RunLaneAsync(key, lane);
        }
    }

    private async Task RunLaneAsync((string Account, string Feed) key, FeedLane lane)
    {
        // Not under the lock of whoever opened the lane.
        await Task.Yield();
        try
        {
            while (NextOf(key, lane) is { Count: > 0 } messages)
            {
                var responses = await AnswerAsync(messages).ConfigureAwait(false);
                for (var i = 0; i < responses.Length; i++)
                {
                    await WriteAsync(responses[i]).ConfigureAwait(false);
                    Leave(1, messages[i].Size);
                }
            }
        }
        catch (Exception fault)
        {
            Break(key, fault);
        }
    }

    private List<FeedMessage> NextOf((string Account, string Feed) key, FeedLane lane)
    {
        lock (_lock)
        {
            var next = lane.Waiting;
            if (next.Count == 0 || _fault is not null)
            {
                _lanes.Remove(key);
                Ring();
                return [];
            }

            lane.Waiting = [];
            return next;
        }
    }

    private async Task<V1.ConnectResponse[]> AnswerAsync(List<FeedMessage> messages)
    {
        var responses = new V1.ConnectResponse[messages.Count];
        List<FeedBatch> sound = new(messages.Count);
        for (var i = 0; i < responses.Length; i++)
        {
            var (message, read) = (messages[i], messages[i].Content);
            if (!read.IsSound)
            {
                responses[i] = FeedWire.Refused(message.Account, message.Feed, V1.ErrorReason.Malformed, Refusals.Malformed(read.Problems, read.ProblemCount).Message);
            }
            else if (!await MayFeed(read.Value.Account).ConfigureAwait(false))
            {
                responses[i] = FeedWire.Refused(message.Account, message.Feed, V1.ErrorReason.NoSuchAccount, Answers.Answer.NoSuchAccount(read.Value.Account).Status.Detail);
            }
            else
            {
                sound.Add(read.Value);
            }
        }

        if (sound.Count > 0)
        {
            var answers = await platform.FeedAsync(sound, outlet.Ended).ConfigureAwait(false);
            for (var (i, next) = (0, 0); i < responses.Length; i++)
            {
                responses[i] ??= ResponseTo(sound[next], answers[next++]);
            }
        }

        return responses;
    }

    private static V1.ConnectResponse ResponseTo(FeedBatch batch, AccountAnswer answer) => answer switch
    {
        FeedAnswer taken => FeedWire.Write(batch.Account, taken),
        CommandRefused refused => FeedWire.Write(batch.Account, batch.Feed, refused),
        _ => throw new InvalidOperationException($"A batch was answered with {answer.GetType().Name}."),
    };

    private async Task WriteAsync(V1.ConnectResponse response)
    {
        await _writer.WaitAsync(_broken.Token).ConfigureAwait(false);
        try
        {
            await outlet.WriteAsync(response, "").ConfigureAwait(false);
        }
        finally
        {
            _writer.Release();
        }
    }

    private void Leave(int batches, long bytes)
    {
        lock (_lock)
        {
            _batches -= batches;
            _bytes -= bytes;
            Ring();
        }
    }

    /// <summary>The first fault is what the connection ends with; the others follow from it.</summary>
    private void Break((string Account, string Feed) key, Exception fault)
    {
        lock (_lock)
        {
            _fault ??= fault;
            _lanes.Remove(key);
            Ring();
        }

        _broken.Cancel();
    }

    private async Task UntilAsync(Func<bool> holds)
    {
        while (true)
        {
            Task changed;
            lock (_lock)
            {
                if (holds() || (_fault is not null && _lanes.Count == 0))
                {
                    return;
                }

                changed = _changed.Task;
            }

            await changed.ConfigureAwait(false);
        }
    }

    private void Ring()
    {
        _changed.TrySetResult();
        _changed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
