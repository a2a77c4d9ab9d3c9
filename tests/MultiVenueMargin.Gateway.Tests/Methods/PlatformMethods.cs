using MultiVenueMargin.Contracts;
using MultiVenueMargin.Domain;
using MultiVenueMargin.Domain.Instruments;
using MultiVenueMargin.Files;
using MultiVenueMargin.Gateway.Tests.Doors;
using MultiVenueMargin.Platform.Conformance;
using MultiVenueMargin.Risk.House;
using MultiVenueMargin.Risk.RuleBooks;

namespace MultiVenueMargin.Gateway.Tests.Methods;

/// <summary>The other services, where nothing has happened yet that is out of the ordinary.</summary>
internal static class PlatformMethods
{
    public static IReadOnlyList<Method> All { get; } =
    [
        new("MarginService/GetMargin")
        {
            Answers = async street =>
            {
                var margin = (await street.Door.Margins.GetMarginAsync(new V1.GetMarginRequest { Account = DoorStreet.Main })).Margin;
                var known = await street.Street.MarginAsync(Street.Main);
                Assert.Equal(DoorStreet.Main, margin.Report.Account);
                Assert.Equal(known.Report.Pools[0].MaintenanceMargin.ToString(), margin.Report.Pools[0].Figures.MaintenanceMargin);
                Assert.True(margin.IsCurrent);
            },
            IsRefused = street => street.Door.Margins.GetMarginAsync(new V1.GetMarginRequest { Account = "ACME/none" }).ResponseAsync,
            Reason = "NO_SUCH_ACCOUNT",
            IsBad = street => street.Door.Margins.GetMarginAsync(new V1.GetMarginRequest { Account = "" }).ResponseAsync,
            Field = "account",
        },
        new("MarginService/WatchMargin")
        {
            Answers = async street =>
            {
                var first = await street.Door.Margins.WatchMargin(new V1.WatchMarginRequest { Accounts = { DoorStreet.Main } }).FirstAsync();
                Assert.Equal((DoorStreet.Main, true), (first.Update.Figures.Account, first.Update.IsFirst));
            },
            IsRefused = street => street.Door.Margins.WatchMargin(new V1.WatchMarginRequest { Cursor = "none" }).FirstAsync(),
            Reason = "CURSOR_INVALID",
            IsBad = street => street.Door.Margins.WatchMargin(new V1.WatchMarginRequest { Accounts = { DoorStreet.Main, "none" } }).FirstAsync(),
            Field = "accounts[1]",
        },
        new("MarginService/WhatIf")
        {
            Answers = async street =>
            {
                var response = await street.Door.Margins.WhatIfAsync(new V1.WhatIfRequest
                {
                    Account = DoorStreet.Main,
                    Trades = { new V1.ProposedTrade { Venue = "DERIBIT", Instrument = Street.BtcPerpetual.Code, Quantity = "1" } },
                });
                var (before, after) = (response.Before.Pools[0].Figures.MaintenanceMargin, response.After.Pools[0].Figures.MaintenanceMargin);
                Assert.True(decimal.Parse(after) > decimal.Parse(before), $"{before} before, {after} after");
                Assert.NotEmpty(response.Reasons);
            },
            IsRefused = street => street.Door.Margins.WhatIfAsync(new V1.WhatIfRequest { Account = "ACME/none" }).ResponseAsync,
            Reason = "NO_SUCH_ACCOUNT",
            IsBad = street => street.Door.Margins.WhatIfAsync(new V1.WhatIfRequest { Account = DoorStreet.Main, Shocks = { new V1.Shock { Factor = new V1.Factor { PriceOf = "BTC" }, Move = "x" } } }).ResponseAsync,
            Field = "shocks[0].move",
        },
        new("MarginService/Explain")
        {
            Answers = async street =>
            {
                var response = await street.Door.Margins.ExplainAsync(new V1.ExplainRequest { Account = DoorStreet.Main, Pool = "cross", WithOutlook = true });
                var pool = Assert.Single(response.Pools);
                Assert.Equal(response.Margin.Report.Pools.Single(each => each.Figures.Pool == "cross").Figures.MaintenanceMargin, pool.Requirement.Amount);
                Assert.NotEmpty(response.Distances);
            },
            IsRefused = street => street.Door.Margins.ExplainAsync(new V1.ExplainRequest { Account = DoorStreet.Main, Pool = "none" }).ResponseAsync,
            Reason = "NOT_FOUND",
            IsBad = street => street.Door.Margins.ExplainAsync(new V1.ExplainRequest { Account = DoorStreet.Main, Pool = "a b" }).ResponseAsync,
            Field = "pool",
        },
        new("MarginService/Evaluate")
        {
            Answers = async street =>
            {
                var known = await street.Street.MarginAsync(Street.Main);
                var market = (await street.Platform.MarketAsync(CancellationToken.None)).Snapshot!;
                var request = MarginWire.Write(known.Book, market, Street.Rules("house-1"));
                request.Explain = true;
                var response = await street.Door.Margins.EvaluateAsync(request);
                var own = HouseModel.Evaluate(known.Book, market, Street.Rules("house-1")).Pools[0];
                Assert.Equal(own.MaintenanceMargin.ToString(), response.Report.Pools[0].Figures.MaintenanceMargin);
                Assert.Equal(own.MaintenanceMargin.ToString(), response.Explanations[0].Requirement.Amount);
            },
            IsRefused = street => street.Door.Margins.EvaluateAsync(new V1.EvaluateRequest { Model = "span" }).ResponseAsync,
            Reason = "MALFORMED",
            IsBad = street => street.Door.Margins.EvaluateAsync(new V1.EvaluateRequest { Book = new V1.Book() }).ResponseAsync,
            Field = "book.account",
        },
        new("MarginService/ListModels")
        {
            Answers = async street =>
            {
                var models = (await street.Door.Margins.ListModelsAsync(new V1.ListModelsRequest())).Models;
                Assert.Equal(ModelCatalogue.Shipped.Models.Select(model => model.Name.Code), models.Select(model => model.Name));
                Assert.Equal((V1.ModelKind.Method, V1.ModelKind.Venue), (models[0].Kind, models.Single(model => model.Name == "deribit-pm").Kind));
            },
            IsRefused = null,
            Reason = "",
            IsBad = null,
            Field = "",
        },
        new("MarginService/Stress")
        {
            Answers = async street =>
            {
                var response = await street.Door.Margins.StressAsync(new V1.StressRequest
                {
                    Account = DoorStreet.Main,
                    Grid = new V1.StressGrid { Unit = "BTC", PriceMoves = { "-0.1", "0.1" } },
                });
                Assert.Equal(["BTC price -0.1", "BTC price 0.1"], response.Results.Select(result => result.Name));
                var equity = response.Results.Select(result => decimal.Parse(result.Pools[0].LikelyEquity)).ToList();
                Assert.True(equity[0] < equity[1]);
                Assert.True(response.IsCurrent);
            },
            IsRefused = street => street.Door.Margins.StressAsync(new V1.StressRequest { Account = DoorStreet.Main }).ResponseAsync,
            Reason = "MALFORMED",
            IsBad = street => street.Door.Margins.StressAsync(new V1.StressRequest { Account = DoorStreet.Main, Cases = { new V1.StressCase { Name = "a b" } } }).ResponseAsync,
            Field = "cases[0].name",
        },
        new("MarginService/GetMarginAsOf")
        {
            Answers = async street =>
            {
                var response = await street.Door.Margins.GetMarginAsOfAsync(new V1.GetMarginAsOfRequest { Account = DoorStreet.Main, Instant = street.In(TimeSpan.Zero) });
                Assert.Equal(DoorStreet.Main, response.Margin.Report.Account);
            },
            IsRefused = street => street.Door.Margins.GetMarginAsOfAsync(new V1.GetMarginAsOfRequest { Account = DoorStreet.Main, Cursor = "none" }).ResponseAsync,
            Reason = "CURSOR_INVALID",
            IsBad = street => street.Door.Margins.GetMarginAsOfAsync(new V1.GetMarginAsOfRequest { Account = DoorStreet.Main }).ResponseAsync,
            Field = "moment",
        },
        new("MarginCallService/WatchMarginCalls")
        {
            Answers = async street =>
            {
                var first = await street.Door.Calls.WatchMarginCalls(new V1.WatchMarginCallsRequest { Account = DoorStreet.Main }).FirstAsync();
                Assert.Equal(first.Cursor, first.Progress.Cursor);
                Assert.NotEmpty(first.Cursor);
            },
            IsRefused = street => street.Door.Calls.WatchMarginCalls(new V1.WatchMarginCallsRequest { Cursor = "none" }).FirstAsync(),
            Reason = "CURSOR_INVALID",
            IsBad = street => street.Door.Calls.WatchMarginCalls(new V1.WatchMarginCallsRequest { Account = "none" }).FirstAsync(),
            Field = "account",
        },
        new("MarginCallService/ListMarginCalls")
        {
            Answers = async street =>
            {
                var page = await street.Door.Calls.ListMarginCallsAsync(new V1.ListMarginCallsRequest { IncludeEnded = true });
                Assert.Empty(page.Calls);
                Assert.NotEmpty(page.NextPageToken);
            },
            IsRefused = street => street.Door.Calls.ListMarginCallsAsync(new V1.ListMarginCallsRequest { Account = "ACME/none" }).ResponseAsync,
            Reason = "NO_SUCH_ACCOUNT",
            IsBad = street => street.Door.Calls.ListMarginCallsAsync(new V1.ListMarginCallsRequest { PageSize = -1 }).ResponseAsync,
            Field = "page_size",
        },
        new("LiquidationService/WatchLiquidationRequests")
        {
            Answers = async street =>
            {
                var first = await street.Door.Liquidations.WatchLiquidationRequests(new V1.WatchLiquidationRequestsRequest { Account = DoorStreet.Main }).FirstAsync();
                Assert.Equal(first.Cursor, first.Progress.Cursor);
                Assert.NotEmpty(first.Cursor);
            },
            IsRefused = street => street.Door.Liquidations.WatchLiquidationRequests(new V1.WatchLiquidationRequestsRequest { Cursor = "none" }).FirstAsync(),
            Reason = "CURSOR_INVALID",
            IsBad = street => street.Door.Liquidations.WatchLiquidationRequests(new V1.WatchLiquidationRequestsRequest { Account = "none" }).FirstAsync(),
            Field = "account",
        },
        new("LiquidationService/ListLiquidations")
        {
            Answers = async street =>
            {
                var page = await street.Door.Liquidations.ListLiquidationsAsync(new V1.ListLiquidationsRequest { IncludeEnded = true });
                Assert.Empty(page.Liquidations);
                Assert.NotEmpty(page.NextPageToken);
            },
            IsRefused = street => street.Door.Liquidations.ListLiquidationsAsync(new V1.ListLiquidationsRequest { Account = "ACME/none" }).ResponseAsync,
            Reason = "NO_SUCH_ACCOUNT",
            IsBad = street => street.Door.Liquidations.ListLiquidationsAsync(new V1.ListLiquidationsRequest { PageSize = -1 }).ResponseAsync,
            Field = "page_size",
        },
        new("LiquidationService/PreviewLiquidation")
        {
            Answers = async street =>
            {
                var preview = await street.Door.Liquidations.PreviewLiquidationAsync(new V1.PreviewLiquidationRequest { Account = DoorStreet.Main });
                Assert.Equal("cross", preview.Evidence.Figures.Pool);
                Assert.Equal(V1.PlanOutcome.ReachesTarget, preview.Outcome);
            },
            IsRefused = street => street.Door.Liquidations.PreviewLiquidationAsync(new V1.PreviewLiquidationRequest { Account = DoorStreet.Main, Pool = "none" }).ResponseAsync,
            Reason = "NOT_FOUND",
            IsBad = street => street.Door.Liquidations.PreviewLiquidationAsync(new V1.PreviewLiquidationRequest { Account = "none" }).ResponseAsync,
            Field = "account",
        },
        new("RuleService/PutRuleSet")
        {
            Answers = async street =>
            {
                var put = await street.Door.Rules.PutRuleSetAsync(new V1.PutRuleSetRequest { RequestId = street.NextRequest(), RulesJson = RulesFile.Write(Street.Rules("put-1")) });
                Assert.Equal("put-1", put.Version);
            },
            IsRefused = street => street.Door.Rules.PutRuleSetAsync(new V1.PutRuleSetRequest { RequestId = street.NextRequest(), RulesJson = RulesFile.Write(Street.Rules("house-1", 1.5m)) }).ResponseAsync,
            Reason = "ALREADY_EXISTS",
            IsBad = street => street.Door.Rules.PutRuleSetAsync(new V1.PutRuleSetRequest { RequestId = street.NextRequest(), RulesJson = "{" }).ResponseAsync,
            Field = "rules_json",
        },
        new("RuleService/LintRuleSet")
        {
            Answers = async street =>
            {
                Assert.Empty((await street.Door.Rules.LintRuleSetAsync(new V1.LintRuleSetRequest { RulesJson = RulesFile.Write(Street.Rules("sound")) })).Findings);
                Assert.NotEmpty((await street.Door.Rules.LintRuleSetAsync(new V1.LintRuleSetRequest { RulesJson = "{" })).Findings);
            },
            IsRefused = null,
            Reason = "",
            IsBad = null,
            Field = "",
        },
        new("RuleService/PreviewRuleSet")
        {
            Answers = async street =>
            {
                var preview = await street.Door.Rules.PreviewRuleSetAsync(new V1.PreviewRuleSetRequest { RulesJson = RulesFile.Write(Street.Rules("dearer", 1.5m)) });
                var impact = preview.Impacts.Single(each => each.Account == DoorStreet.Main && each.Before.Pool == "cross");
                Assert.True(decimal.Parse(impact.After.InitialMargin) > decimal.Parse(impact.Before.InitialMargin));
                Assert.Equal(preview.Impacts.Count(each => each.ChangesState), preview.StateChanges);
            },
            IsRefused = street => street.Door.Rules.PreviewRuleSetAsync(new V1.PreviewRuleSetRequest { Version = "none" }).ResponseAsync,
            Reason = "NOT_FOUND",
            IsBad = street => street.Door.Rules.PreviewRuleSetAsync(new V1.PreviewRuleSetRequest { Book = "house" }).ResponseAsync,
            Field = "rules",
        },
        new("RuleService/ActivateRuleSet")
        {
            Answers = async street =>
            {
                await street.DraftAsync("twice");
                var from = street.In(TimeSpan.FromDays(7));
                var proposed = await street.Door.Rules.ActivateRuleSetAsync(new V1.ActivateRuleSetRequest { RequestId = street.NextRequest(), Version = "twice", EffectiveFrom = from });
                var request = new V1.ActivateRuleSetRequest { RequestId = street.NextRequest(), Version = "twice", EffectiveFrom = from };
                var approved = await street.Door.Rules.ActivateRuleSetAsync(request, DoorStreet.As(Street.Bob));
                var repeated = await street.Door.Rules.ActivateRuleSetAsync(request, DoorStreet.As(Street.Bob));
                Assert.Equal((false, true, true), (proposed.IsApproved, approved.IsApproved, repeated.IsApproved));
                var summary = (await street.Door.Rules.GetRuleSetAsync(new V1.GetRuleSetRequest { Version = "twice" })).Summary;
                Assert.Equal((V1.RuleSetStatus.Approved, "developer", Street.Bob.Code), (summary.Status, summary.ProposedBy, summary.ApprovedBy));
            },
            IsRefused = street => street.Door.Rules.ActivateRuleSetAsync(new V1.ActivateRuleSetRequest { RequestId = street.NextRequest(), Version = "none", EffectiveFrom = street.In(TimeSpan.FromDays(1)) }).ResponseAsync,
            Reason = "NOT_FOUND",
            IsBad = street => street.Door.Rules.ActivateRuleSetAsync(new V1.ActivateRuleSetRequest { RequestId = street.NextRequest(),  }).ResponseAsync,
            Field = "version",
        },
        new("RuleService/WithdrawActivation")
        {
            Answers = async street =>
            {
                await street.DraftAsync("withdrawn");
                await street.Door.Rules.ActivateRuleSetAsync(
                    new V1.ActivateRuleSetRequest { RequestId = street.NextRequest(), Version = "withdrawn", EffectiveFrom = street.In(TimeSpan.FromDays(9)) });
                var withdrawn = await street.Door.Rules.WithdrawActivationAsync(new V1.WithdrawActivationRequest { RequestId = street.NextRequest(), Version = "withdrawn" });
                Assert.True(withdrawn.RegisterVersion > 0);
            },
            IsRefused = street => street.Door.Rules.WithdrawActivationAsync(new V1.WithdrawActivationRequest { RequestId = street.NextRequest(), Version = "none" }).ResponseAsync,
            Reason = "NOT_FOUND",
            IsBad = street => street.Door.Rules.WithdrawActivationAsync(new V1.WithdrawActivationRequest { Version = "none" }).ResponseAsync,
            Field = "request_id",
        },
        new("RuleService/GetRuleSet")
        {
            Answers = async street =>
            {
                var content = await street.Door.Rules.GetRuleSetAsync(new V1.GetRuleSetRequest());
                Assert.Equal(("house-1", true, Street.Bob.Code), (content.Summary.Version, content.Summary.IsInForce, content.Summary.ApprovedBy));
                Assert.Equal(RulesFile.Write(Street.Rules("house-1")), content.RulesJson);
            },
            IsRefused = street => street.Door.Rules.GetRuleSetAsync(new V1.GetRuleSetRequest { Version = "none" }).ResponseAsync,
            Reason = "NOT_FOUND",
            IsBad = street => street.Door.Rules.GetRuleSetAsync(new V1.GetRuleSetRequest { Version = "a b" }).ResponseAsync,
            Field = "version",
        },
        new("RuleService/ListRuleSets")
        {
            Answers = async street =>
            {
                await street.DraftAsync("listed");
                var first = await street.Door.Rules.ListRuleSetsAsync(new V1.ListRuleSetsRequest { Book = "house", PageSize = 1 });
                var rest = await street.Door.Rules.ListRuleSetsAsync(new V1.ListRuleSetsRequest { Book = "house", PageToken = first.NextPageToken });
                var versions = first.RuleSets.Concat(rest.RuleSets).Select(each => each.Version).ToList();
                Assert.Equal(versions.Distinct().Order(StringComparer.Ordinal), versions);
                Assert.Contains("listed", versions);
            },
            IsRefused = async street =>
            {
                await street.DraftAsync("listed-too");
                var first = await street.Door.Rules.ListRuleSetsAsync(new V1.ListRuleSetsRequest { Book = "house", PageSize = 1 });
                await street.Door.Rules.ListRuleSetsAsync(new V1.ListRuleSetsRequest { PageToken = first.NextPageToken });
            },
            Reason = "CURSOR_INVALID",
            IsBad = street => street.Door.Rules.ListRuleSetsAsync(new V1.ListRuleSetsRequest { Book = "a b" }).ResponseAsync,
            Field = "book",
        },
        new("InstitutionService/RegisterInstitution")
        {
            Answers = async street =>
            {
                var change = (await street.Door.Institutions.RegisterInstitutionAsync(
                    new V1.RegisterInstitutionRequest { RequestId = street.NextRequest(), Institution = "BOREAL", DisplayName = "Boreal Capital" })).Change;
                Assert.True(change.Version > 0);
            },
            IsRefused = street => street.Door.Institutions.RegisterInstitutionAsync(new V1.RegisterInstitutionRequest { RequestId = street.NextRequest(), Institution = "ACME", DisplayName = "Acme again" }).ResponseAsync,
            Reason = "ALREADY_EXISTS",
            IsBad = street => street.Door.Institutions.RegisterInstitutionAsync(new V1.RegisterInstitutionRequest { RequestId = street.NextRequest(), DisplayName = "Nameless" }).ResponseAsync,
            Field = "institution",
        },
        new("InstitutionService/ListInstitutions")
        {
            Answers = async street =>
            {
                var page = await street.Door.Institutions.ListInstitutionsAsync(new V1.ListInstitutionsRequest());
                var acme = page.Institutions.Single(institution => institution.Institution_ == "ACME");
                Assert.True(acme.Accounts >= 1);
                Assert.Equal("", page.NextPageToken);
            },
            IsRefused = street => street.Door.Institutions.ListInstitutionsAsync(new V1.ListInstitutionsRequest { PageToken = "*" }).ResponseAsync,
            Reason = "CURSOR_INVALID",
            IsBad = street => street.Door.Institutions.ListInstitutionsAsync(new V1.ListInstitutionsRequest { PageSize = -1 }).ResponseAsync,
            Field = "page_size",
        },
        new("InstitutionService/GrantRole")
        {
            Answers = async street =>
            {
                await street.Door.Institutions.GrantRoleAsync(new V1.GrantRoleRequest { RequestId = street.NextRequest(), Principal = "ann@acme", Role = V1.Role.Trader, Institution = "ACME", Account = DoorStreet.Main });
                var grants = (await street.Door.Institutions.ListGrantsAsync(new V1.ListGrantsRequest { Principal = "ann@acme" })).Grants;
                Assert.Equal((V1.Role.Trader, "ACME", DoorStreet.Main), grants.Select(grant => (grant.Role, grant.Institution, grant.Account)).Single());
            },
            IsRefused = street => street.Door.Institutions.GrantRoleAsync(new V1.GrantRoleRequest { RequestId = street.NextRequest(), Principal = "eve@acme", Role = V1.Role.Viewer, Institution = "NONE" }).ResponseAsync,
            Reason = "NOT_FOUND",
            IsBad = street => street.Door.Institutions.GrantRoleAsync(new V1.GrantRoleRequest { RequestId = street.NextRequest(), Principal = "eve@acme", Institution = "ACME" }).ResponseAsync,
            Field = "role",
        },
        new("InstitutionService/RevokeRole")
        {
            Answers = async street =>
            {
                await street.Door.Institutions.GrantRoleAsync(new V1.GrantRoleRequest { RequestId = street.NextRequest(), Principal = "tim@acme", Role = V1.Role.Viewer, Institution = "ACME" });
                await street.Door.Institutions.RevokeRoleAsync(new V1.RevokeRoleRequest { RequestId = street.NextRequest(), Principal = "tim@acme", Role = V1.Role.Viewer, Institution = "ACME" });
                Assert.Empty((await street.Door.Institutions.ListGrantsAsync(new V1.ListGrantsRequest { Principal = "tim@acme" })).Grants);
            },
            IsRefused = street => street.Door.Institutions.RevokeRoleAsync(new V1.RevokeRoleRequest { RequestId = street.NextRequest(), Principal = "nobody", Role = V1.Role.Viewer, Institution = "ACME" }).ResponseAsync,
            Reason = "NOT_FOUND",
            IsBad = street => street.Door.Institutions.RevokeRoleAsync(new V1.RevokeRoleRequest { RequestId = street.NextRequest(), Role = V1.Role.Viewer, Institution = "ACME" }).ResponseAsync,
            Field = "principal",
        },
        new("InstitutionService/ListGrants")
        {
            Answers = async street =>
            {
                foreach (var role in new[] { V1.Role.Viewer, V1.Role.Risk, V1.Role.Auditor })
                {
                    await street.Door.Institutions.GrantRoleAsync(new V1.GrantRoleRequest { RequestId = street.NextRequest(), Principal = "zoe@acme", Role = role, Institution = "ACME" });
                }

                var request = new V1.ListGrantsRequest { Institution = "ACME", Principal = "zoe@acme", PageSize = 2 };
                var first = await street.Door.Institutions.ListGrantsAsync(request);
                request.PageToken = first.NextPageToken;
                var rest = await street.Door.Institutions.ListGrantsAsync(request);
                Assert.Equal((2, 1, ""), (first.Grants.Count, rest.Grants.Count, rest.NextPageToken));
                Assert.Equal([V1.Role.Viewer, V1.Role.Risk, V1.Role.Auditor], first.Grants.Concat(rest.Grants).Select(grant => grant.Role));
            },
            IsRefused = street => street.Door.Institutions.ListGrantsAsync(new V1.ListGrantsRequest { PageToken = "bm9uZQ" }).ResponseAsync,
            Reason = "CURSOR_INVALID",
            IsBad = street => street.Door.Institutions.ListGrantsAsync(new V1.ListGrantsRequest { Principal = "a b" }).ResponseAsync,
            Field = "principal",
        },
        new("InstitutionService/SetQuota")
        {
            Answers = async street =>
            {
                await street.Door.Institutions.RegisterInstitutionAsync(new V1.RegisterInstitutionRequest { RequestId = street.NextRequest(), Institution = "CIRRUS", DisplayName = "Cirrus" });
                await street.Door.Institutions.SetQuotaAsync(new V1.SetQuotaRequest { RequestId = street.NextRequest(), Institution = "CIRRUS", Accounts = 3, UpdatesPerSecond = 100 });
                var cirrus = (await street.Door.Institutions.ListInstitutionsAsync(new V1.ListInstitutionsRequest())).Institutions.Single(each => each.Institution_ == "CIRRUS");
                Assert.Equal((3, 100), (cirrus.AccountQuota, cirrus.UpdatesPerSecondQuota));
            },
            IsRefused = street => street.Door.Institutions.SetQuotaAsync(new V1.SetQuotaRequest { RequestId = street.NextRequest(), Institution = "NONE", Accounts = 1, UpdatesPerSecond = 1 }).ResponseAsync,
            Reason = "NOT_FOUND",
            IsBad = street => street.Door.Institutions.SetQuotaAsync(new V1.SetQuotaRequest { RequestId = street.NextRequest(), Accounts = 1 }).ResponseAsync,
            Field = "institution",
        },
        new("InstitutionService/ContributeToFund")
        {
            Answers = async street =>
            {
                await street.Door.Institutions.ContributeToFundAsync(new V1.ContributeToFundRequest { RequestId = street.NextRequest(), Institution = "ACME", Amount = "250.5" });
                var fund = await street.Door.Institutions.GetFundAsync(new V1.GetFundRequest());
                Assert.True(decimal.Parse(fund.Contributed) >= 250.5m);
            },
            IsRefused = street => street.Door.Institutions.ContributeToFundAsync(new V1.ContributeToFundRequest { RequestId = street.NextRequest(), Institution = "ACME", Amount = "-5" }).ResponseAsync,
            Reason = "MALFORMED",
            IsBad = street => street.Door.Institutions.ContributeToFundAsync(new V1.ContributeToFundRequest { RequestId = street.NextRequest(), Institution = "ACME", Amount = "-" }).ResponseAsync,
            Field = "amount",
        },
        new("InstitutionService/GetFund")
        {
            Answers = async street =>
            {
                await street.Door.Institutions.ContributeToFundAsync(new V1.ContributeToFundRequest { RequestId = street.NextRequest(), Institution = "ACME", Amount = "10" });
                var fund = await street.Door.Institutions.GetFundAsync(new V1.GetFundRequest());
                Assert.Equal(fund.Contributed, fund.Available);
                Assert.Equal(("0", "0", ""), (fund.Reserved, fund.Paid, fund.NextPageToken));
                Assert.Equal("ACME", Assert.Single(fund.Shares).Institution);
            },
            IsRefused = street => street.Door.Institutions.GetFundAsync(new V1.GetFundRequest { PageToken = "bm9uZQ" }).ResponseAsync,
            Reason = "CURSOR_INVALID",
            IsBad = street => street.Door.Institutions.GetFundAsync(new V1.GetFundRequest { PageSize = 5_000 }).ResponseAsync,
            Field = "page_size",
        },
        new("MarketDataService/GetInstrument")
        {
            Answers = async street =>
            {
                var found = await street.Door.Market.GetInstrumentAsync(new V1.GetInstrumentRequest { Id = Street.BtcPerpetual.Code });
                Assert.Equal((Street.BtcPerpetual.Code, "100000"), (found.Instrument.Id, found.Mark.Mark));
                Assert.True(found.Market.Position > 0);
            },
            IsRefused = street => street.Door.Market.GetInstrumentAsync(new V1.GetInstrumentRequest { Id = "NONE" }).ResponseAsync,
            Reason = "NOT_FOUND",
            IsBad = street => street.Door.Market.GetInstrumentAsync(new V1.GetInstrumentRequest { Id = "" }).ResponseAsync,
            Field = "id",
        },
        new("MarketDataService/ListInstruments")
        {
            Answers = async street =>
            {
                var page = await street.Door.Market.ListInstrumentsAsync(new V1.ListInstrumentsRequest { Unit = "BTC" });
                Assert.Contains(page.Instruments, instrument => instrument.Id == Street.BtcPerpetual.Code);
            },
            IsRefused = street => street.Door.Market.ListInstrumentsAsync(new V1.ListInstrumentsRequest { PageToken = "bm9uZQ" }).ResponseAsync,
            Reason = "CURSOR_INVALID",
            IsBad = street => street.Door.Market.ListInstrumentsAsync(new V1.ListInstrumentsRequest { Unit = "a b" }).ResponseAsync,
            Field = "unit",
        },
        new("MarketDataService/UpsertInstruments")
        {
            Answers = async street =>
            {
                var listed = InstrumentWire.Write(new Perpetual(new InstrumentId("BTC-USDC-PERP-2"), Street.Bitcoin, ContractStyle.Linear, Street.Usdc, 1m));
                var done = await street.Door.Market.UpsertInstrumentsAsync(new V1.UpsertInstrumentsRequest { RequestId = street.NextRequest(), Instruments = { listed } });
                Assert.True(done.Version > 0);
            },
            IsRefused = street =>
            {
                var changed = InstrumentWire.Write(new Perpetual(Street.BtcPerpetual, Street.Bitcoin, ContractStyle.Linear, Street.Usdc, 10m));
                return street.Door.Market.UpsertInstrumentsAsync(new V1.UpsertInstrumentsRequest { RequestId = street.NextRequest(), Instruments = { changed } }).ResponseAsync;
            },
            Reason = "FINDINGS",
            IsBad = street => street.Door.Market.UpsertInstrumentsAsync(new V1.UpsertInstrumentsRequest { RequestId = street.NextRequest(), Instruments = { new V1.Instrument { Id = "X" } } }).ResponseAsync,
            Field = "instruments[0]*",
        },
        new("MarketDataService/WatchMarket")
        {
            Answers = async street =>
            {
                using var call = street.Door.Market.WatchMarket(new V1.WatchMarketRequest());
                var first = await call.ResponseStream.NextAsync();
                Assert.True(first.Change.IsFirst);
                Assert.Contains(first.Change.Changes.Instruments, instrument => instrument.Id == Street.BtcPerpetual.Code);
                Assert.NotEmpty(first.Cursor);
            },
            IsRefused = street => street.Door.Market.WatchMarket(new V1.WatchMarketRequest { Cursor = "none" }).FirstAsync(),
            Reason = "CURSOR_INVALID",
            IsBad = null,
            Field = "",
        },
        new("AuditService/ReadJournal")
        {
            Answers = async street =>
            {
                using var call = street.Door.Audit.ReadJournal(new V1.ReadJournalRequest { Account = DoorStreet.Main });
                var all = await call.ResponseStream.AllAsync();
                Assert.Equal(V1.ReadJournalResponse.EventOneofCase.Progress, all[^1].EventCase);
                Assert.Equal("AccountOpened", all[0].Record.Kind);
            },
            IsRefused = street => street.Door.Audit.ReadJournal(new V1.ReadJournalRequest { Cursor = "none" }).FirstAsync(),
            Reason = "CURSOR_INVALID",
            IsBad = street => street.Door.Audit.ReadJournal(new V1.ReadJournalRequest { Account = "none" }).FirstAsync(),
            Field = "account",
        },
        new("FeedService/ListFeeds")
        {
            Answers = async street =>
            {
                var feeds = (await street.Door.Feeds.ListFeedsAsync(new V1.ListFeedsRequest { Account = DoorStreet.Main })).Feeds;
                Assert.Contains(feeds, feed => feed.Feed == DoorStreet.Feed && feed.Epoch == 1);
            },
            IsRefused = street => street.Door.Feeds.ListFeedsAsync(new V1.ListFeedsRequest { Account = "ACME/none" }).ResponseAsync,
            Reason = "NO_SUCH_ACCOUNT",
            IsBad = street => street.Door.Feeds.ListFeedsAsync(new V1.ListFeedsRequest { Account = "" }).ResponseAsync,
            Field = "account",
        },
    ];
}
