using MultiVenueMargin.Accounts;
using MultiVenueMargin.Accounts.Liquidations;
using MultiVenueMargin.Accounts.Platform;
using MultiVenueMargin.Domain;
using MultiVenueMargin.Domain.Books;
using MultiVenueMargin.Risk.Liquidation;
using MultiVenueMargin.Risk.Reports;
using MultiVenueMargin.Risk.WhatIf;

namespace MultiVenueMargin.Platform.Conformance;

/// <summary>Questions that take many evaluations: stress, outlook, the plan that would be made. They change nothing.</summary>
public abstract class AnalysisConformance : PlatformConformance
{
    private const decimal CallPrice = 61_500m;
    private const decimal LiquidationPrice = 59_800m;

    private static readonly AccountId Nobody = new(Street.Firm, "nobody");
    private static readonly PoolId NoPool = new("nowhere");

    private static readonly AccountPolicy WatchedByTwo = new()
    {
        Liquidation = new LiquidationTerms
        {
            Approval = Approval.TwoPersons,
            Venues = new Dictionary<LocationId, VenueCapability>
            {
                [Street.Deribit] = new() { Default = new TradingTerms { Lot = new Quantity(0.001m), TakerFee = new Rate(0.0005m) } },
            },
        },
    };

    /// <summary>What a case says must come true when the market really goes there.</summary>
    [Fact]
    public async Task Stress_WhenTheMarketThenMovesSo_HasForetoldTheFigures()
    {
        await OpenAsync();
        var version = (await Street.ViewAsync(Street.Main)).Version;
        var market = await Street.Platform.MarketAsync(CancellationToken.None);

        var report = await StressAsync(Case("as it is"), Case("fall", Price(-0.1m)), Case("rise", Price(0.25m)));

        Assert.Equal((Street.Main, version, market.Stamp, "house-1", true), (report.Account, report.Version, report.Market, report.Rules.Code, report.IsCurrent));
        Assert.Equal(["as it is", "fall", "rise"], report.Results.Select(result => result.Case));
        Assert.Equal(report.Before, report.Results[0].Pools);
        foreach (var (result, bitcoin) in new[] { (report.Results[1], 90_000m), (report.Results[2], 125_000m) })
        {
            await Street.PriceAsync(bitcoin);
            var pool = (await Street.MarginAsync(Street.Main)).Report.PoolOf(PoolId.Cross);
            var foretold = Assert.Single(result.Pools);
            Assert.Equal((double)pool.Equity.Adjusted.Amount, (double)foretold.WorstEquity.Amount, 0.01);
            Assert.Equal((double)pool.MaintenanceMargin.Amount, (double)foretold.MaintenanceMargin.Amount, 0.01);
            Assert.Equal(pool.State, foretold.State);
        }

        Assert.Equal(version, (await Street.ViewAsync(Street.Main)).Version);
    }

    [Fact]
    public async Task Stress_WhenACaseCannotBeDone_NamesItAndSpoilsNoOther()
    {
        await OpenAsync();
        var shocks = new[] { Price(-0.2m), new Shock(new PegFactor(Street.Usdc), -0.01m) };

        var report = await StressAsync(
            Case("unknown", new Shock(new PriceFactor(new RiskUnit("ETH")), -0.1m)),
            Case("beyond", Price(5_000_000m), Price(5_000_000m), Price(5_000_000m), Price(5_000_000m)),
            Case("both", shocks),
            Case("lost", new Shock(new VenueLossFactor(Street.Deribit), -1m)));

        foreach (var impossible in report.Results.Take(2))
        {
            Assert.NotEmpty(impossible.Problems);
            Assert.Empty(impossible.Pools);
        }

        // A what-if of the same moves goes another way to its figures, with the whole explanation.
        var whatIf = await Street.Platform.WhatIfAsync(Street.Main, new Proposal { Shocks = shocks }, CancellationToken.None);
        var both = report.Results[2];
        Assert.Empty(both.Problems);
        Assert.Equal(PoolFigures.Of(whatIf!.After.PoolOf(PoolId.Cross)), Assert.Single(both.Pools));

        // With the venue everything is gone: no equity and no requirement, and not a pool less in the answer.
        var lost = Assert.Single(report.Results[3].Pools);
        Assert.Equal((PoolId.Cross, 0m, 0m), (lost.Pool, lost.WorstEquity.Amount, lost.MaintenanceMargin.Amount));
    }

    [Fact]
    public async Task Stress_WhenItIsNoneOrTooLarge_IsRefusedByName()
    {
        await OpenAsync();
        var many = Enumerable.Range(0, QuestionLimits.StressCases + 1).Select(number => Case($"case {number}")).ToArray();
        var deep = Enumerable.Repeat(Price(0.01m), QuestionLimits.Shocks + 1).ToArray();

        Assert.Equal(Refusal.LimitReached, await ReasonAsync(() => StressAsync(many)));
        Assert.Equal(Refusal.LimitReached, await ReasonAsync(() => StressAsync(Case("deep", deep))));
        Assert.Equal(Refusal.Malformed, await ReasonAsync(() => StressAsync()));
        Assert.Equal(Refusal.Malformed, await ReasonAsync(() => StressAsync(Case("one"), Case("one"))));
        Assert.Equal(Refusal.Malformed, await ReasonAsync(() => StressAsync(Case(string.Empty))));
        Assert.Null(await Street.Platform.StressAsync(Nobody, [Case("one")], CancellationToken.None));
        using var cancelled = new CancellationTokenSource();
        await cancelled.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            async () => await Street.Platform.StressAsync(Street.Main, [Case("one")], cancelled.Token));
    }

    /// <summary>At the distance the level is broken, a hair before it is not: found again by stressing the account there.</summary>
    [Fact]
    public async Task Outlook_WhenAFactorMovesSoFar_BreaksTheLevelAndNotBefore()
    {
        await OpenAsync();

        var view = await OutlookAsync(PoolId.Cross);

        var margin = await Street.MarginAsync(Street.Main);
        Assert.Equal(PoolFigures.Of(margin.Report.PoolOf(PoolId.Cross)), PoolFigures.Of(view.Margin.Report.PoolOf(PoolId.Cross)));
        Assert.Empty(view.Outlook.CallAmounts);
        var falls = view.Outlook.Distances.Where(distance => distance.Factor == new PriceFactor(Street.Bitcoin)).ToList();
        Assert.Equal([1.20m, 1.05m], falls.Select(distance => distance.Level));
        foreach (var distance in falls)
        {
            var report = await StressAsync(Case("there", Price(distance.Down!.Value)), Case("before", Price(distance.Down.Value + 0.000001m)));
            Assert.True(RatioOf(report.Results[0]) < distance.Level);
            Assert.True(RatioOf(report.Results[1]) >= distance.Level);
            Assert.Null(distance.Up);
        }

        Assert.Equal(
            ["BTC price", "USDC price", "loss of DERIBIT"], view.Outlook.Distances.Select(distance => distance.Factor.Name).Distinct());
    }

    /// <summary>Posting what the outlook says meets the call; a dollar less does not.</summary>
    [Fact]
    public async Task Outlook_WhenThePoolIsCalled_SaysWhatWouldMeetIt()
    {
        await OpenAsync();
        await Street.PriceAsync(CallPrice);
        var called = (await Street.MarginAsync(Street.Main)).Report.PoolOf(PoolId.Cross);
        Assert.True(called.CallAmount > Usd.Zero);

        var option = Assert.Single((await OutlookAsync(null)).Outlook.CallAmounts);

        Assert.Equal((PoolId.Cross, Street.Usdc, Street.Deribit), (option.Pool, option.Asset, option.Location));
        var target = Street.Rules("any").Calls.TargetRatio;
        foreach (var (sequence, less) in new[] { (1, 1m), (2, 0m) })
        {
            await Street.FeedAsync(
                Street.Main, Street.DeribitMain, Street.Delta(1, sequence, Street.Balance(50_000m + option.Amount!.Value.Value - less)));
            var pool = (await Street.MarginAsync(Street.Main)).Report.PoolOf(PoolId.Cross);
            Assert.Equal(less == 0m, pool.Equity.Adjusted.Amount >= target * pool.MaintenanceMargin.Amount);
        }
    }

    [Fact]
    public async Task Outlook_WhenThereIsNoSuchAccountOrPool_SaysSo()
    {
        await OpenAsync();

        Assert.Null(await Street.Platform.OutlookAsync(Nobody, null, CancellationToken.None));
        Assert.Equal(Refusal.NotFound, await ReasonAsync(() => OutlookAsync(NoPool)));
    }

    /// <summary>Asked a moment before the account looks: the plan is the one that it then records, and asking changed nothing.</summary>
    [Fact]
    public async Task Preview_WhenThePoolIsToBeLiquidated_IsThePlanThatIsThenMade()
    {
        await OpenAsync();
        var healthy = await PreviewAsync(PoolId.Cross);
        Assert.Equal(PlanOutcome.ReachesTarget, healthy.Outcome);
        Assert.Empty(healthy.Steps);

        await Street.PriceAsync(LiquidationPrice);
        await Harness.AdvanceAsync(TimeSpan.FromSeconds(2));
        var version = (await Street.ViewAsync(Street.Main)).Version;
        var preview = await PreviewAsync(PoolId.Cross);

        var planned = Assert.Single((await Street.JournalAsync(ReadScope.Decisions)).Select(item => item.Record).OfType<LiquidationPlanned>());
        Assert.NotEmpty(preview.Steps);
        Assert.Equal(planned.Outcome, preview.Outcome);
        Assert.Equal(planned.Steps.Count, preview.Steps.Count);
        foreach (var (recorded, seen) in planned.Steps.Zip(preview.Steps))
        {
            Assert.Equal(recorded.Legs, seen.Legs);
            Assert.Equal(recorded.MaintenanceAfter, seen.MaintenanceAfter);
        }

        var pool = (await Street.MarginAsync(Street.Main)).Report.PoolOf(PoolId.Cross);
        Assert.Equal(PoolFigures.Of(pool), preview.Evidence.Figures);
        Assert.Equal(LiquidationPrice, preview.Evidence.Marks[Street.BtcPerpetual].Mark?.Value);
        Assert.Equal(version, preview.Evidence.AccountVersion);
        Assert.Equal(Assert.Single((await Street.ViewAsync(Street.Main)).Liquidations).Liquidation, preview.UnderWay);
        Assert.Equal(version, (await Street.ViewAsync(Street.Main)).Version);
    }

    [Fact]
    public async Task Preview_WhenSomethingIsNotKnown_IsRefusedByName()
    {
        await OpenAsync();
        Assert.Null(await Street.Platform.PreviewLiquidationAsync(Nobody, PoolId.Cross, CancellationToken.None));
        Assert.Equal(Refusal.NotFound, await ReasonAsync(() => PreviewAsync(NoPool)));

        // A position in something that nobody lists makes the pool unknown.
        await Street.FeedAsync(Street.Main, Street.DeribitMain, Street.Delta(
            1, 1, new Domain.Feeds.PositionFact(new InstrumentId("NOBODY-KNOWS"), new Quantity(1m), new Price(1m))));

        Assert.Equal(Refusal.Unknown, await ReasonAsync(() => PreviewAsync(PoolId.Cross)));
    }

    private static StressCase Case(string name, params Shock[] shocks) => new(name, shocks);

    private static Shock Price(decimal move) => new(new PriceFactor(Street.Bitcoin), move);

    private static decimal RatioOf(StressResult result)
    {
        var pool = Assert.Single(result.Pools);
        return pool.WorstEquity.Amount / pool.MaintenanceMargin.Amount;
    }

    private async Task OpenAsync() => await Street.OpenAccountAsync(Street.Main, Street.DeribitMain, 50_000m, 1m, WatchedByTwo);

    private async Task<StressReport> StressAsync(params StressCase[] cases) =>
        await Street.Platform.StressAsync(Street.Main, cases, CancellationToken.None) ?? throw new Xunit.Sdk.XunitException("There is no account.");

    private async Task<OutlookView> OutlookAsync(PoolId? pool) =>
        await Street.Platform.OutlookAsync(Street.Main, pool, CancellationToken.None) ?? throw new Xunit.Sdk.XunitException("There is no account.");

    private async Task<LiquidationPreview> PreviewAsync(PoolId pool) =>
        await Street.Platform.PreviewLiquidationAsync(Street.Main, pool, CancellationToken.None) ?? throw new Xunit.Sdk.XunitException("There is no account.");
}
