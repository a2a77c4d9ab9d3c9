using MultiVenueMargin.Accounts;
using MultiVenueMargin.Accounts.Calls;
using MultiVenueMargin.Accounts.Platform;
using MultiVenueMargin.Domain;
using MultiVenueMargin.Domain.Books;
using MultiVenueMargin.Domain.Feeds;

namespace MultiVenueMargin.Platform.Conformance;

/// <summary>Margin calls through the port: issued in time, once, recomputable, and ended as they should be.</summary>
public abstract class CallConformance : PlatformConformance
{
    // One bitcoin long, entered at 100 000, on 50 000 dollars: at this price equity is a little above the requirement.
    private const decimal CallPrice = 61_500m;

    private static readonly TimeSpan Promised = TimeSpan.FromSeconds(12);

    [Fact]
    public async Task Call_WhenThePriceCrashesWithoutAnyFeedTraffic_AppearsInTime()
    {
        await Street.OpenAccountAsync(Street.Main, Street.DeribitMain, 50_000m, 1m);

        await Street.QuoteAsync(CallPrice);
        await Harness.AdvanceAsync(Promised);

        var call = Assert.Single((await Street.ViewAsync(Street.Main)).Calls);
        Assert.Equal(CallStatus.Issued, call.Status);
        Assert.Equal(call.IssuedAt + TimeSpan.FromHours(1), call.Deadline);
        Assert.True(call.Amount.Amount > 0);
    }

    [Fact]
    public async Task Call_WhenKilledAfterThePriceWasPublished_IsIssuedOnceAndNotTwice()
    {
        await Street.OpenAccountAsync(Street.Main, Street.DeribitMain, 50_000m, 1m);
        await Street.PriceAsync(CallPrice);

        for (var i = 0; i < 3; i++)
        {
            await RestartAsync();
            await Harness.AdvanceAsync(Promised);
        }

        var issued = (await Street.JournalAsync(ReadScope.Decisions)).Where(item => item.Record is CallIssued).ToList();
        Assert.Single(issued);
        Assert.Equal(new DecisionId(Street.Main, issued[0].Version, 0), Assert.Single((await Street.ViewAsync(Street.Main)).Calls).Call);
    }

    [Fact]
    public async Task Call_WhenItsEvidenceIsRecomputed_GivesTheSameFigures()
    {
        await Street.OpenAccountAsync(Street.Main, Street.DeribitMain, 50_000m, 1m);
        await Street.PriceAsync(CallPrice);
        await Harness.AdvanceAsync(Promised);
        await Street.PriceAsync(CallPrice - 1_000m);
        var item = (await Street.JournalAsync(ReadScope.Decisions)).First(each => each.Record is CallIssued);
        var issued = (CallIssued)item.Record;

        var then = await Street.Platform.MarginAsOfAsync(
            Street.Main, new AsOf(null, issued.Evidence.Market.ValuedAt), null, CancellationToken.None);

        Assert.NotNull(then);
        Assert.Equal(issued.Evidence.Market, then.Market);
        var pool = then.Report.PoolOf(issued.Pool);
        Assert.Equal(issued.Evidence.Figures.WorstEquity, pool.Equity.Adjusted);
        Assert.Equal(issued.Evidence.Figures.MaintenanceMargin, pool.MaintenanceMargin);
        Assert.Equal(issued.Amount, pool.CallAmount);
    }

    [Fact]
    public async Task Call_WhenTheShortfallGrows_IsAmendedAndNotDoubled()
    {
        await Street.OpenAccountAsync(Street.Main, Street.DeribitMain, 50_000m, 1m);
        await Street.PriceAsync(CallPrice);
        await Harness.AdvanceAsync(Promised);
        var before = Assert.Single((await Street.ViewAsync(Street.Main)).Calls);

        await Street.PriceAsync(CallPrice - 800m);
        await Harness.AdvanceAsync(Promised);

        var after = Assert.Single((await Street.ViewAsync(Street.Main)).Calls);
        Assert.Equal(before.Call, after.Call);
        Assert.Equal(before.Deadline, after.Deadline);
        Assert.True(after.Amount > before.Amount);
    }

    [Fact]
    public async Task Call_WhenCollateralArrives_IsMet()
    {
        await Street.OpenAccountAsync(Street.Main, Street.DeribitMain, 50_000m, 1m);
        await Street.PriceAsync(CallPrice);
        await Harness.AdvanceAsync(Promised);

        await Street.FeedAsync(Street.Main, Street.DeribitMain, Street.Delta(
            1, 1, Street.Balance(80_000m), new MovementFact("wire-1", Street.Usdc, new Quantity(30_000m), MovementDirection.Arrival)));
        await Street.PriceAsync(CallPrice);
        await Harness.AdvanceAsync(Promised);

        var call = Assert.Single((await Street.ViewAsync(Street.Main)).Calls);
        Assert.Equal((CallStatus.Ended, CallOutcome.Met), (call.Status, call.Outcome));
    }

    [Fact]
    public async Task Call_WhenTheMarketRecovers_IsCured()
    {
        await Street.OpenAccountAsync(Street.Main, Street.DeribitMain, 50_000m, 1m);
        await Street.PriceAsync(CallPrice);
        await Harness.AdvanceAsync(Promised);

        await Street.PriceAsync(100_000m);
        await Harness.AdvanceAsync(Promised);

        var call = Assert.Single((await Street.ViewAsync(Street.Main)).Calls);
        Assert.Equal((CallStatus.Ended, CallOutcome.CuredByMarket), (call.Status, call.Outcome));
    }

    [Fact]
    public async Task Call_WhenItsDeadlinePasses_RestrictsThePool()
    {
        var policy = new AccountPolicy { Calls = new CallPolicy { Grace = TimeSpan.FromMinutes(2) } };
        await Street.OpenAccountAsync(Street.Main, Street.DeribitMain, 50_000m, 1m, policy);
        await Street.PriceAsync(CallPrice);
        await Street.PassAsync(TimeSpan.FromSeconds(20), Street.Main, Street.DeribitMain, 1, 0, CallPrice);
        Assert.Equal(MarginState.Call, Assert.Single((await Street.ViewAsync(Street.Main)).Pools).State);

        await Street.PassAsync(TimeSpan.FromMinutes(2), Street.Main, Street.DeribitMain, 1, 0, CallPrice);

        var view = await Street.ViewAsync(Street.Main);
        Assert.Equal(CallStatus.Expired, Assert.Single(view.Calls).Status);
        Assert.True(Assert.Single(view.Pools).IsReduceOnly);
    }

    [Fact]
    public async Task Call_WhenAcknowledgedAndDisputed_KeepsBoth()
    {
        await Street.OpenAccountAsync(Street.Main, Street.DeribitMain, 50_000m, 1m);
        await Street.PriceAsync(CallPrice);
        await Harness.AdvanceAsync(Promised);
        var call = Assert.Single((await Street.ViewAsync(Street.Main)).Calls).Call;

        await Street.DoneAsync(new AcknowledgeCall(call) { Account = Street.Main, Request = Street.NextRequest(), By = Street.Client });
        await Street.DoneAsync(new DisputeCall(call, "the mark is wrong", new Usd(100m))
        {
            Account = Street.Main,
            Request = Street.NextRequest(),
            By = Street.Client,
        });
        await RestartAsync();

        var view = Assert.Single((await Street.ViewAsync(Street.Main)).Calls);
        Assert.True(view.IsAcknowledged);
        Assert.Contains("the mark is wrong", view.Dispute, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Call_OfAnotherName_IsNotFound()
    {
        await Street.OpenAccountAsync(Street.Main, Street.DeribitMain, 50_000m, 1m);

        var refused = await Street.RefusedAsync(new AcknowledgeCall(new DecisionId(Street.Main, 999, 0))
        {
            Account = Street.Main,
            Request = Street.NextRequest(),
            By = Street.Client,
        });

        Assert.Equal(Refusal.NotFound, refused.Reason);
    }
}
