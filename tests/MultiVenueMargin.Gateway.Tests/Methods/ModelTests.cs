using MultiVenueMargin.Contracts;
using MultiVenueMargin.Domain;
using MultiVenueMargin.Domain.Books;
using MultiVenueMargin.Domain.Market;
using MultiVenueMargin.Domain.Rules;
using MultiVenueMargin.Files;
using MultiVenueMargin.Gateway.Tests.Doors;
using MultiVenueMargin.Platform.Conformance;
using MultiVenueMargin.Risk.RuleBooks;
using MultiVenueMargin.Risk.RuleBooks.Books;
using MultiVenueMargin.Risk.RuleBooks.Comparing;
using MultiVenueMargin.Risk.Valuation;

namespace MultiVenueMargin.Gateway.Tests.Methods;

/// <summary>Margin models through the door: what each asks of a book that a caller brings along, and rules whose venues name one.</summary>
public sealed class ModelTests(DoorStreet street) : IClassFixture<DoorStreet>
{
    private static readonly PoolId Second = new("second");

    [Fact]
    public async Task Evaluation_WhenItNamesModels_HasOneReportOfEachForEveryPool()
    {
        var (book, market) = await TwoPoolsAsync();
        var rules = Street.Rules("house-1");
        var request = MarginWire.Write(book, market, rules, new ModelName("deribit-sm"), new ModelName("house"));
        request.WithDistances = true;

        var answer = await street.Door.Margins.EvaluateAsync(request);

        Assert.Equal(
            [("cross", "deribit-sm"), ("cross", "house"), ("second", "deribit-sm"), ("second", "house")],
            answer.Models.Select(report => (report.Pool, report.Model)));
        var priced = new PricedMarket(market, rules);
        foreach (var report in answer.Models)
        {
            var own = Assert.Single(ModelComparison.Of(
                ModelBook.Of(book, new PoolId(report.Pool), priced), [ModelCatalogue.Shipped.Find(report.Model)!]));
            Assert.Equal(ModelWire.Write(own), report);
        }

        var house = answer.Models.Where(report => report.Model == "house").Select(report => (report.Pool, report.Maintenance, report.Equity));
        Assert.Equal(answer.Report.Pools.Select(pool => (pool.Figures.Pool, pool.Figures.MaintenanceMargin, pool.Figures.WorstEquity)), house);

        // Half a bitcoin long at 100 000 with 20 000 beside it: a third down costs 16 667 and leaves less than anybody asks, and no rise hurts.
        var distance = Assert.Single(answer.Models[3].Distances);
        Assert.Equal(("BTC", ""), (distance.Unit, distance.Up));
        Assert.InRange(decimal.Parse(distance.Down, System.Globalization.CultureInfo.InvariantCulture), -0.4m, -0.1m);
    }

    [Fact]
    public async Task Evaluation_WhenItNamesNoModel_IsAsBefore()
    {
        var (book, market) = await TwoPoolsAsync();

        var answer = await street.Door.Margins.EvaluateAsync(MarginWire.Write(book, market, Street.Rules("house-1")));

        Assert.Empty(answer.Models);
        Assert.Equal(2, answer.Report.Pools.Count);
    }

    [Fact]
    public async Task Evaluation_WhenItsRulesHaveARuleBook_ReportsByIt()
    {
        var (book, market) = await TwoPoolsAsync();
        var shipped = Risk.RuleBooks.Documents.RuleBookDocument.ShippedText("deribit-sm")!;
        var title = Risk.RuleBooks.Documents.RuleBookDocument.Shipped("deribit-sm").Title;
        var name = new ModelName("deribit-sm");
        var rules = Street.Rules("house-1") with
        {
            RuleBooks = new Dictionary<ModelName, RuleBookText> { [name] = new(shipped.Replace(title, "As our desk reads it", StringComparison.Ordinal)) },
        };

        var answer = await street.Door.Margins.EvaluateAsync(MarginWire.Write(book, market, rules, name));

        Assert.All(answer.Models, report => Assert.Equal("As our desk reads it", report.Title));
        Assert.Equal(2, answer.Models.Count);
    }

    [Theory]
    [InlineData("models[1]", "house", "nobody")]
    [InlineData("models[1]", "house", "house")]
    [InlineData("models[0]", "")]
    public async Task Evaluation_WhenAModelIsNone_IsRefusedByItsPath(string field, params string[] models)
    {
        var (book, market) = await TwoPoolsAsync();
        var request = MarginWire.Write(book, market, null);
        request.Models.Add(models);

        var refused = await Refused.ByAsync(() => street.Door.Margins.EvaluateAsync(request).ResponseAsync);

        Assert.Equal("MALFORMED", refused.Reason);
        Assert.Equal([field], refused.Fields);
    }

    [Fact]
    public async Task Rules_WhenAVenueNamesItsModel_AreTakenAndMarginLiveAccounts()
    {
        var rules = Street.Rules("with-models");
        rules = rules with
        {
            Locations = rules.Locations.ToDictionary(
                entry => entry.Key, entry => entry.Key == Street.Deribit ? entry.Value with { Model = new ModelName("deribit-sm"), DriftTolerance = 0.05m } : entry.Value),
        };
        var json = RulesFile.Write(rules);
        Assert.Contains("\"deribit-sm\"", json, StringComparison.Ordinal);

        Assert.Empty((await street.Door.Rules.LintRuleSetAsync(new V1.LintRuleSetRequest { RulesJson = json })).Findings);
        var preview = await street.Door.Rules.PreviewRuleSetAsync(new V1.PreviewRuleSetRequest { RulesJson = json });
        Assert.Contains(preview.Impacts, impact => impact.Account == DoorStreet.Main);
        await street.Door.Rules.PutRuleSetAsync(new V1.PutRuleSetRequest { RequestId = street.NextRequest(), RulesJson = json });
        Assert.Equal(json, (await street.Door.Rules.GetRuleSetAsync(new V1.GetRuleSetRequest { Version = "with-models" })).RulesJson);

        var activate = new V1.ActivateRuleSetRequest { Version = "with-models", EffectiveFrom = street.In(TimeSpan.Zero) };
        await street.Door.Rules.ActivateRuleSetAsync(new V1.ActivateRuleSetRequest(activate) { RequestId = street.NextRequest() });
        var approved = await street.Door.Rules.ActivateRuleSetAsync(
            new V1.ActivateRuleSetRequest(activate) { RequestId = street.NextRequest() }, DoorStreet.As(Street.Bob));
        Assert.True(approved.IsApproved);
        await street.AdvanceAsync(TimeSpan.FromSeconds(12));

        var margin = (await street.Door.Margins.GetMarginAsync(new V1.GetMarginRequest { Account = DoorStreet.Main })).Margin;
        Assert.Equal("with-models", margin.Report.Rules);
        var explained = await street.Door.Margins.ExplainAsync(new V1.ExplainRequest { Account = DoorStreet.Main });
        Assert.Equal(margin.Report.Pools[0].Figures.MaintenanceMargin, Assert.Single(explained.Pools).Requirement.Amount);
    }

    /// <summary>The account's own book, and half a bitcoin long in a pool beside it.</summary>
    private async Task<(Book Book, MarketSnapshot Market)> TwoPoolsAsync()
    {
        var known = await street.Street.MarginAsync(Street.Main);
        var market = (await street.Platform.MarketAsync(CancellationToken.None)).Snapshot!;
        var (line, position) = (known.Book.Lines[0], known.Book.Positions[0]);
        return (
            known.Book with
            {
                Lines = [.. known.Book.Lines, line with { Pool = Second, Balance = new Quantity(20_000m) }],
                Positions = [.. known.Book.Positions, position with { Pool = Second, Quantity = new Quantity(0.5m) }],
            },
            market);
    }
}
