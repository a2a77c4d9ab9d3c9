using MultiVenueMargin.Accounts;
using MultiVenueMargin.Accounts.Feeds;
using MultiVenueMargin.Accounts.Platform;
using MultiVenueMargin.Domain;
using MultiVenueMargin.Domain.Books;

namespace MultiVenueMargin.Platform.Conformance;

/// <summary>Feeds through the port: acknowledged means durable, once, in order.</summary>
public abstract class FeedConformance : PlatformConformance
{
    [Fact]
    public async Task Feed_WhenAcknowledged_IsInTheMarginAtOnce()
    {
        await Street.OpenAccountAsync(Street.Main, Street.DeribitMain, usdc: 50_000m, perpetuals: 1m);

        var view = await Street.MarginAsync(Street.Main);

        Assert.Equal(1m, Assert.Single(view.Book.Positions).Quantity.Value);
        Assert.Equal(50_000m, view.Report.PoolOf(PoolId.Cross).Equity.Raw.Amount);
        Assert.Equal(MarginState.Healthy, view.Report.PoolOf(PoolId.Cross).State);
        Assert.True(view.IsCurrent);
    }

    [Fact]
    public async Task Feed_WhenKilledAfterTheAcknowledgement_IsStillThere()
    {
        await Street.OpenAccountAsync(Street.Main, Street.DeribitMain, 50_000m, 1m);
        var answer = await Street.FeedAsync(Street.Main, Street.DeribitMain, Street.Delta(1, 1, Street.Position(2m)));
        Assert.Equal(1, answer.Through);

        await RestartAsync();

        var feed = Assert.Single((await Street.ViewAsync(Street.Main)).Feeds);
        Assert.Equal((1, 1), (feed.Epoch, feed.Through));
        Assert.Equal(2m, Assert.Single((await Street.MarginAsync(Street.Main)).Book.Positions).Quantity.Value);
    }

    [Fact]
    public async Task Feed_WhenRepeated_HasOneEffect()
    {
        await Street.OpenAccountAsync(Street.Main, Street.DeribitMain, 50_000m, 1m);
        var delta = Street.Delta(1, 1, Street.Position(2m));

        for (var i = 0; i < 3; i++)
        {
            var answer = await Street.FeedAsync(Street.Main, Street.DeribitMain, delta);
            Assert.Equal((1, 1, false), (answer.Epoch, answer.Through, answer.NeedsSnapshot));
            Assert.Empty(answer.Refusals);
        }

        var accepted = (await Street.JournalAsync(ReadScope.All)).Count(item => item.Record is DeltasAccepted);
        Assert.Equal(1, accepted);
    }

    [Fact]
    public async Task Feed_WhenAFrameIsMissing_WaitsForASnapshotAndKeepsTheLastGoodState()
    {
        await Street.OpenAccountAsync(Street.Main, Street.DeribitMain, 50_000m, 1m);

        var gap = await Street.FeedAsync(Street.Main, Street.DeribitMain, Street.Delta(1, 2, Street.Position(9m)));
        var late = await Street.FeedAsync(Street.Main, Street.DeribitMain, Street.Delta(1, 1, Street.Position(8m)));

        Assert.Equal((1, 0, true), (gap.Epoch, gap.Through, gap.NeedsSnapshot));
        Assert.Equal(Refusal.SequenceGap, Assert.Single(late.Refusals).Reason);
        Assert.Equal(1m, Assert.Single((await Street.MarginAsync(Street.Main)).Book.Positions).Quantity.Value);

        var resynced = await Street.FeedAsync(Street.Main, Street.DeribitMain, Street.Snapshot(2, 40, 50_000m, 3m));
        Assert.Equal((2, 40, false), (resynced.Epoch, resynced.Through, resynced.NeedsSnapshot));
        var old = await Street.FeedAsync(Street.Main, Street.DeribitMain, Street.Delta(1, 3, Street.Position(7m)));
        Assert.Equal(Refusal.EpochEnded, Assert.Single(old.Refusals).Reason);
        Assert.Equal(3m, Assert.Single((await Street.MarginAsync(Street.Main)).Book.Positions).Quantity.Value);
    }

    [Fact]
    public async Task Feed_WhenItFallsSilent_AgesUntilTheStateIsUnknown()
    {
        await Street.OpenAccountAsync(Street.Main, Street.DeribitMain, 50_000m, 1m);
        var fresh = (await Street.MarginAsync(Street.Main)).Report.PoolOf(PoolId.Cross);

        await Harness.AdvanceAsync(TimeSpan.FromMinutes(20));
        await Street.PriceAsync(100_000m);
        var stale = await Street.MarginAsync(Street.Main);
        Assert.Equal(Freshness.Stale, Assert.Single(stale.Feeds).Grade);
        Assert.True(stale.Report.PoolOf(PoolId.Cross).Equity.Adjusted.Amount < fresh.Equity.Adjusted.Amount);

        await Harness.AdvanceAsync(TimeSpan.FromMinutes(42));
        await Street.PriceAsync(100_000m);
        var lost = await Street.MarginAsync(Street.Main);
        Assert.Equal(Freshness.Lost, Assert.Single(lost.Feeds).Grade);
        Assert.Equal(MarginState.Unknown, lost.Report.PoolOf(PoolId.Cross).State);
    }

    [Fact]
    public async Task Feed_OfAVenueAccountThatNobodyClaimed_IsRefused()
    {
        await Street.OpenAccountAsync(Street.Main, Street.DeribitMain, 50_000m, 1m);

        var answer = await Street.TryFeedAsync(Street.Main, Street.BinanceMain, Street.Snapshot(1, 0, 1m, 0m));

        Assert.Equal(Refusal.NotFound, Assert.IsType<CommandRefused>(answer).Reason);
    }

    [Fact]
    public async Task Claim_WhenAnotherAccountHasIt_IsRefusedByName()
    {
        await Street.OpenAccountAsync(Street.Main, Street.DeribitMain, 50_000m, 1m);
        var other = new AccountId(Street.Firm, "other");
        await Street.DoneAsync(new OpenAccount(new AccountPolicy()) { Account = other, Request = Street.NextRequest(), By = Street.Client });

        var refused = await Street.RefusedAsync(
            new ClaimVenueAccount(Street.DeribitMain, PoolId.Cross) { Account = other, Request = Street.NextRequest(), By = Street.Client });

        Assert.Equal(Refusal.ClaimedElsewhere, refused.Reason);
        Assert.Contains(Street.Main.ToString(), refused.Message, StringComparison.Ordinal);
    }
}
