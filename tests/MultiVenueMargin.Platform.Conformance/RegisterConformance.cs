using MultiVenueMargin.Accounts;
using MultiVenueMargin.Accounts.Platform;
using MultiVenueMargin.Accounts.Registers;
using MultiVenueMargin.Domain;
using MultiVenueMargin.Domain.Rules;

namespace MultiVenueMargin.Platform.Conformance;

/// <summary>What registers hold, through the port: in pages, and at once with what was answered as done.</summary>
public abstract class RegisterConformance : PlatformConformance
{
    private static readonly RuleBookId House = AccountPolicy.DefaultRuleBook;
    private static readonly InstitutionId Rival = new("RIVAL");

    [Fact]
    public async Task RuleSet_FromDraftToPast_StandsWhereItIs()
    {
        var rules = Street.Rules("house-2", initialFactor: 1.5m);
        await DoAsync(request => new DraftRuleSet(House, rules) { Request = request, By = Street.Alice });
        Assert.Equal(new RuleSetView(House, rules.Version, RuleSetStatus.Draft, Street.Alice, null, null), await StandingAsync(rules.Version));

        var from = Street.Now + TimeSpan.FromSeconds(5);
        await DoAsync(request => new ProposeActivation(House, rules.Version, from) { Request = request, By = Street.Alice });
        Assert.Equal(
            new RuleSetView(House, rules.Version, RuleSetStatus.Proposed, Street.Alice, new RuleProposal(from, Street.Alice), null),
            await StandingAsync(rules.Version));

        await DoAsync(request => new ApproveActivation(House, rules.Version) { Request = request, By = Street.Bob });
        var approved = new RuleSetView(
            House, rules.Version, RuleSetStatus.Approved, Street.Alice, null, new RuleActivation(from, Street.Alice, Street.Bob));
        Assert.Equal(approved, await StandingAsync(rules.Version));
        Assert.Equal("house-1", (await Street.Platform.RuleSetAsync(House, null, CancellationToken.None))!.Rules.Version.Code);

        await Harness.AdvanceAsync(TimeSpan.FromSeconds(6));
        await RestartAsync();
        Assert.Equal(approved with { Status = RuleSetStatus.InForce }, await StandingAsync(rules.Version));
        Assert.Equal(RuleSetStatus.Past, (await StandingAsync(new RuleVersion("house-1"))).Status);
        var content = await Street.Platform.RuleSetAsync(House, null, CancellationToken.None);
        Assert.Equal(("house-2", 1.5m), (content!.Rules.Version.Code, content.Rules.InitialMarginFactor));
    }

    [Fact]
    public async Task RuleSets_WhenListed_ComeInPagesByBookAndVersion()
    {
        var other = new RuleBookId("aggressive");
        foreach (var (book, version) in new[] { (House, "b"), (other, "z"), (House, "a"), (other, "y") })
        {
            await DoAsync(request => new DraftRuleSet(book, Street.Rules(version)) { Request = request, By = Street.Alice });
        }

        Assert.Equal([["y", "z"], ["a", "b"], ["house-1"]], await RulePagesAsync(null));
        Assert.Equal([["a", "b"], ["house-1"]], await RulePagesAsync(House));
        Assert.Equal([[]], await RulePagesAsync(new RuleBookId("none")));
        Assert.Null(await Street.Platform.RuleSetAsync(other, null, CancellationToken.None));
        Assert.Null(await Street.Platform.RuleSetAsync(other, new RuleVersion("a"), CancellationToken.None));
        Assert.Equal("z", (await Street.Platform.RuleSetAsync(other, new RuleVersion("z"), CancellationToken.None))!.Standing.Version.Code);
    }

    [Fact]
    public async Task Institutions_WhenListed_ComeWithAccountsQuotasAndGrants()
    {
        await DoAsync(request => new RegisterInstitution(Rival, "Rival") { Request = request, By = Street.Alice });
        await Street.OpenAccountAsync(Street.Main, Street.DeribitMain, 1_000m, 0m);
        await DoAsync(request => new SetQuota(Rival, 7, 500) { Request = request, By = Street.Alice });
        await GrantAsync(new RoleGrant(Street.Alice, Role.Risk, Rival, null));

        var first = await Street.Platform.InstitutionsAsync(null, 1, CancellationToken.None);
        var second = await Street.Platform.InstitutionsAsync(Street.Firm, 1, CancellationToken.None);

        Assert.Equal(new InstitutionView(Street.Firm, "Acme Trading", 1, Quota.Default, 0), Assert.Single(first.Items));
        Assert.Equal(new InstitutionView(Rival, "Rival", 0, new Quota(7, 500), 1), Assert.Single(second.Items));
        Assert.Equal((false, true), (first.IsEnd, second.IsEnd));
        Assert.Empty((await Street.Platform.InstitutionsAsync(Rival, 1, CancellationToken.None)).Items);
    }

    /// <summary>Held against what was granted less what was revoked, sorted by hand.</summary>
    [Fact]
    public async Task Grants_WhenRead_AreThoseOfTheInstitutionOrPersonInPages()
    {
        await DoAsync(request => new RegisterInstitution(Rival, "Rival") { Request = request, By = Street.Alice });
        await Street.OpenAccountAsync(Street.Main, Street.DeribitMain, 1_000m, 0m);
        var (viewer, one, risk) = (
            new RoleGrant(Street.Alice, Role.Viewer, Street.Firm, null),
            new RoleGrant(Street.Alice, Role.Viewer, Street.Firm, Street.Main),
            new RoleGrant(Street.Alice, Role.Risk, Street.Firm, null));
        var (elsewhere, bob) = (new RoleGrant(Street.Alice, Role.Auditor, Rival, null), new RoleGrant(Street.Bob, Role.Trader, Street.Firm, null));
        foreach (var grant in new[] { bob, elsewhere, risk, one, viewer })
        {
            await GrantAsync(grant);
        }

        await DoAsync(request => new RevokeRole(Street.Alice, Role.Risk, Street.Firm, null) { Request = request, By = Street.Bob });

        Assert.Equal([viewer, one, elsewhere, bob], await GrantsAsync(new GrantScope(null, null)));
        Assert.Equal([viewer, one, bob], await GrantsAsync(new GrantScope(Street.Firm, null)));
        Assert.Equal([viewer, one, elsewhere], await GrantsAsync(new GrantScope(null, Street.Alice)));
        Assert.Equal([bob], await GrantsAsync(new GrantScope(Street.Firm, Street.Bob)));
        Assert.Empty(await GrantsAsync(new GrantScope(Rival, Street.Bob)));
        Assert.Empty(await GrantsAsync(new GrantScope(new InstitutionId("NOBODY"), null)));
        Assert.Empty(await GrantsAsync(new GrantScope(null, new PrincipalId("zoe"))));
    }

    [Fact]
    public async Task Fund_WhenInstitutionsContribute_AddsUp()
    {
        await DoAsync(request => new ContributeToFund(Rival, new Usd(250m)) { Request = request, By = Street.Alice });
        await DoAsync(request => new ContributeToFund(Street.Firm, new Usd(1_000m)) { Request = request, By = Street.Alice });
        await DoAsync(request => new ContributeToFund(Rival, new Usd(50m)) { Request = request, By = Street.Alice });

        var fund = await Street.Platform.FundAsync(null, 1, CancellationToken.None);
        var rest = await Street.Platform.FundAsync(Street.Firm, 1, CancellationToken.None);

        Assert.Equal((1_300m, 1_300m, 0m, 0m), (fund.Contributed.Amount, fund.Free.Amount, fund.Reserved.Amount, fund.Paid.Amount));
        Assert.Equal(new FundShare(Street.Firm, new Usd(1_000m), Usd.Zero), Assert.Single(fund.Shares.Items));
        Assert.Equal(new FundShare(Rival, new Usd(300m), Usd.Zero), Assert.Single(rest.Shares.Items));
        Assert.Equal((false, true), (fund.Shares.IsEnd, rest.Shares.IsEnd));
    }

    private async Task DoAsync(Func<RequestId, RegisterCommand> make) => await Street.DoneAsync(make(Street.NextRequest()));

    private async Task GrantAsync(RoleGrant grant) =>
        await DoAsync(request => new GrantRole(grant.Principal, grant.Role, grant.Institution, grant.Account) { Request = request, By = Street.Alice });

    private async Task<RuleSetView> StandingAsync(RuleVersion version) =>
        Assert.Single((await Street.Platform.RuleSetsAsync(House, null, 100, CancellationToken.None)).Items, view => view.Version == version);

    private async Task<List<RoleGrant>> GrantsAsync(GrantScope scope)
    {
        var grants = new List<RoleGrant>();
        while (true)
        {
            var page = await Street.Platform.GrantsAsync(scope, grants.LastOrDefault(), 1, CancellationToken.None);
            grants.AddRange(page.Items);
            if (page.IsEnd)
            {
                return grants;
            }
        }
    }

    private async Task<List<string[]>> RulePagesAsync(RuleBookId? book)
    {
        var pages = new List<string[]>();
        RuleSetKey? after = null;
        while (true)
        {
            var page = await Street.Platform.RuleSetsAsync(book, after, 2, CancellationToken.None);
            pages.Add([.. page.Items.Select(view => view.Version.Code)]);
            if (page.IsEnd)
            {
                return pages;
            }

            after = new RuleSetKey(page.Items[^1].Book, page.Items[^1].Version);
        }
    }
}
