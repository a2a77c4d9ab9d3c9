using MultiVenueMargin.Accounts.Platform;
using MultiVenueMargin.Client;
using MultiVenueMargin.Contracts;

namespace MultiVenueMargin.Host.Bench.Doors;

/// <summary>Tells updates of some accounts through the door, each account so often a second, whether anybody keeps up or not.</summary>
internal sealed class UpdatePace(BenchStreet street, DoorScale scale, IReadOnlyList<UpdateLog> logs, int perSecond)
{
    private static TimeProvider Time => PlatformHost.Time;

    /// <summary>Returns how many updates were told and acknowledged.</summary>
    public async Task<long> RunAsync(MarginClient client, TimeSpan lasting, CancellationToken cancellation)
    {
        using var call = client.Feeds.Connect(cancellationToken: cancellation);
        var reading = ReadAsync();
        var (began, sent) = (Time.GetTimestamp(), 0L);
        var rate = (double)perSecond * logs.Count;
        for (var elapsed = TimeSpan.Zero; elapsed < lasting && !reading.IsCompleted; elapsed = Time.GetElapsedTime(began))
        {
            for (; sent < rate * elapsed.TotalSeconds; sent++)
            {
                var number = (int)(sent % logs.Count);
                var (epoch, after) = street.Take(number, 1);
                var frames = BenchStreet.Deltas(epoch, after, 1, scale.Positions, Time.GetUtcNow());
                logs[number].Add(began + (long)(sent / rate * Time.TimestampFrequency));
                await call.RequestStream.WriteAsync(FeedWire.Write(new FeedBatch(BenchStreet.AccountOf(number), BenchStreet.FeedOf(number), frames)), cancellation);
            }

            await Task.Delay(TimeSpan.FromMilliseconds(1), Time, cancellation);
        }

        await call.RequestStream.CompleteAsync();
        return await reading == sent ? sent : throw new InvalidOperationException("Not everything was acknowledged that was told.");

        async Task<long> ReadAsync()
        {
            var count = 0L;
            for (; await call.ResponseStream.MoveNext(cancellation); count++)
            {
                var answer = call.ResponseStream.Current;
                if (answer.BatchRefusal.Length > 0 || answer.Refusals.Count > 0)
                {
                    throw new InvalidOperationException($"An update was refused: {answer}");
                }
            }

            return count;
        }
    }
}
