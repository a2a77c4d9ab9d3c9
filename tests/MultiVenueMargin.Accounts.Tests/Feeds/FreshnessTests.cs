using MultiVenueMargin.Accounts.Feeds;
using MultiVenueMargin.Domain;
using static MultiVenueMargin.Accounts.Tests.Frames;

namespace MultiVenueMargin.Accounts.Tests.Feeds;

public sealed class FreshnessTests
{
    private static readonly TimeSpan Tick = TimeSpan.FromTicks(1);

    [Theory]
    [InlineData(60, Freshness.Fresh, Freshness.Ageing)]
    [InlineData(600, Freshness.Ageing, Freshness.Stale)]
    [InlineData(3_660, Freshness.Stale, Freshness.Lost)]
    public void Grade_AtItsBound_HoldsAndATickLaterIsTheNext(int seconds, Freshness at, Freshness beyond)
    {
        var client = Client.With(Client.Deribit);
        client.Send(Snapshot(1, 0, Holds("BTC", 1m)));
        client.Pass(seconds).Tidy();
        Assert.Equal(at, client.Feed().Grade);
        client.Pass(Tick).Tidy();
        Assert.Equal(beyond, client.Feed().Grade);
    }

    [Fact]
    public void NextDeadline_WhenFollowed_MeetsEveryChangeOfGrade()
    {
        var client = Client.With(Client.Deribit, Client.Okx);
        client.Send(Snapshot(1, 0));
        client.Pass(7).Send(Client.Okx, Snapshot(1, 0));
        client.Tidy();
        var grades = new List<Freshness>();
        while (client.Account.NextDeadline is { } next)
        {
            // A tick before it nothing is decided; at it something is.
            Assert.True(next > client.Now);
            client.Pass(next - client.Now - Tick);
            Assert.Empty(client.Tidy().Records);
            var records = client.Pass(Tick).Tidy().Records;
            var grade = Assert.Single(records.OfType<FeedGraded>()).Grade;
            grades.Add(grade);
            // Both have told everything, so that they leave their first grade when they fall silent.
            Assert.Equal(grade == Freshness.Ageing ? 2 : 1, records.Count);
            Assert.Equal(grade == Freshness.Ageing, records.OfType<FeedSilent>().Any());
        }

        Assert.Equal(
            [Freshness.Ageing, Freshness.Ageing, Freshness.Stale, Freshness.Stale, Freshness.Lost, Freshness.Lost], grades);
    }

    [Fact]
    public void Housekeeping_WhenDoneTwiceAtAMoment_RecordsNothingTheSecondTime()
    {
        var client = Client.With(Client.Deribit);
        client.Send(Snapshot(1, 0));
        Assert.NotEmpty(client.Pass(601).Tidy().Records);
        Assert.Empty(client.Tidy().Records);
    }

    [Fact]
    public void Bounds_WhereALocationHasItsOwn_AreThose()
    {
        var slow = new FreshnessBounds(TimeSpan.FromHours(1), TimeSpan.FromHours(2), TimeSpan.FromHours(25));
        var policy = new AccountPolicy
        {
            Freshness = new FreshnessPolicy { Locations = new Dictionary<LocationId, FreshnessBounds> { [Client.Okx.Location] = slow } },
        };
        var client = Client.With(policy, Client.Deribit, Client.Okx);
        client.Send(Snapshot(1, 0));
        client.Send(Client.Okx, Snapshot(1, 0));
        client.Pass(TimeSpan.FromHours(24)).Tidy();

        Assert.Equal((Freshness.Lost, Freshness.Stale), (client.Feed().Grade, client.Feed(Client.Okx).Grade));
        Assert.Equal(Client.Deribit.Location, Assert.Single(client.Book().LostFeeds).Location);
    }

    [Fact]
    public void Feed_WhenLost_IsFreshAgainWithTheNextSnapshot()
    {
        var client = Client.With(Client.Deribit);
        client.Send(Snapshot(1, 0));
        client.Pass(TimeSpan.FromHours(2)).Tidy();
        Assert.NotEmpty(client.Book().LostFeeds);
        client.Send(Snapshot(2, 0));
        client.Tidy();
        Assert.Empty(client.Book().LostFeeds);
        Assert.Equal(Freshness.Fresh, client.Feed().Grade);
    }

    [Fact]
    public void Feed_WhenNothingWasEverTold_IsUnknownFromTheStart()
    {
        var client = Client.With(Client.Deribit);
        Assert.Equal(TimeSpan.Zero, Assert.Single(client.Book().LostFeeds).Silence);
        Assert.Equal(TimeSpan.FromMinutes(5), Assert.Single(client.Pass(300).Book().LostFeeds).Silence);
        Assert.Equal(Freshness.Unheard, client.Feed().Grade);
    }
}
