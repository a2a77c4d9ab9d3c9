using MultiVenueMargin.Accounts.Feeds;
using MultiVenueMargin.Domain;
using MultiVenueMargin.Domain.Feeds;
using static MultiVenueMargin.Accounts.Tests.Frames;

namespace MultiVenueMargin.Accounts.Tests.Feeds;

public sealed class FeedIntakeTests
{
    private readonly Client _client = Client.With(Client.Deribit);

    [Fact]
    public void Snapshot_WhenItIsTheFirst_OpensItsEpoch()
    {
        var answer = _client.Send(Snapshot(7, 40, Holds("BTC", 2m), Has("BTC-PERPETUAL", -5m)));

        Assert.Equal((7, 40, false), (answer.Epoch, answer.Through, answer.NeedsSnapshot));
        Assert.Empty(answer.Refusals);
        Assert.Equal(2m, _client.Balance("BTC"));
        Assert.Equal(-5m, _client.Position("BTC-PERPETUAL"));
    }

    [Fact]
    public void Feed_BeforeAnySnapshot_IsAnsweredAsEmptyAndTakesNoDelta()
    {
        var answer = _client.Send(Delta(1, 0, Holds("BTC", 2m)), Heartbeat(1, 0));

        Assert.Equal((0, -1, true), (answer.Epoch, answer.Through, answer.NeedsSnapshot));
        Assert.All(answer.Refusals, refusal => Assert.Equal(Refusal.SequenceGap, refusal.Reason));
        Assert.Equal(2, answer.Refusals.Count);
        Assert.Null(_client.Balance("BTC"));
        Assert.Empty(_client.Recorded<FeedGapped>());
    }

    [Fact]
    public void Deltas_WhenConsecutive_BecomeOneRecord()
    {
        _client.Send(Snapshot(1, 0));
        var answer = _client.Send(Delta(1, 1, Holds("BTC", 1m)), Delta(1, 2, Holds("BTC", 3m), Has("X", 1m)), Delta(1, 3));

        Assert.Equal(3, answer.Through);
        var accepted = Assert.Single(_client.Recorded<DeltasAccepted>());
        Assert.Equal((1, 3, 3), (accepted.FirstSequence, accepted.LastSequence, accepted.Facts.Count));
        Assert.Equal(3m, _client.Balance("BTC"));
    }

    [Fact]
    public void Deltas_WhenTheyCarryOneTimestamp_AreBothAppliedInSequenceOrder()
    {
        _client.Send(Snapshot(1, 0));
        var first = Delta(1, 1, Has("X", 5m), Holds("BTC", 1m));
        var second = Delta(1, 2, Has("X", 7m));
        Assert.Equal(first.SaidAt, second.SaidAt);
        _client.Send(first, second);

        Assert.Equal((7m, 1m), (_client.Position("X"), _client.Balance("BTC")));
    }

    [Fact]
    public void Frame_WhenItComesTwice_IsAcknowledgedWithoutEffect()
    {
        _client.Send(Snapshot(1, 0, Holds("BTC", 1m)), Delta(1, 1, Holds("BTC", 2m)));
        var version = _client.Account.Version;
        var answer = _client.Send(Snapshot(1, 0, Holds("BTC", 9m)), Delta(1, 1, Holds("BTC", 9m)));

        Assert.Empty(answer.Refusals);
        Assert.Equal((1, version, 2m), (answer.Through, _client.Account.Version, _client.Balance("BTC")));
    }

    [Fact]
    public void Delta_WhenOneIsMissingBeforeIt_GapsTheFeedOnce()
    {
        _client.Send(Snapshot(1, 0, Holds("BTC", 1m)));
        var answer = _client.Send(Delta(1, 1, Holds("BTC", 2m)), Delta(1, 3, Holds("BTC", 4m)), Delta(1, 4, Holds("BTC", 5m)));

        Assert.Equal((1, true), (answer.Through, answer.NeedsSnapshot));
        Assert.Equal([3L, 4L], answer.Refusals.Select(refusal => refusal.Sequence));
        var gap = Assert.Single(_client.Recorded<FeedGapped>());
        Assert.Equal((2, 3), (gap.Expected, gap.Got));
        Assert.Equal(2m, _client.Balance("BTC"));

        // What was missing does not mend it: something behind it was thrown away.
        Assert.True(_client.Send(Delta(1, 2, Holds("BTC", 3m))).NeedsSnapshot);
        Assert.Equal(2m, _client.Balance("BTC"));
        Assert.Single(_client.Recorded<FeedGapped>());

        var mended = _client.Send(Snapshot(2, 0, Holds("BTC", 5m)));
        Assert.Equal((2, 0, false), (mended.Epoch, mended.Through, mended.NeedsSnapshot));
        Assert.Equal(5m, _client.Balance("BTC"));
    }

    [Fact]
    public void Frames_WhenTheirEpochHasEnded_AreRefusedWithoutEffect()
    {
        _client.Send(Snapshot(1, 0, Holds("BTC", 1m)), Snapshot(3, 5, Holds("ETH", 7m)));
        var version = _client.Account.Version;
        var answer = _client.Send(
            Snapshot(2, 9, Holds("BTC", 9m)), Delta(1, 1, Holds("BTC", 9m)), Delta(2, 6, Holds("ETH", 9m)), Heartbeat(2, 5), Trouble(2, "late"));

        Assert.Equal(5, answer.Refusals.Count);
        Assert.All(answer.Refusals, refusal => Assert.Equal(Refusal.EpochEnded, refusal.Reason));
        Assert.Equal((version, 7m), (_client.Account.Version, _client.Balance("ETH")));
        Assert.Null(_client.Balance("BTC"));
    }

    [Fact]
    public void Delta_WhenAReconnectBroughtNoSnapshot_NeedsOne()
    {
        _client.Send(Snapshot(1, 0, Holds("BTC", 1m)));
        var answer = _client.Send(Delta(2, 1, Holds("BTC", 2m)));

        Assert.Equal((1, 0, true), (answer.Epoch, answer.Through, answer.NeedsSnapshot));
        Assert.Equal(Refusal.SequenceGap, Assert.Single(answer.Refusals).Reason);
        Assert.Equal(1m, _client.Balance("BTC"));
    }

    [Fact]
    public void Snapshot_WhenItsEpochIsOpen_IsMalformedUnlessItWasThere()
    {
        _client.Send(Snapshot(1, 4, Holds("BTC", 1m)));
        Assert.Empty(_client.Send(Snapshot(1, 3, Holds("BTC", 2m))).Refusals);
        var answer = _client.Send(Snapshot(1, 5, Holds("BTC", 3m)));

        Assert.Equal(Refusal.Malformed, Assert.Single(answer.Refusals).Reason);
        Assert.Equal((4, 1m), (answer.Through, _client.Balance("BTC")));
    }

    [Fact]
    public void Snapshot_WhenItCompletesAPart_LeavesNothingOfItThatItDoesNotList()
    {
        _client.Send(Snapshot(1, 0, Holds("BTC", 1m), Holds("ETH", 2m), Has("X", 1m), Rests("a", "X", Domain.Books.OrderSide.Bid, 1m, 5m)));
        _client.Send(Snapshot(2, 0, Holds("ETH", 3m)));

        var book = _client.Book();
        Assert.Equal(new Asset("ETH"), Assert.Single(book.Lines).Asset);
        Assert.Empty(book.Positions);
        Assert.Empty(book.Orders);
        Assert.Empty(book.LostFeeds);
    }

    [Fact]
    public void Snapshot_WhenItIsEmptyAndVouchesForNothing_IsNotFlat()
    {
        _client.Send(Snapshot(1, 0, Holds("BTC", 1m), Has("X", 3m)));
        _client.Pass(5).Send(Partial(2, 0, FeedParts.None));

        Assert.Equal((1m, 3m), (_client.Balance("BTC"), _client.Position("X")));
        Assert.All(_client.Book().Lines, line => Assert.Equal(Client.Start, line.AsOf));
        Assert.All(_client.Book().Positions, position => Assert.Equal(Client.Start, position.AsOf));
    }

    [Fact]
    public void Part_WhenSnapshotsStopVouchingForIt_AgesThoughTheFeedIsHeard()
    {
        _client.Send(Snapshot(1, 0));
        for (var hour = 1; hour <= 3; hour++)
        {
            _client.Pass(TimeSpan.FromHours(1)).Send(Partial(1 + hour, 0, FeedParts.Balances));
        }

        // The positions were none three hours ago; nobody has said so since.
        Assert.Equal(TimeSpan.FromHours(3), Assert.Single(_client.Book().LostFeeds).Silence);
    }

    [Fact]
    public void Line_WhenAPartialSnapshotRepeatsIt_IsConfirmedAndTheOthersAreNot()
    {
        _client.Send(Snapshot(1, 0, Holds("BTC", 1m), Holds("ETH", 2m)));
        _client.Pass(5).Send(Partial(2, 0, FeedParts.Positions, Holds("ETH", 2m)));
        _client.Pass(5).Send(Delta(2, 1));

        var lines = _client.Book().Lines.ToDictionary(line => line.Asset.Code, line => line.AsOf);
        Assert.Equal(Client.Start, lines["BTC"]);
        Assert.Equal(_client.Now, lines["ETH"]);
        _client.Pass(1).Send(Delta(2, 2, Holds("BTC", 1m)));
        Assert.All(_client.Book().Lines, line => Assert.Equal(_client.Now, line.AsOf));
    }

    [Fact]
    public void Balances_WhenNeverTold_AreUnknownAndNotZero()
    {
        _client.Send(Partial(1, 0, FeedParts.Positions | FeedParts.Orders, Has("X", 3m)));

        var lost = Assert.Single(_client.Book().LostFeeds);
        Assert.Equal((PoolId.Cross, Client.Deribit.Location), (lost.Pool, lost.Location));
        _client.Send(Snapshot(2, 0, Has("X", 3m)));
        Assert.Empty(_client.Book().LostFeeds);
    }

    [Fact]
    public void Trouble_WhenTold_KeepsTheLastGoodStateAndLetsItAge()
    {
        _client.Send(Snapshot(1, 0, Holds("BTC", 1m)));
        _client.Pass(20).Send(Trouble(1, "login refused"));
        _client.Pass(20).Send(Trouble(1, "login refused"));

        Assert.Single(_client.Recorded<FeedTroubled>());
        Assert.Equal(Client.Start, Assert.Single(_client.Book().Lines).AsOf);
        Assert.Equal("login refused", _client.Feed().Problem);
        _client.Send(Trouble(1, "rate limit"));
        Assert.Equal(2, _client.Recorded<FeedTroubled>().Count());

        // The next good frame clears it, even where a sign of life would not be due.
        _client.Send(Heartbeat(1, 0));
        Assert.Equal((string.Empty, _client.Now), (_client.Feed().Problem, Assert.Single(_client.Book().Lines).AsOf));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("two\nlines")]
    [InlineData("")]
    public void Trouble_WhenItCannotBeRead_IsTroubleAllTheSame(string? reason)
    {
        _client.Send(Snapshot(1, 0));
        Assert.Empty(_client.Send(Trouble(1, reason)).Refusals);
        Assert.NotEmpty(_client.Feed().Problem);
        Assert.DoesNotContain('\n', _client.Feed().Problem);
    }

    [Fact]
    public void Heartbeat_WhenNothingIsMissing_IsRecordedNoMoreOftenThanThePolicySays()
    {
        _client.Send(Snapshot(1, 0, Holds("BTC", 1m)));
        _client.Pass(9.999).Send(Heartbeat(1, 0));
        Assert.Empty(_client.Recorded<FeedHeard>());
        _client.Pass(0.001).Send(Heartbeat(1, 0), Heartbeat(1, 0));
        Assert.Single(_client.Recorded<FeedHeard>());
        Assert.Equal(_client.Now, Assert.Single(_client.Book().Lines).AsOf);
    }

    [Fact]
    public void Heartbeat_WhenItShowsThatADeltaWasLost_GapsTheFeed()
    {
        _client.Send(Snapshot(1, 0));
        var answer = _client.Send(Heartbeat(1, 1));

        Assert.True(answer.NeedsSnapshot);
        Assert.Equal(Refusal.SequenceGap, Assert.Single(answer.Refusals).Reason);
    }

    [Fact]
    public void Heartbeat_WhenADeltaOvertookIt_SaysNothing()
    {
        _client.Send(Snapshot(1, 0), Delta(1, 1));
        var version = _client.Account.Version;
        var answer = _client.Pass(60).Send(Heartbeat(1, 0));

        Assert.Empty(answer.Refusals);
        Assert.Equal((false, version), (answer.NeedsSnapshot, _client.Account.Version));
    }

    [Fact]
    public void Feed_WhenGapped_AgesThoughFramesArrive()
    {
        _client.Send(Snapshot(1, 0, Holds("BTC", 1m)), Delta(1, 2));
        _client.Pass(120).Send(Heartbeat(1, 2), Delta(1, 3));

        Assert.Equal(Client.Start, Assert.Single(_client.Book().Lines).AsOf);
        Assert.Equal(Freshness.Ageing, _client.Feed().GradeAt(_client.Now, _client.Policy.Freshness.Default));
    }

    [Fact]
    public void PoisonFrame_AfterThreeTries_IsPutAsideWithItsContentAndTheFeedGoesOn()
    {
        _client.Send(Snapshot(1, 0, Holds("BTC", 1m)));
        var poison = Delta(1, 1, Rests("a", "BTC-PERPETUAL", Domain.Books.OrderSide.Bid, -1m, 5m));
        for (var attempt = 1; attempt <= 4; attempt++)
        {
            var answer = _client.Send(poison, Delta(1, 2, Holds("BTC", 2m)));
            Assert.Equal(Refusal.Malformed, answer.Refusals[0].Reason);
            Assert.Equal((0, true), (answer.Through, answer.NeedsSnapshot));
        }

        Assert.Equal(2, _client.Recorded<FrameRefused>().Count());
        var aside = Assert.Single(_client.Recorded<FrameQuarantined>());
        Assert.Equal((1, 1), (aside.Epoch, aside.Sequence));
        Assert.Contains("'BTC-PERPETUAL' Bid -1 at 5", System.Text.Encoding.UTF8.GetString(aside.Evidence.Span), StringComparison.Ordinal);
        Assert.Equal(1, _client.Feed().Quarantined);

        Assert.False(_client.Send(Snapshot(2, 0, Holds("BTC", 2m)), Delta(2, 1, Holds("BTC", 3m))).NeedsSnapshot);
        Assert.Equal(3m, _client.Balance("BTC"));
    }

    [Fact]
    public void PoisonFrame_WhenItIsTheNextAlone_NeedsASnapshotOnlyOnceItIsPutAside()
    {
        _client.Send(Snapshot(1, 0));
        var poison = Delta(1, 1, Has("X", 1m), Has("X", 2m));

        Assert.False(_client.Send(poison).NeedsSnapshot);
        Assert.False(_client.Send(poison).NeedsSnapshot);
        Assert.True(_client.Send(poison).NeedsSnapshot);
        Assert.Contains("position X", _client.Feed().Problem, StringComparison.Ordinal);
    }

    [Fact]
    public void PoisonFrames_WhenTwoAreSentInTurn_AreCountedAtTheFirst()
    {
        _client.Send(Snapshot(1, 0));
        var first = Delta(1, 1, Has("X", 1m), Has("X", 2m));
        var second = Delta(1, 2, Has("X", 1m), Has("X", 2m));
        for (var attempt = 0; attempt < 10; attempt++)
        {
            _client.Send(first, second);
        }

        Assert.Equal(1, Assert.Single(_client.Recorded<FrameQuarantined>()).Sequence);
        Assert.Equal(2, _client.Recorded<FrameRefused>().Count());
    }

    [Fact]
    public void BadFrame_WhenItsEpochHasEndedOrItWasThere_CountsForNothing()
    {
        _client.Send(Snapshot(2, 3));
        var version = _client.Account.Version;
        var answer = _client.Send(Delta(1, 9, Has("X", 1m), Has("X", 2m)), Delta(2, 3, Has("X", 1m), Has("X", 2m)));

        Assert.All(answer.Refusals, refusal => Assert.Equal(Refusal.Malformed, refusal.Reason));
        Assert.Equal(version, _client.Account.Version);
    }

    [Fact]
    public void Batch_WhenTooLong_IsRefusedAsAWhole()
    {
        var frames = Enumerable.Range(0, Limits.FramesPerBatch + 1).Select(i => i == 0 ? Snapshot(1, 0) : Delta(1, i)).ToArray();

        var refused = Assert.IsType<CommandRefused>(_client.Take(new FeedInput(Client.Deribit, frames)).Answer);
        Assert.Equal((Refusal.LimitReached, "Frames"), (refused.Reason, refused.Field));
        Assert.Equal(Limits.FramesPerBatch - 1, _client.Send(frames[..^1]).Through);
    }

    [Fact]
    public void Frames_WhenTheAccountHasNoSuchFeed_AreRefusedByName()
    {
        var refused = Assert.IsType<CommandRefused>(_client.Take(new FeedInput(Client.Okx, [Snapshot(1, 0)])).Answer);
        Assert.Equal(Refusal.NotFound, refused.Reason);
        Assert.Contains("OKX:sub1", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Frames_WhenTheAccountIsNotOpenOrClosed_AreRefused()
    {
        var unopened = Client.Unopened().Take(new FeedInput(Client.Okx, []));
        Assert.Equal(Refusal.NoSuchAccount, Assert.IsType<CommandRefused>(unopened.Answer).Reason);
        _client.Apply(new AccountClosed(Client.Alice));
        var closed = _client.Take(new FeedInput(Client.Deribit, [Snapshot(1, 0)]));
        Assert.Equal(Refusal.AccountClosed, Assert.IsType<CommandRefused>(closed.Answer).Reason);
    }

    [Fact]
    public void Claim_WhenTakenOverTwice_OpensOneFeed()
    {
        _client.Take(new ClaimInput(Client.Deribit, PoolId.Cross));
        Assert.Single(_client.Recorded<FeedOpened>());
        _client.Take(new ReleaseInput(Client.Deribit));
        _client.Take(new ReleaseInput(Client.Deribit));
        Assert.Single(_client.Recorded<FeedClosed>());
    }
}
