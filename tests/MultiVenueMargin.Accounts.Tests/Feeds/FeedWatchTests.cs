using MultiVenueMargin.Accounts.Feeds;
using MultiVenueMargin.Accounts.Platform;
using MultiVenueMargin.Domain;
using static MultiVenueMargin.Accounts.Tests.Frames;

namespace MultiVenueMargin.Accounts.Tests.Feeds;

/// <summary>A stream that stops is noticed after two heartbeat intervals, asks for a snapshot, and is sound again when it speaks in order.</summary>
public sealed class FeedWatchTests
{
    private static readonly TimeSpan TwoIntervals = 2 * new FreshnessPolicy().Default.HeartbeatInterval;

    private readonly Client _client = Client.With(Client.Deribit);

    [Fact]
    public void Feed_WhenSilentForTwoIntervals_AsksForASnapshotAndKeepsWhatItTold()
    {
        _client.Send(Snapshot(1, 0, Holds("BTC", 2m)));
        var heard = _client.Now;

        _client.Pass(TwoIntervals).Tidy();
        Assert.False(View().WantsSnapshot);
        _client.Pass(TimeSpan.FromTicks(1)).Tidy();

        Assert.Equal(new FeedSilent(Client.Deribit, heard), Assert.Single(_client.Recorded<FeedSilent>()));
        Assert.Equal((true, true, false), (View().IsSilent, View().WantsSnapshot, View().NeedsSnapshot));
        Assert.Contains("nothing was heard since 2026-11-21 12:00:00Z", View().Problem, StringComparison.Ordinal);
        Assert.Contains(_client.Account.Notices(_client.Now), notice => notice.Contains("nothing was heard since", StringComparison.Ordinal));
        Assert.Equal((2m, heard), (_client.Balance("BTC"), Assert.Single(_client.Book().Lines).AsOf));

        // It is said once.
        _client.Pass(TwoIntervals).Tidy();
        Assert.Single(_client.Recorded<FeedSilent>());
        StateBytes.AssertRemade(_client);
    }

    [Fact]
    public void NextDeadline_OfAFeedThatMayFallSilent_IsThatMoment()
    {
        _client.Send(Snapshot(1, 0));
        Assert.Equal(_client.Now + TwoIntervals + TimeSpan.FromTicks(1), _client.Account.NextDeadline);
    }

    /// <summary>A heartbeat with the last sequence says that nothing of the epoch is missing; so do a delta in order and a snapshot.</summary>
    [Theory]
    [InlineData("heartbeat")]
    [InlineData("delta")]
    [InlineData("snapshot")]
    public void SilentFeed_WhenItSpeaksInOrder_IsSoundAgain(string what)
    {
        _client.Send(Snapshot(1, 0, Holds("BTC", 2m)));
        _client.Pass(TwoIntervals + TimeSpan.FromSeconds(1)).Tidy();
        Assert.True(View().IsSilent);

        var answer = _client.Send(what switch
        {
            "heartbeat" => Heartbeat(1, 0),
            "delta" => Delta(1, 1, Holds("BTC", 3m)),
            _ => Snapshot(2, 0, Holds("BTC", 3m)),
        });

        Assert.Equal((false, false), (answer.IsSilent, answer.WantsSnapshot));
        Assert.Single(_client.Recorded<FeedSpoke>());
        Assert.Equal((false, string.Empty, _client.Now), (View().IsSilent, View().Problem, View().HeardAt));
        StateBytes.AssertRemade(_client);
        Assert.DoesNotContain(_client.Tidy().Records, record => record is FeedSilent);
    }

    [Fact]
    public void SilentFeed_WhenNothingInOrderComes_GoesOnAsking()
    {
        _client.Send(Snapshot(1, 0), Delta(1, 1, Holds("BTC", 2m)));
        _client.Pass(TwoIntervals + TimeSpan.FromSeconds(1)).Tidy();

        Assert.True(_client.Send(Delta(1, 1, Holds("BTC", 2m))).WantsSnapshot);
        Assert.True(_client.Send(Heartbeat(1, 0)).WantsSnapshot);
        Assert.True(_client.Send(Trouble(1, "the venue is away")).WantsSnapshot);
        var beyond = _client.Send(Delta(1, 3, Holds("BTC", 3m)));

        Assert.Equal((true, true), (beyond.NeedsSnapshot, beyond.WantsSnapshot));
        Assert.Empty(_client.Recorded<FeedSpoke>());
        Assert.False(_client.Send(Snapshot(2, 0, Holds("BTC", 3m))).WantsSnapshot);
        Assert.Single(_client.Recorded<FeedSpoke>());
    }

    /// <summary>It has asked already, and what is behind the gap does not count as heard.</summary>
    [Fact]
    public void GappedFeed_HoweverLongItWaits_IsNotSilentAsWell()
    {
        _client.Send(Snapshot(1, 0));
        _client.Send(Delta(1, 5));
        _client.Pass(TimeSpan.FromHours(1)).Tidy();
        Assert.Empty(_client.Recorded<FeedSilent>());
        Assert.True(View().WantsSnapshot);
    }

    [Fact]
    public void Feed_WhoseLocationHasASlowerRhythm_IsWaitedForSoLong()
    {
        var hourly = new FreshnessBounds(TimeSpan.FromHours(2), TimeSpan.FromHours(4), TimeSpan.FromHours(25));
        var client = Client.With(
            new AccountPolicy { Freshness = new FreshnessPolicy { Locations = new Dictionary<LocationId, FreshnessBounds> { [Client.Okx.Location] = hourly } } },
            Client.Okx);
        client.Send(Client.Okx, Snapshot(1, 0));

        client.Pass(TimeSpan.FromHours(2)).Tidy();
        Assert.Empty(client.Recorded<FeedSilent>());
        client.Pass(TimeSpan.FromTicks(1)).Tidy();
        Assert.Single(client.Recorded<FeedSilent>());
    }

    /// <summary>Signs of life are recorded no more often than the policy says; a feed that gives one every interval is never silent.</summary>
    [Fact]
    public void Feed_WhichIsHeardOnceAnInterval_IsNeverSilent()
    {
        _client.Send(Snapshot(1, 0));
        for (var beats = 0; beats < 100; beats++)
        {
            _client.Pass(new FreshnessPolicy().Default.HeartbeatInterval).Tidy();
            _client.Send(Heartbeat(1, 0));
        }

        Assert.Empty(_client.Recorded<FeedSilent>());
    }

    private FeedView View() => AccountViews.Of(_client.Feed());
}
