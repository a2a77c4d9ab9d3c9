using System.Collections.Concurrent;
using Grpc.Core;
using MultiVenueMargin.Client.Feeds;
using MultiVenueMargin.Client.Tests.Door;
using MultiVenueMargin.Domain;
using MultiVenueMargin.Domain.Feeds;

namespace MultiVenueMargin.Client.Tests.Feeds;

public sealed class FeedSessionTests
{
    private readonly FeedServer _server = new();
    private readonly ConcurrentQueue<SnapshotWanted> _wanted = [];
    private readonly List<FeedFact> _known = [];

    [Fact]
    public async Task Session_WhenItIsOpened_OpensAnEpochWithASnapshotAndAcknowledgesWhatIsDurable()
    {
        (_server.Feed().Epoch, _server.Feed().Through) = (4, 12);
        await using var door = await ScriptedDoor.StartAsync(_server.Script);
        await using var feeds = door.Client().ConnectFeeds();
        await using var session = await OpenAsync(feeds);

        var sequence = await TellAsync(session, 1);
        await session.DurableAsync(sequence).Come();

        Assert.Equal((5L, sequence), (session.Epoch, session.AcknowledgedThrough));
        Assert.Equal([1], Told());
        Assert.Equal(SnapshotCause.Opening, Assert.Single(_wanted).Cause);
        Assert.Equal(0, session.Unacknowledged);
        Assert.Throws<ArgumentOutOfRangeException>(() => { _ = session.DurableAsync(sequence + 1); });
    }

    [Theory]
    [InlineData(Break.Unavailable)]
    [InlineData(Break.Reset)]
    [InlineData(Break.Connection)]
    public async Task Facts_WhereverTheConnectionBreaks_ArriveOnceEachAndInOrder(Break how)
    {
        var messages = 0;
        _server.Instead = (request, _, context) =>
        {
            switch (Interlocked.Increment(ref messages) % 5)
            {
                case 1 when messages > 6:
                    throw how.Now(context);
                case 3 when messages > 6:
                    // Taken over, and the answer is lost.
                    _server.Take(request);
                    throw how.Now(context);
            }

            return Task.FromResult<V1.ConnectResponse?>(null);
        };
        await using var door = await ScriptedDoor.StartAsync(_server.Script);
        await using var feeds = door.Client().ConnectFeeds(new FeedOptions { BatchFrames = 3, Frames = 10 });
        await using var session = await OpenAsync(feeds);

        long last = 0;
        for (var i = 1; i <= 100; i++)
        {
            last = await TellAsync(session, i).Come();
        }

        await session.DurableAsync(last).Come();

        Assert.Equal(Enumerable.Range(1, 100), Told());
        Assert.Equal(1, session.Epoch);
        Assert.Single(_wanted);
        Assert.True(_server.Connections > 3);
        Assert.True(_server.Look(feed => feed.Frames.Count) < 200, "Far more was sent again than had to be.");
    }

    [Theory]
    [InlineData(3, 1_000_000)]
    [InlineData(1_000, 200)]
    public async Task Sending_WhenTheServerDoesNotAnswer_WaitsAtTheLimitAndGoesOnWhenItDoes(int frames, int bytes)
    {
        var answers = new TaskCompletionSource();
        _server.Instead = async (request, _, context) =>
        {
            if (request.Frames.Any(frame => frame.Kind == V1.FrameKind.Delta))
            {
                await answers.Task.WaitAsync(context.CancellationToken);
            }

            return null;
        };
        await using var door = await ScriptedDoor.StartAsync(_server.Script);
        await using var feeds = door.Client().ConnectFeeds(new FeedOptions { Frames = frames, Bytes = bytes });
        await using var session = await OpenAsync(feeds);

        Task<long> sending;
        var kept = 0;
        while ((sending = TellAsync(session, kept + 1)).IsCompletedSuccessfully)
        {
            kept++;
            Assert.InRange(kept, 1, frames);
        }

        Assert.Equal(kept, session.Unacknowledged);
        using var impatient = new CancellationTokenSource();
        var cancelled = session.SendAsync([Facts.Order("never", 1)], Facts.Time, impatient.Token);
        await impatient.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => cancelled.Come());
        Assert.False(sending.IsCompleted);

        answers.SetResult();
        await session.DurableAsync(await sending.Come()).Come();
        Assert.Equal(Enumerable.Range(1, kept + 1), Told());
    }

    [Fact]
    public async Task Server_WhenItAsksForASnapshot_IsGivenOneWithoutAnybodysHelp()
    {
        await using var door = await ScriptedDoor.StartAsync(_server.Script);
        await using var feeds = door.Client().ConnectFeeds();
        await using var session = await OpenAsync(feeds);
        await session.DurableAsync(await TellAsync(session, 1)).Come();

        _server.Look(feed => feed.NeedsSnapshot = true);
        await session.HeartbeatAsync().Come();
        await Wait.UntilAsync(() => _server.Look(feed => feed.Epoch == 2));
        await session.DurableAsync(await TellAsync(session, 2)).Come();

        Assert.Equal([SnapshotCause.Opening, SnapshotCause.ServerAsked], _wanted.Select(wanted => wanted.Cause));
        Assert.Equal([1, 2], Told());
        Assert.Equal(2, session.Epoch);
    }

    [Fact]
    public async Task Facts_HandedInWhileASnapshotIsFetched_FollowItAndThoseBeforeAreOvertaken()
    {
        var begun = new TaskCompletionSource();
        var fetched = new TaskCompletionSource<FeedSnapshot>();
        var may = new TaskCompletionSource();
        _server.Instead = async (_, _, context) =>
        {
            await may.Task.WaitAsync(context.CancellationToken);
            return null;
        };
        await using var door = await ScriptedDoor.StartAsync(_server.Script);
        await using var feeds = door.Client().ConnectFeeds();
        await using var session = feeds.Open(Facts.Account, Facts.Feed, (_, _) =>
        {
            begun.SetResult();
            return fetched.Task;
        });

        await session.SendAsync([Facts.Order("a", 7)], Facts.Time).Come();
        may.SetResult();
        await begun.Task.Come();
        var during = session.SendAsync([Facts.Order("a", 9)], Facts.Time);
        Assert.False(during.IsCompleted);
        fetched.SetResult(Facts.Snapshot(Facts.Order("a", 8)));
        await session.DurableAsync(await during.Come()).Come();

        // 7 was said before anybody asked the venue, and is overtaken; 9 came while it was asked, and follows.
        Assert.Equal([8, 9], Told());
    }

    [Fact]
    public async Task Snapshot_WhenItCannotBeFetched_IsTroubleAndIsFetchedAgain()
    {
        var fetches = 0;
        await using var door = await ScriptedDoor.StartAsync(_server.Script);
        await using var feeds = door.Client().ConnectFeeds();
        await using var session = feeds.Open(Facts.Account, Facts.Feed, async (_, _) =>
        {
            if (Interlocked.Increment(ref fetches) < 3)
            {
                throw new TimeoutException("secret");
            }

            // Not before the server has heard of the trouble, for a snapshot would say more than that.
            await Wait.UntilAsync(() => _server.Look(feed => feed.Troubles.Count > 0));
            return Facts.Snapshot(Facts.Order("a", 1));
        });
        await session.HeartbeatAsync().Come();
        await session.DurableAsync(await session.SendAsync([Facts.Order("b", 2)], Facts.Time)).Come();

        Assert.Equal(3, fetches);
        var trouble = _server.Look(feed => feed.Troubles[0]);
        Assert.Contains(nameof(TimeoutException), trouble, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", trouble, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Adapter_WhenItSendsASnapshotOfItsOwn_OpensANewEpochAndMovementsGoWithIt()
    {
        var answers = new TaskCompletionSource();
        _server.Instead = async (request, _, context) =>
        {
            if (request.Frames.Any(frame => frame.Kind == V1.FrameKind.Delta) && !answers.Task.IsCompleted)
            {
                await answers.Task.WaitAsync(context.CancellationToken);
                throw Break.Unavailable.Now(context);
            }

            return null;
        };
        await using var door = await ScriptedDoor.StartAsync(_server.Script);
        await using var feeds = door.Client().ConnectFeeds();
        await using var session = await OpenAsync(feeds);
        var before = await session.SendAsync([Facts.Order("a", 1), Facts.Movement("m1")], Facts.Time);

        var snapshot = await session.SendSnapshotAsync(Facts.Snapshot(Facts.Order("a", 2)));
        answers.SetResult();
        await session.DurableAsync(snapshot).Come();

        Assert.True(snapshot > before);
        Assert.Equal(2, session.Epoch);
        Assert.Equal([2], Told());
        Assert.Equal(["m1"], _server.Look(feed => feed.Movements.ToArray()));
    }

    [Fact]
    public async Task Facts_WaitingForRoomWhenASnapshotOvertakesThem_AreNotSentAndTheirMovementsAre()
    {
        var answers = new TaskCompletionSource();
        _server.Instead = async (request, _, context) =>
        {
            if (request.Frames.Any(frame => frame.Kind == V1.FrameKind.Delta))
            {
                await answers.Task.WaitAsync(context.CancellationToken);
            }

            return null;
        };
        await using var door = await ScriptedDoor.StartAsync(_server.Script);
        await using var feeds = door.Client().ConnectFeeds(new FeedOptions { Frames = 1 });
        await using var session = await OpenAsync(feeds);
        await session.SendAsync([Facts.Order("a", 1)], Facts.Time);
        var plain = session.SendAsync([Facts.Order("a", 2)], Facts.Time);
        var moving = session.SendAsync([Facts.Order("a", 3), Facts.Movement("m3")], Facts.Time);
        Assert.False(plain.IsCompleted || moving.IsCompleted);

        var snapshot = await session.SendSnapshotAsync(Facts.Snapshot(Facts.Order("a", 4)));
        Assert.Equal(snapshot, await plain.Come());
        answers.SetResult();
        await session.DurableAsync(await moving.Come()).Come();

        Assert.Equal([4], Told());
        Assert.Equal(["m3"], _server.Look(feed => feed.Movements.ToArray()));
    }

    [Fact]
    public async Task Frame_WhenItIsRefused_IsNamedToWhoeverAwaitsItAndTheFeedGoesOn()
    {
        _server.Feed().IsBad = frame => frame.Facts.Any(fact => fact.Order?.Order == "bad");
        await using var door = await ScriptedDoor.StartAsync(_server.Script);
        await using var feeds = door.Client().ConnectFeeds();
        await using var session = await OpenAsync(feeds);

        var bad = await session.SendAsync([Facts.Order("bad", 1)], Facts.Time);
        var refused = await Assert.ThrowsAsync<FrameRefusedException>(() => session.DurableAsync(bad).Come());
        await session.DurableAsync(await TellAsync(session, 5).Come()).Come();

        Assert.Equal((bad, V1.ErrorReason.Malformed), (refused.Sequence, refused.Reason));
        Assert.Equal(refused, Assert.Single(_wanted, wanted => wanted.Cause == SnapshotCause.FrameRefused).Refused);
        Assert.Contains(5, Told());
        await Assert.ThrowsAsync<FrameRefusedException>(() => session.DurableAsync(bad).Come());
    }

    [Theory]
    [InlineData("BUSY")]
    [InlineData("NOT_DURABLE")]
    [InlineData("NOT_READY")]
    public async Task Message_WhenItMaySucceedLater_IsSentAgain(string reason)
    {
        var refusals = 0;
        _server.Instead = (request, _, _) => Task.FromResult(Interlocked.Increment(ref refusals) % 2 == 1 ? Refused(request, reason) : null);
        await using var door = await ScriptedDoor.StartAsync(_server.Script);
        await using var feeds = door.Client().ConnectFeeds();
        await using var session = await OpenAsync(feeds);

        await session.DurableAsync(await TellAsync(session, 1)).Come();

        Assert.Equal([1], Told());
        Assert.Equal((1, 1), (session.Epoch, _server.Connections));
    }

    [Theory]
    [InlineData("NO_SUCH_ACCOUNT", V1.ErrorReason.NoSuchAccount)]
    [InlineData("NOT_ALLOWED", V1.ErrorReason.NotAllowed)]
    [InlineData("OF_TOMORROW", V1.ErrorReason.Unspecified)]
    public async Task Feed_WhenItIsRefused_EndsAloneAndSaysWhy(string name, V1.ErrorReason reason)
    {
        _server.Instead = (request, _, _) => Task.FromResult(request.Feed == "DERIBIT:main" ? null : Refused(request, name));
        await using var door = await ScriptedDoor.StartAsync(_server.Script);
        await using var feeds = door.Client().ConnectFeeds();
        await using var session = await OpenAsync(feeds);
        await using var other = feeds.Open(Facts.Account, new VenueAccountId(new LocationId("OKX"), "x"), FetchAsync);

        var refused = await Assert.ThrowsAsync<DoorRefusedException>(() => other.HeartbeatAsync().Come());
        await Assert.ThrowsAsync<DoorRefusedException>(() => other.SendAsync([], Facts.Time).Come());
        await session.DurableAsync(await TellAsync(session, 1)).Come();

        Assert.Equal((reason, name), (refused.Reason, refused.ReasonName));
        Assert.Equal(1, _server.Connections);
    }

    [Fact]
    public async Task Feeds_WhenTheyAreMany_ShareOneConnectionAndEachHasItsOwnNumbers()
    {
        await using var door = await ScriptedDoor.StartAsync(_server.Script);
        await using var feeds = door.Client().ConnectFeeds();
        var ids = Enumerable.Range(0, 20).Select(i => new VenueAccountId(new LocationId("OKX"), $"a{i}")).ToList();
        var sessions = ids.Select(id => feeds.Open(Facts.Account, id, (_, _) => Task.FromResult(Facts.Snapshot()))).ToList();
        await Task.WhenAll(sessions.Select(session => session.HeartbeatAsync())).Come();

        await Task.WhenAll(sessions.Select(async (session, i) =>
        {
            for (var n = 1; n <= i + 1; n++)
            {
                await session.DurableAsync(await session.SendAsync([Facts.Order("o", n)], Facts.Time));
            }
        })).Come();

        Assert.Equal(1, _server.Connections);
        Assert.All(ids.Index(), id => Assert.Equal(Enumerable.Range(1, id.Index + 1), _server.Look(feed => feed.Told.Select(Facts.OpenOf).ToList(), id.Item.ToString())));
        Assert.Throws<InvalidOperationException>(() => feeds.Open(Facts.Account, ids[0], FetchAsync));
        await sessions[0].DisposeAsync();
        await feeds.Open(Facts.Account, ids[0], FetchAsync).HeartbeatAsync().Come();
    }

    [Fact]
    public async Task Connection_WhenItIsRefused_EndsItsSessionsWithTheReason()
    {
        await using var door = await ScriptedDoor.StartAsync(new Script { Connect = (_, _, _) => throw Breaking.Refused(V1.ErrorReason.NotAllowed) });
        await using var feeds = door.Client().ConnectFeeds();
        await using var session = feeds.Open(Facts.Account, Facts.Feed, FetchAsync);

        Assert.Equal(V1.ErrorReason.NotAllowed, (await Assert.ThrowsAsync<DoorRefusedException>(() => session.HeartbeatAsync().Come())).Reason);
        Assert.Throws<DoorRefusedException>(() => feeds.Open(Facts.Account, new VenueAccountId(new LocationId("OKX"), "x"), FetchAsync));
    }

    [Fact]
    public async Task Trouble_WhenItIsTold_ReachesTheServerAndAHeartbeatAfterIt()
    {
        await using var door = await ScriptedDoor.StartAsync(_server.Script);
        await using var feeds = door.Client().ConnectFeeds();
        await using var session = await OpenAsync(feeds);

        await session.TroubleAsync("the venue refuses the login").Come();
        Assert.Equal(["the venue refuses the login"], _server.Look(feed => feed.Troubles.ToArray()));
        var before = _server.Look(feed => feed.Heartbeats);
        await session.HeartbeatAsync().Come();

        Assert.Equal(before + 1, _server.Look(feed => feed.Heartbeats));
        Assert.False(_server.Look(feed => feed.NeedsSnapshot));
    }

    [Fact]
    public async Task Frame_WhenItIsLongerThanAMessageMayBe_IsRefusedHere()
    {
        await using var door = await ScriptedDoor.StartAsync(_server.Script);
        await using var feeds = door.Client().ConnectFeeds(new FeedOptions { FrameBytes = 200, BatchBytes = 200 });
        await using var session = await OpenAsync(feeds);

        var facts = Enumerable.Range(0, 50).Select(i => Facts.Order($"o{i}", 1)).ToList();
        await Assert.ThrowsAsync<ArgumentException>(() => session.SendAsync(facts, Facts.Time));
        await session.DurableAsync(await TellAsync(session, 1)).Come();
    }

    [Theory]
    [InlineData("session")]
    [InlineData("connection")]
    [InlineData("client")]
    public async Task Waiting_WhenTheSessionEnds_Ends(string what)
    {
        _server.Instead = async (request, _, context) =>
        {
            if (request.Frames.Any(frame => frame.Kind == V1.FrameKind.Delta))
            {
                await Task.Delay(Timeout.Infinite, context.CancellationToken);
            }

            return null;
        };
        await using var door = await ScriptedDoor.StartAsync(_server.Script);
        var client = door.Client();
        await using var feeds = client.ConnectFeeds();
        await using var session = await OpenAsync(feeds);
        var waiting = session.DurableAsync(await TellAsync(session, 1));
        Assert.False(waiting.IsCompleted);

        await (what switch { "session" => session.DisposeAsync(), "connection" => feeds.DisposeAsync(), _ => client.DisposeAsync() });

        await Assert.ThrowsAsync<ObjectDisposedException>(() => waiting.Come());
        await Assert.ThrowsAsync<ObjectDisposedException>(() => session.SendAsync([], Facts.Time).Come());
    }

    private static V1.ConnectResponse Refused(V1.ConnectRequest request, string reason) =>
        new() { Account = request.Account, Feed = request.Feed, BatchRefusal = reason, Message = "no" };

    /// <summary>Opened, with the first snapshot at the server.</summary>
    private async Task<FeedSession> OpenAsync(FeedConnection feeds)
    {
        var session = feeds.Open(Facts.Account, Facts.Feed, FetchAsync);
        await session.HeartbeatAsync().Come();
        await Wait.UntilAsync(() => session.AcknowledgedThrough >= 0);
        return session;
    }

    private Task<long> TellAsync(FeedSession session, int number)
    {
        lock (_known)
        {
            _known.Add(Facts.Order($"o{number}", number));
        }

        return session.SendAsync([Facts.Order($"o{number}", number)], Facts.Time);
    }

    private Task<FeedSnapshot> FetchAsync(SnapshotWanted wanted, CancellationToken cancellationToken)
    {
        _wanted.Enqueue(wanted);
        lock (_known)
        {
            return Task.FromResult(Facts.Snapshot([.. _known]));
        }
    }

    private List<int> Told() => _server.Look(feed => feed.Told.Select(Facts.OpenOf).ToList());
}
