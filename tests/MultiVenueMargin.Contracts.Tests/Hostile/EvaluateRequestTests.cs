using MultiVenueMargin.Files;
using MultiVenueMargin.Risk.RuleBooks;
using MultiVenueMargin.Risk.RuleBooks.Documents;
using MultiVenueMargin.Testing.Files;

namespace MultiVenueMargin.Contracts.Tests.Hostile;

/// <summary>What the domain objects to stands at its place in the request, where lists have indices and the domain has names.</summary>
public sealed class EvaluateRequestTests
{
    [Fact]
    public void Request_WhenItIsSound_IsReadWithTheDefaultRules()
    {
        var read = MarginWire.Read(Sound());

        Assert.True(read.IsSound, string.Join('\n', read.Problems));
        Assert.Equal(("acme/desk", "house-default-1"), (read.Value.Book.Account.ToString(), read.Value.Rules.Version.Code));
    }

    public static TheoryData<string, Action<V1.EvaluateRequest>> Slips => new()
    {
        { "book.lines[1].balance", request => { request.Book.Lines[1].IsLoan = true; request.Book.Lines[1].Balance = "-1"; } },
        { "book.positions[0].average_entry", request => request.Book.Positions[0].AverageEntry = "0" },
        { "book.orders[0].quantity", request => request.Book.Orders[0].Quantity = "0" },
        { "book.lines[2].finality.required", request => request.Book.Lines[2].Finality.Required = 0 },
        { "book.venue_statements[0].initial_margin", request => request.Book.VenueStatements[0].InitialMargin = "-5" },
        { "book.prior_states[0]", request => request.Book.PriorStates[0].State = V1.MarginState.Unknown },
        { "book.routes[0].to", request => request.Book.Routes[0].To = request.Book.Routes[0].From },
        { "market.prices[0].confidence", request => request.Market.Prices[0].Confidence = "1.5" },
        { "market.prices[2].sources[0].confidence", request => request.Market.Prices.Single(price => price.Asset == "USDT").Sources[0].Confidence = "2" },
        { "market.instruments[1].option.strike", request => Option(request).Strike = "0" },
        { "market.instruments[1].option.multiplier", request => Option(request).Multiplier = "0" },
        { "market.marks[1].depth[0].coins", request => request.Market.Marks[1].Depth[0].Coins = "0" },
        { "market.units[0].daily_volatility", request => request.Market.Units[0].DailyVolatility = "11" },
        { "market.units[0].smiles[0].quoted.points[1].volatility", request => request.Market.Units[0].Smiles[0].Quoted.Points[1].Volatility = "99" },
        { "market.units[0].smiles[1].svi.rho", request => request.Market.Units[0].Smiles[1].Svi.Rho = "1.5" },
        { "market.correlations[0].days_250", request => request.Market.Correlations[0].Days250 = "1.5" },
        { "rules_json", request => request.RulesJson = "{ \"schema\": \"mvm-rules/1\", \"extends\": \"house-default\", \"version\": \"x\" }" },
        { "model", request => request.Model = "span" },
        { "models[1]", request => request.Models.Add(["span", "nobody"]) },
        { "models[0]", request => request.Models.Add("") },
        { "models[0]", request => request.Models.Add("Span") },
        { "models[2]", request => request.Models.Add(["span", "house", "span"]) },
        { "book", request => request.Book = null },
        { "market", request => request.Market = null },
        { "market.as_of", request => request.Market.AsOf = null },
        { "market.instruments[0].kind", request => request.Market.Instruments[0].ClearKind() },
    };

    [Theory]
    [MemberData(nameof(Slips))]
    public void Slip_WhenTheDomainObjects_IsNamedByItsPathInTheRequest(string path, Action<V1.EvaluateRequest> slip)
    {
        var request = Sound();
        slip(request);

        var problem = MarginWire.Read(request).Problems[0];

        Assert.Equal(path, problem.Path);
        Assert.True(path == "book.prior_states[0]" || MessageLeaf.Leads(V1.EvaluateRequest.Descriptor, problem.Path));
        Assert.NotEmpty(problem.Problem);
    }

    [Fact]
    public void Rules_WhenSomethingIsWrongWithThem_AreToldWithThePlaceInTheJson()
    {
        var request = Sound();
        request.RulesJson = Examples.Rules.Replace("\"grid_steps\": 5", "\"grid_steps\": \"NaN\"", StringComparison.Ordinal);

        Assert.Equal(
            "rules_json has at scan.grid_steps: \"NaN\" is not a plain decimal number",
            Assert.Single(MarginWire.Read(request).Problems).ToString().Split(". ")[0]);
        Assert.Equal("scan.grid_steps", Assert.Single(RuleWire.Lint(request.RulesJson)).Path);
        Assert.Empty(RuleWire.Lint(Examples.Rules));
    }

    [Fact]
    public void Models_WhenNamed_AreReadInThatOrder()
    {
        var request = Sound();
        request.Models.Add(["span", "house", "deribit-pm"]);
        request.WithDistances = true;

        var read = MarginWire.Read(request);

        Assert.True(read.IsSound, string.Join('\n', read.Problems));
        Assert.Equal(["span", "house", "deribit-pm"], read.Value.Models.Select(model => model.Name.Code));
        Assert.True(read.Value.WithDistances);
        Assert.Empty(MarginWire.Read(Sound()).Value.Models);
        Assert.False(MarginWire.Read(Sound()).Value.WithDistances);
    }

    [Fact]
    public void Model_WhenThereIsNone_IsRefusedWithTheNamesThereAre()
    {
        var request = Sound();
        request.Models.Add("nobody");

        var problem = Assert.Single(MarginWire.Read(request).Problems);

        Assert.StartsWith("models[0] is \"nobody\", which is no model; it is one of house, aave, ", problem.ToString(), StringComparison.Ordinal);
        Assert.All(ModelCatalogue.Shipped.Models, model => Assert.Contains($" {model.Name}", problem.Problem, StringComparison.Ordinal));
    }

    [Fact]
    public void Models_WhenTheRulesHaveParametersOfTheirOwn_AreReadWithThem()
    {
        var request = Sound();
        request.Models.Add("span");
        var shipped = RuleBookDocument.ShippedText("span")!;
        request.RulesJson = WithRuleBook(shipped.Replace(RuleBookDocument.Shipped("span").Title, "SPAN as our broker has it", StringComparison.Ordinal));

        var read = MarginWire.Read(request);

        Assert.True(read.IsSound, string.Join('\n', read.Problems));
        Assert.Equal("SPAN as our broker has it", Assert.Single(read.Value.Models).Provenance.Title);
    }

    [Fact]
    public void RuleBook_WhenItsParametersDoNotFit_IsRefusedAtTheRules()
    {
        var request = Sound();
        request.Models.Add("span");
        request.RulesJson = WithRuleBook(RuleBookDocument.ShippedText("span")!.Replace("\"parameters\": {", "\"parameters\": { \"nothing_of_it\": 1,", StringComparison.Ordinal));

        var problem = Assert.Single(MarginWire.Read(request).Problems);

        Assert.Equal("rules_json", problem.Path);
        Assert.StartsWith("has at rule_books", problem.Problem, StringComparison.Ordinal);
        Assert.Contains("nothing_of_it", problem.Problem, StringComparison.Ordinal);
    }

    private static string WithRuleBook(string document) => Examples.Rules.Replace("\"scan\":", $"\"rule_books\": {{ \"span\": {document} }}, \"scan\":", StringComparison.Ordinal);

    private static V1.EuropeanOption Option(V1.EvaluateRequest request) => request.Market.Instruments.Single(each => each.Option is not null).Option;

    private static V1.EvaluateRequest Sound() => MarginWire.Write(
        BookFile.Parse("book.json", Examples.Bytes(Examples.Book)).Content!,
        MarketFile.Parse("market.json", Examples.Bytes(Examples.Market)).Content!,
        null);
}
