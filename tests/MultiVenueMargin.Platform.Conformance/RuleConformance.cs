using MultiVenueMargin.Accounts;
using MultiVenueMargin.Accounts.Platform;
using MultiVenueMargin.Accounts.Registers;
using MultiVenueMargin.Domain;
using MultiVenueMargin.Domain.Books;

namespace MultiVenueMargin.Platform.Conformance;

/// <summary>Rules and the past through the port: two persons, effective dates, previews, as-of.</summary>
public abstract class RuleConformance : PlatformConformance
{
    [Fact]
    public async Task Rules_WhenApprovedByTheirProposer_AreRefused()
    {
        var rules = Street.Rules("house-2");
        await Street.DoneAsync(new DraftRuleSet(AccountPolicy.DefaultRuleBook, rules) { Request = Street.NextRequest(), By = Street.Alice });
        await Street.DoneAsync(new ProposeActivation(AccountPolicy.DefaultRuleBook, rules.Version, Street.Now)
        {
            Request = Street.NextRequest(),
            By = Street.Alice,
        });

        var refused = await Street.RefusedAsync(new ApproveActivation(AccountPolicy.DefaultRuleBook, rules.Version)
        {
            Request = Street.NextRequest(),
            By = Street.Alice,
        });

        Assert.Equal(Refusal.NeedsAnotherPerson, refused.Reason);
    }

    [Fact]
    public async Task Rules_WhenUnsound_AreRefusedWithFindings()
    {
        var refused = await Street.RefusedAsync(new DraftRuleSet(AccountPolicy.DefaultRuleBook, Street.Rules("bad", initialFactor: 0.5m))
        {
            Request = Street.NextRequest(),
            By = Street.Alice,
        });

        Assert.Equal(Refusal.Malformed, refused.Reason);
        Assert.NotEmpty(refused.Findings);
    }

    [Fact]
    public async Task Rules_WhenActivated_MarginEveryAccountOfTheBook()
    {
        await Street.OpenAccountAsync(Street.Main, Street.DeribitMain, 50_000m, 1m);
        var before = (await Street.MarginAsync(Street.Main)).Report;

        await Street.ActivateAsync(Street.Rules("house-2", initialFactor: 1.5m));
        await Harness.AdvanceAsync(TimeSpan.FromSeconds(12));

        var after = (await Street.MarginAsync(Street.Main)).Report;
        Assert.Equal("house-1", before.Rules.Code);
        Assert.Equal("house-2", after.Rules.Code);
        Assert.True(after.PoolOf(PoolId.Cross).InitialMargin > before.PoolOf(PoolId.Cross).InitialMargin);
    }

    [Fact]
    public async Task Preview_WhenADraftIsHarsher_NamesWhoChangesStateAndChangesNothing()
    {
        await Street.OpenAccountAsync(Street.Main, Street.DeribitMain, 50_000m, 1m);
        var harsher = Street.Rules("harsher") with
        {
            States = new()
            {
                Ladder =
                [
                    new(MarginState.Notice, 9m, 9.1m),
                    new(MarginState.Call, 1.20m, 1.30m),
                    new(MarginState.Restricted, 1.10m, 1.20m),
                    new(MarginState.Liquidating, 1.05m, 1.10m),
                    new(MarginState.Takeover, 1.00m, 1.05m),
                ],
            },
        };

        var impact = Assert.Single(await Street.Platform.PreviewRulesAsync(AccountPolicy.DefaultRuleBook, harsher, CancellationToken.None));

        Assert.Equal(Street.Main, impact.Account);
        Assert.Equal((MarginState.Healthy, MarginState.Notice, true), (impact.Before.State, impact.After.State, impact.ChangesState));
        Assert.Equal("house-1", (await Street.MarginAsync(Street.Main)).Report.Rules.Code);
    }

    [Fact]
    public async Task Margin_AsOfAnEarlierCursor_IsWhatItWasThen()
    {
        await Street.OpenAccountAsync(Street.Main, Street.DeribitMain, 50_000m, 1m);
        var then = await Street.MarginAsync(Street.Main);
        var cursor = await Street.Platform.EndAsync(CancellationToken.None);
        await Street.FeedAsync(Street.Main, Street.DeribitMain, Street.Delta(1, 1, Street.Position(3m)));
        await Street.PriceAsync(80_000m);

        var past = await Street.Platform.MarginAsOfAsync(Street.Main, new AsOf(cursor, null), null, CancellationToken.None);

        Assert.NotNull(past);
        Assert.Equal(1m, Assert.Single(past.Book.Positions).Quantity.Value);
        Assert.Equal(then.Report.PoolOf(PoolId.Cross).MaintenanceMargin, past.Report.PoolOf(PoolId.Cross).MaintenanceMargin);
    }

    [Fact]
    public async Task Margin_AsOfUnderOtherRules_IsComputedWithThem()
    {
        await Street.OpenAccountAsync(Street.Main, Street.DeribitMain, 50_000m, 1m);
        var cursor = await Street.Platform.EndAsync(CancellationToken.None);
        var other = Street.Rules("house-3", initialFactor: 2m);
        await Street.DoneAsync(new DraftRuleSet(AccountPolicy.DefaultRuleBook, other) { Request = Street.NextRequest(), By = Street.Alice });

        var recorded = await Street.Platform.MarginAsOfAsync(Street.Main, new AsOf(cursor, null), null, CancellationToken.None);
        var again = await Street.Platform.MarginAsOfAsync(Street.Main, new AsOf(cursor, null), other.Version, CancellationToken.None);

        var (one, two) = (recorded!.Report.PoolOf(PoolId.Cross), again!.Report.PoolOf(PoolId.Cross));
        Assert.Equal(one.MaintenanceMargin, two.MaintenanceMargin);
        Assert.True(two.InitialMargin > one.InitialMargin);
        Assert.Equal("house-3", again.Report.Rules.Code);
    }

    [Fact]
    public async Task WhatIf_WhenAsked_ChangesNothing()
    {
        await Street.OpenAccountAsync(Street.Main, Street.DeribitMain, 50_000m, 1m);
        var version = (await Street.ViewAsync(Street.Main)).Version;

        var report = await Street.Platform.WhatIfAsync(
            Street.Main,
            new() { Shocks = [new(new Risk.Reports.PriceFactor(Street.Bitcoin), -0.35m)] },
            CancellationToken.None);

        Assert.NotNull(report);
        Assert.True(report.After.PoolOf(PoolId.Cross).State > report.Before.PoolOf(PoolId.Cross).State);
        Assert.Equal(version, (await Street.ViewAsync(Street.Main)).Version);
    }
}
