using System.Collections.Concurrent;
using Google.Protobuf.WellKnownTypes;
using MultiVenueMargin.Accounts;
using MultiVenueMargin.Accounts.Platform;
using MultiVenueMargin.Contracts;

namespace MultiVenueMargin.Host.Bench.Doors;

/// <summary>
/// One stream of an adapter: updates of many accounts in turn, so many a message and a flush, with a bounded number of messages that are not
/// acknowledged yet. What is sent was made beforehand but for its numbers, so that the sender takes as little of the machine as it can.
/// </summary>
internal sealed class FeedFlood(BenchStreet street, DoorScale scale, int perMessage)
{
    // Half of what a door reads ahead, so that it is never the door's own limit that holds the sender up.
    private const int MessagesUnderWay = 2_048;

    // Positions differ from one message of an account to the next: each has figures of its own.
    private const int Variants = 7;

    private readonly V1.ConnectRequest[] _messages =
    [
        .. from variant in Enumerable.Range(0, Variants)
           from number in Enumerable.Range(0, scale.Accounts)
           let frames = BenchStreet.Deltas(1, variant * perMessage, perMessage, scale.Positions, PlatformHost.Time.GetUtcNow())
           select FeedWire.Write(new FeedBatch(BenchStreet.AccountOf(number), BenchStreet.FeedOf(number), frames)),
    ];

    private static TimeProvider Time => PlatformHost.Time;

    /// <summary>Sends for so long and waits until everything is acknowledged.</summary>
    public async Task<Flow> RunAsync(V1.FeedService.FeedServiceClient feeds, TimeSpan lasting, CancellationToken cancellation)
    {
        using var broken = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        using var room = new SemaphoreSlim(MessagesUnderWay);
        using var call = feeds.Connect(cancellationToken: cancellation);
        var (before, began, sent) = (ProcessCost.Now, Time.GetTimestamp(), 0L);
        var reading = ReadAsync();
        try
        {
            for (var turn = 0; Time.GetElapsedTime(began) < lasting; turn = (turn + 1) % _messages.Length, sent++)
            {
                await room.WaitAsync(broken.Token);
                await call.RequestStream.WriteAsync(Numbered(_messages[turn], turn % scale.Accounts), broken.Token);
            }

            await call.RequestStream.CompleteAsync();
        }
        catch (OperationCanceledException) when (reading.IsCompleted)
        {
            // Why nothing more is acknowledged stands at the end of the answers.
        }

        var acknowledged = await reading;
        var took = Time.GetElapsedTime(began);
        return acknowledged == sent
            ? new Flow(acknowledged * perMessage, took, ProcessCost.Now - before)
            : throw new InvalidOperationException($"{sent} messages were sent and {acknowledged} acknowledged.");

        async Task<long> ReadAsync()
        {
            var count = 0L;
            try
            {
                for (; await call.ResponseStream.MoveNext(cancellation); count++)
                {
                    var answer = call.ResponseStream.Current;
                    if (answer.BatchRefusal.Length > 0 || answer.Refusals.Count > 0)
                    {
                        throw new InvalidOperationException($"Updates were refused: {answer}");
                    }

                    room.Release();
                }

                return count;
            }
            catch
            {
                await broken.CancelAsync();
                throw;
            }
        }
    }

    /// <summary>The same to a platform in this process: what the door adds is the difference.</summary>
    public async Task<Flow> RunAsync(IMarginPlatform platform, TimeSpan lasting, CancellationToken cancellation)
    {
        using var room = new SemaphoreSlim(MessagesUnderWay);
        var refusals = new ConcurrentQueue<AccountAnswer>();
        var (before, began, sent) = (ProcessCost.Now, Time.GetTimestamp(), 0L);
        for (var turn = 0; Time.GetElapsedTime(began) < lasting; turn = (turn + 1) % scale.Accounts, sent++)
        {
            await room.WaitAsync(cancellation);
            var (epoch, after) = street.Take(turn, perMessage);
            var frames = BenchStreet.Deltas(epoch, after, perMessage, scale.Positions, Time.GetUtcNow());
            _ = SendAsync(new FeedBatch(BenchStreet.AccountOf(turn), BenchStreet.FeedOf(turn), frames));
        }

        for (var left = 0; left < MessagesUnderWay; left++)
        {
            await room.WaitAsync(cancellation);
        }

        return refusals.TryPeek(out var refused)
            ? throw new InvalidOperationException($"Updates were refused: {refused}")
            : new Flow(sent * perMessage, Time.GetElapsedTime(began), ProcessCost.Now - before);

        async Task SendAsync(FeedBatch batch)
        {
            try
            {
                if ((await platform.FeedAsync([batch], cancellation))[0] is not FeedAnswer { Refusals: [] } and var answer)
                {
                    refusals.Enqueue(answer);
                }
            }
            finally
            {
                room.Release();
            }
        }
    }

    private V1.ConnectRequest Numbered(V1.ConnectRequest message, int number)
    {
        var (epoch, after) = street.Take(number, perMessage);
        var now = Timestamp.FromDateTimeOffset(Time.GetUtcNow());
        foreach (var frame in message.Frames)
        {
            (frame.Epoch, frame.Sequence, frame.SaidAt) = (epoch, ++after, now);
        }

        return message;
    }
}
