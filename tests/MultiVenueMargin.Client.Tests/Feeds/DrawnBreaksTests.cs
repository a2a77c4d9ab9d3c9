using MultiVenueMargin.Client.Feeds;
using MultiVenueMargin.Client.Tests.Door;
using MultiVenueMargin.Domain.Feeds;

namespace MultiVenueMargin.Client.Tests.Feeds;

/// <summary>The whole way over real connections, which break where a seed says. Threads are real, too, so a seed is no replay; the outbox's schedules are.</summary>
public sealed class DrawnBreaksTests
{
    private const int Count = 60;

    public static TheoryData<int> Seeds => [.. Enumerable.Range(1, Wait.IsFull ? 100 : 6)];

    [Theory]
    [MemberData(nameof(Seeds))]
    public async Task Facts_UnderDrawnBreaks_ArriveOnceEachAndInOrder(int seed)
    {
        var random = new Random(seed);
        var server = new FeedServer();
        V1.ConnectResponse? earlier = null;
        server.Instead = (request, feed, context) =>
        {
            // One message is under way at a time, so nobody else draws now.
            switch (random.Next(8))
            {
                case 0:
                    throw ((Break)random.Next(3)).Now(context);
                case 1:
                    server.Take(request);
                    throw ((Break)random.Next(3)).Now(context);
                case 2 when earlier is not null && feed.Epoch > 0 && request.Frames.Count > 0:
                    // An answer of before comes again, instead of the one that says how far it is now.
                    server.Take(request);
                    return Task.FromResult<V1.ConnectResponse?>(earlier);
            }

            var answer = server.Take(request);
            earlier = answer;
            return Task.FromResult<V1.ConnectResponse?>(answer);
        };
        await using var door = await ScriptedDoor.StartAsync(server.Script);
        await using var feeds = door.Client().ConnectFeeds(new FeedOptions { BatchFrames = 4, Frames = 12 });
        await using var session = feeds.Open(Facts.Account, Facts.Feed, (_, _) => Task.FromResult(Facts.Snapshot()));
        await Wait.UntilAsync(() => session.Epoch > 0);

        var last = 0L;
        for (var i = 1; i <= Count; i++)
        {
            last = await session.SendAsync([Facts.Order($"o{i}", i), Facts.Movement($"m{i}")], Facts.Time).Come();
        }

        // The last answer may be the one that was held back: a heartbeat is answered anew.
        while (session.AcknowledgedThrough < last)
        {
            await session.HeartbeatAsync().Come();
        }

        Assert.Equal(Enumerable.Range(1, Count), server.Look(feed => feed.Told.Select(Facts.OpenOf).ToList()));
        Assert.Equal(Enumerable.Range(1, Count).Select(i => $"m{i}"), server.Look(feed => feed.Movements.ToList()));
        Assert.Equal(1, session.Epoch);
    }
}
