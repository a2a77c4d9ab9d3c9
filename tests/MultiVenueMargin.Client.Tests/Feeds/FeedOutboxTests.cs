using MultiVenueMargin.Client.Feeds;
using MultiVenueMargin.Contracts;
using MultiVenueMargin.Domain.Feeds;

namespace MultiVenueMargin.Client.Tests.Feeds;

public sealed class FeedOutboxTests
{
    private readonly FeedOutbox _outbox = new(Facts.Account, Facts.Feed, new FeedOptions { BatchFrames = 3 });
    private readonly ModelFeed _server = new();

    [Fact]
    public void Beginning_WhenItConnects_AsksFirstAndOpensTheNextEpoch()
    {
        (_server.Epoch, _server.Through) = (7, 40);
        _outbox.Connect();

        var asked = _outbox.Next()!;
        Assert.Empty(asked.Frames);
        Assert.Equal(("NORTH/alpha", "DERIBIT:main"), (asked.Account, asked.Feed));
        Assert.Null(_outbox.Next());
        _outbox.Take(_server.Take(asked));

        Assert.Equal(SnapshotCause.Opening, _outbox.Wanted!.Cause);
        _outbox.Open(Facts.Wire(FrameKind.Snapshot));
        var opening = Assert.Single(_outbox.Next()!.Frames);
        Assert.Equal((V1.FrameKind.Snapshot, 8, 0), (opening.Kind, opening.Epoch, opening.Sequence));
    }

    [Fact]
    public void Frames_WhenManyWait_GoInMessagesOneAtATimeAndInOrder()
    {
        Open();
        for (var i = 0; i < 7; i++)
        {
            _outbox.Add(Facts.Wire(FrameKind.Delta));
        }

        var sizes = new List<int>();
        while (_outbox.Next() is { } request)
        {
            sizes.Add(request.Frames.Count);
            Assert.Null(_outbox.Next());
            _outbox.Take(_server.Take(request));
        }

        Assert.Equal([3, 3, 1], sizes);
        Assert.Equal(Enumerable.Range(0, 8), _server.Frames.Select(frame => (int)frame.Sequence));
        Assert.Equal(7, _outbox.AcknowledgedThrough);
        Assert.Equal((0, 0L), (_outbox.Unacknowledged, _outbox.UnacknowledgedBytes));
    }

    [Fact]
    public void Message_WhenItsBytesAreMany_EndsBeforeTheNextFrame()
    {
        var outbox = new FeedOutbox(Facts.Account, Facts.Feed, new FeedOptions { BatchBytes = 1 });
        Open(outbox, _server);
        outbox.Add(Facts.Wire(FrameKind.Delta));
        outbox.Add(Facts.Wire(FrameKind.Delta));

        Assert.Single(outbox.Next()!.Frames);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Reconnect_WhenTheAnswerWasLost_SendsExactlyWhatTheServerLacks(bool wasTaken)
    {
        Open();
        _outbox.Add(Facts.Wire(FrameKind.Delta));
        var lost = _outbox.Next()!;
        if (wasTaken)
        {
            _server.Take(lost);
        }

        _outbox.Add(Facts.Wire(FrameKind.Delta));
        _outbox.Disconnect();
        Assert.Null(_outbox.Next());
        _outbox.Connect();
        _outbox.Take(_server.Take(_outbox.Next()!));

        Assert.Equal(wasTaken ? [2] : [1, 2], _outbox.Next()!.Frames.Select(frame => (int)frame.Sequence));
    }

    [Fact]
    public void Reconnect_WhenTheSnapshotDidNotArrive_SendsItAgainUnderItsEpoch()
    {
        Begin();
        _outbox.Open(Facts.Wire(FrameKind.Snapshot));
        _outbox.Next();
        _outbox.Connect();
        _outbox.Take(_server.Take(_outbox.Next()!));

        Assert.Null(_outbox.Wanted);
        var again = Assert.Single(_outbox.Next()!.Frames);
        Assert.Equal((V1.FrameKind.Snapshot, 1, 0), (again.Kind, again.Epoch, again.Sequence));
    }

    [Fact]
    public void Answer_WhichDoesNotCoverAllThatWasSent_IsFollowedByAQuestion()
    {
        Open();
        _outbox.Add(Facts.Wire(FrameKind.Delta));
        _outbox.Add(Facts.Wire(FrameKind.Delta));
        var sent = _outbox.Next()!;
        _server.Take(sent);
        _outbox.Take(new V1.ConnectResponse { Account = sent.Account, Feed = sent.Feed, Epoch = 1, Through = 0 });

        Assert.Equal((2, 0), (_outbox.Unacknowledged, (int)_outbox.AcknowledgedThrough));
        var asked = _outbox.Next()!;
        Assert.Empty(asked.Frames);
        _outbox.Take(_server.Take(asked));
        Assert.Equal((0, 2), (_outbox.Unacknowledged, (int)_outbox.AcknowledgedThrough));
        Assert.Null(_outbox.Next());
    }

    [Fact]
    public void Acknowledgement_OfAnEpochThatHasEnded_IsIgnored()
    {
        Open();
        _outbox.Add(Facts.Wire(FrameKind.Delta));
        _outbox.Add(Facts.Wire(FrameKind.Delta));
        var old = _outbox.Next()!;
        _outbox.Open(Facts.Wire(FrameKind.Snapshot));
        _outbox.Take(new V1.ConnectResponse { Account = old.Account, Feed = old.Feed, Epoch = 1, Through = 2 });

        Assert.Equal(0, _outbox.AcknowledgedThrough);
        Assert.Null(_outbox.Wanted);
        Assert.Equal(1, _outbox.Unacknowledged);
        Assert.Equal((2, 3), ((int)_outbox.Epoch, (int)_outbox.Next()!.Frames.Single().Sequence));
    }

    [Fact]
    public void Acknowledgements_WhenTheyComeInAnyOrderAndTwice_NeverGoBack()
    {
        Open();
        var answers = new List<V1.ConnectResponse>();
        for (var i = 0; i < 4; i++)
        {
            _outbox.Add(Facts.Wire(FrameKind.Delta));
            answers.Add(_server.Take(_outbox.Next()!));
            _outbox.Take(answers[^1]);
        }

        _outbox.Take(answers[1]);
        _outbox.Take(answers[3]);
        _outbox.Take(answers[0]);

        Assert.Equal(4, _outbox.AcknowledgedThrough);
        Assert.Null(_outbox.Wanted);
        Assert.Null(_outbox.Next());
    }

    [Fact]
    public void Server_WhenItMissesAFrame_IsGivenASnapshotUnderANewEpoch()
    {
        Open();
        _outbox.Add(Facts.Wire(FrameKind.Delta, Facts.Order("a", 1)));
        _server.NeedsSnapshot = true;
        _outbox.Take(_server.Take(_outbox.Next()!));

        Assert.Equal(SnapshotCause.ServerAsked, _outbox.Wanted!.Cause);
        Assert.Equal(0, _outbox.Unacknowledged);
        Assert.Null(_outbox.Next());
        Assert.Equal(2, _outbox.Open(Facts.Wire(FrameKind.Snapshot, Facts.Order("a", 1))));
        _outbox.Take(_server.Take(_outbox.Next()!));
        Assert.Equal((2, 2, false), ((int)_server.Epoch, (int)_outbox.AcknowledgedThrough, _server.NeedsSnapshot));
    }

    [Fact]
    public void Server_WhenItLostWhatItAcknowledged_IsGivenASnapshot()
    {
        Open();
        _outbox.Add(Facts.Wire(FrameKind.Delta));
        _outbox.Take(_server.Take(_outbox.Next()!));
        _server.Through = 0;
        _outbox.Connect();
        _outbox.Take(_server.Take(_outbox.Next()!));

        Assert.Equal(SnapshotCause.ServerBehind, _outbox.Wanted!.Cause);
    }

    [Theory]
    [InlineData(5, 0)]
    [InlineData(1, 9)]
    public void Epoch_WhenAnotherSessionIsInIt_IsLeftForANewOne(long epoch, long through)
    {
        Open();
        (_server.Epoch, _server.Through) = (epoch, through);
        _outbox.Add(Facts.Wire(FrameKind.Delta));
        _outbox.Take(_server.Take(_outbox.Next()!));

        Assert.Equal(SnapshotCause.EpochTaken, _outbox.Wanted!.Cause);
        _outbox.Open(Facts.Wire(FrameKind.Snapshot));
        Assert.Equal(epoch + 1, _outbox.Epoch);
    }

    [Fact]
    public void Frame_WhenItIsRefused_IsNamedAndOvertaken()
    {
        Open();
        _server.IsBad = frame => frame.Facts.Any(fact => fact.Order?.Order == "bad");
        _outbox.Add(Facts.Wire(FrameKind.Delta, Facts.Order("good", 1)));
        _outbox.Add(Facts.Wire(FrameKind.Delta, Facts.Order("bad", 1), Facts.Movement("lost")));
        _outbox.Add(Facts.Wire(FrameKind.Delta, Facts.Movement("kept")));
        _outbox.Take(_server.Take(_outbox.Next()!));

        Assert.Equal(SnapshotCause.FrameRefused, _outbox.Wanted!.Cause);
        Assert.Equal((2, V1.ErrorReason.Malformed), ((int)_outbox.Wanted.Refused!.Sequence, _outbox.Wanted.Refused.Reason));
        Assert.Same(_outbox.Wanted.Refused, _outbox.RefusalOf(2));
        Assert.Null(_outbox.RefusalOf(1));
        Assert.Equal(1, _outbox.AcknowledgedThrough);
        _outbox.Open(Facts.Wire(FrameKind.Snapshot));
        _outbox.Take(_server.Take(_outbox.Next()!));
        Assert.Equal(["kept"], _server.Movements);
    }

    [Fact]
    public void Movements_WhenTheyAreOvertaken_GoWithTheSnapshotOnceEach()
    {
        Open();
        _outbox.Add(Facts.Wire(FrameKind.Delta, Facts.Movement("m0"), Facts.Order("a", 1)));
        _outbox.Add(Facts.Wire(FrameKind.Delta, Facts.Movement("m0")));
        _server.NeedsSnapshot = true;
        _outbox.Take(_server.Take(_outbox.Next()!));
        var number = _outbox.Overtake(Facts.Wire(FrameKind.Delta, [.. Enumerable.Range(1, 1_300).Select(i => Facts.Movement($"m{i}"))]));
        var snapshot = _outbox.Open(Facts.Wire(FrameKind.Snapshot, Facts.Movement("m7"), Facts.Order("a", 2)));

        Assert.True(snapshot > number);
        while (_outbox.Next() is { } request)
        {
            _outbox.Take(_server.Take(request));
        }

        Assert.Null(_outbox.Wanted);
        Assert.Equal(1_301, _server.Movements.Count);
        Assert.All(_server.Frames, frame => Assert.InRange(frame.Facts.Count(fact => fact.Movement is not null), 0, 512));
        Assert.Equal(1_301, _server.Frames.Skip(3).SelectMany(frame => frame.Facts).Count(fact => fact.Movement is not null));
        Assert.Equal(2, Facts.OpenOf(Assert.Single(_server.Told)));
    }

    [Fact]
    public void Message_WhenItIsRefusedAsBusy_IsSentAgainAfterThePause()
    {
        Open();
        _outbox.Add(Facts.Wire(FrameKind.Delta));
        var request = _outbox.Next()!;
        var refused = _outbox.Take(new V1.ConnectResponse { Account = request.Account, Feed = request.Feed, BatchRefusal = "BUSY", Message = "later" });

        Assert.True(refused!.AsksToRetry);
        Assert.Null(_outbox.Wanted);
        Assert.Null(_outbox.Next());
        _outbox.Resume();
        Assert.Equal(1, _outbox.Next()!.Frames.Single().Sequence);
    }

    [Fact]
    public void Question_WhenItIsRefusedAsBusy_IsAskedAgain()
    {
        _outbox.Connect();
        _outbox.Next();
        _outbox.Take(new V1.ConnectResponse { BatchRefusal = "NOT_READY" });
        _outbox.Resume();

        Assert.False(_outbox.KnowsEpochs);
        Assert.Empty(_outbox.Next()!.Frames);
    }

    [Fact]
    public void Heartbeat_WhenFramesWait_GoesBehindThemWithTheLastSequence()
    {
        Open();
        for (var i = 0; i < 4; i++)
        {
            _outbox.Add(Facts.Wire(FrameKind.Delta));
        }

        var sign = _outbox.Sign(Facts.Wire(FrameKind.Heartbeat));
        while (_outbox.Next() is { } request)
        {
            Assert.False(_outbox.IsSignSettled(sign));
            _outbox.Take(_server.Take(request));
        }

        Assert.True(_outbox.IsSignSettled(sign));
        Assert.Equal((1, 4L, false), (_server.Heartbeats, _server.Frames[^1].Sequence, _server.NeedsSnapshot));
    }

    [Fact]
    public void Trouble_WhenItWasNotAnswered_IsSaidAgainAndNotAfterAnythingNewer()
    {
        Open();
        var trouble = Facts.Wire(FrameKind.Trouble);
        trouble.Trouble = "no login";
        _outbox.Sign(trouble);
        _outbox.Next();
        _outbox.Connect();
        _outbox.Take(_server.Take(_outbox.Next()!));
        _outbox.Take(_server.Take(_outbox.Next()!));
        Assert.Equal(["no login"], _server.Troubles);

        _outbox.Sign(trouble);
        _outbox.Add(Facts.Wire(FrameKind.Delta));
        _outbox.Take(_server.Take(_outbox.Next()!));
        Assert.Single(_server.Troubles);
        Assert.Null(_outbox.Next());
    }

    [Fact]
    public void Room_WhenFramesOrBytesAreUsedUp_IsNone()
    {
        var outbox = new FeedOutbox(Facts.Account, Facts.Feed, new FeedOptions { Frames = 2, Bytes = 50 });
        Open(outbox, _server);

        Assert.True(outbox.HasRoomFor(1_000));
        outbox.Add(Facts.Wire(FrameKind.Delta));
        Assert.True(outbox.HasRoomFor(50 - (int)outbox.UnacknowledgedBytes));
        Assert.False(outbox.HasRoomFor(51 - (int)outbox.UnacknowledgedBytes));
        outbox.Add(Facts.Wire(FrameKind.Delta));
        Assert.False(outbox.HasRoomFor(0));
        while (outbox.Next() is { } request)
        {
            outbox.Take(_server.Take(request));
        }

        Assert.True(outbox.HasRoomFor(1_000));
    }

    private void Begin()
    {
        _outbox.Connect();
        _outbox.Take(_server.Take(_outbox.Next()!));
    }

    private void Open() => Open(_outbox, _server);

    private static void Open(FeedOutbox outbox, ModelFeed server)
    {
        outbox.Connect();
        outbox.Take(server.Take(outbox.Next()!));
        outbox.Open(Facts.Wire(FrameKind.Snapshot));
        outbox.Take(server.Take(outbox.Next()!));
        Assert.Null(outbox.Wanted);
    }
}
