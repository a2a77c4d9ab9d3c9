using System.Text.Json;
using System.Text.Json.Nodes;
using MultiVenueMargin.Golden.House;
using MultiVenueMargin.Risk.House;

namespace MultiVenueMargin.Golden.Tests.House;

/// <summary>A runner that passes proves nothing unless everything that could be wrong makes it fail.</summary>
public sealed class HouseVectorTests
{
    public static TheoryData<string> Cases => [.. RepositoryCases.Names];

    [Theory]
    [MemberData(nameof(Cases))]
    public void Run_WhenAnyExpectedFigureIsAltered_FailsAtThatFigure(string name)
    {
        var (expected, ours) = Evaluate(name);
        foreach (var path in expected.Paths)
        {
            var mismatches = FigureComparison.Compare(With(expected, path, Alter(expected[path])), ours);
            Assert.Contains(mismatches, mismatch => mismatch.Path == path);
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Run_WhenAnExpectedFigureIsTakenAway_FailsUnlessItIsNothing(string name)
    {
        var (expected, ours) = Evaluate(name);
        foreach (var path in expected.Paths)
        {
            var mismatches = FigureComparison.Compare(Without(expected, path), ours);
            Assert.Equal(!ours[path].MayBeLeftOut, mismatches.Any(mismatch => mismatch.Path == path));
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Run_WhenAnyInputObjectHasAKeyNobodyKnows_RefusesItByName(string name)
    {
        var original = RepositoryCases.Read(name);
        foreach (var path in ObjectsOf(original, string.Empty).Where(HasClosedKeys))
        {
            var altered = original.DeepClone();
            At(altered, path)["surprise"] = 1;

            var refusal = Assert.Throws<UnmappableInputException>(() => HouseVector.Run(Input(altered)));
            Assert.Equal($"{path}/surprise", refusal.Path);
        }
    }

    [Fact]
    public void Run_WhenAHandFigureIsWrong_Fails()
    {
        var altered = RepositoryCases.Read("long-perp");
        altered["hand"]!["cross/units/BTC/SCAN"] = "32001";

        var mismatch = Assert.Single(HouseVector.Run(Input(altered)));
        Assert.Equal("cross/units/BTC/SCAN: expected 32001, ours 32000, difference -1", mismatch.ToString());
    }

    [Fact]
    public void Run_WhenAnInputChanges_TheFiguresDo()
    {
        var altered = RepositoryCases.Read("long-perp");
        altered["book"]!["positions"]![0]!["qty"] = "4.1";

        Assert.Contains(HouseVector.Run(Input(altered)), mismatch => mismatch.Path == "cross/units/BTC/SCAN");
    }

    [Fact]
    public void Run_WhenAQuestionHasNoExpectedAnswer_RefusesIt()
    {
        var altered = RepositoryCases.Read("loan-against-btc");
        altered["call_in"] = new JsonArray(new JsonObject { ["asset"] = "USDC", ["location"] = "CHAIN" });

        var refusal = Assert.Throws<UnmappableInputException>(() => HouseVector.Run(Input(altered)));
        Assert.Contains("call_in is asked", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Run_WhenAnAnswerWasNotAsked_CannotCompareIt()
    {
        var altered = RepositoryCases.Read("loan-against-btc");
        altered["expected"]!["cross"]!["call_in"] = new JsonArray(new JsonArray("USDC", "CHAIN", "12"));

        var mismatch = Assert.Single(HouseVector.Run(Input(altered)));
        Assert.Equal("cross/call_in/USDC@CHAIN", mismatch.Path);
    }

    /// <summary>
    /// Two locations: 8000 USDC at B are called up to 1.30 MM. One more USDC at B counts 0.98 · 0.995 = 0.9751 and changes no
    /// requirement, so the answer is (1.30·MM − 7800.80) / 0.9751.
    /// </summary>
    [Fact]
    public void Run_WhenTheCallAmountIsAskedInAnAsset_ComparesIt()
    {
        var altered = RepositoryCases.Read("two-locations");
        var mm = decimal.Parse(altered["expected"]!["cross"]!["MM"]!.GetValue<string>());
        var amount = ((1.3m * mm) - 7800.80m) / 0.9751m;
        altered["call_in"] = new JsonArray(new JsonObject { ["asset"] = "USDC", ["location"] = "B" });
        altered["expected"]!["cross"]!["call_in"] = new JsonArray(new JsonArray("USDC", "B", amount.ToString()));
        Assert.Empty(HouseVector.Run(Input(altered)));

        altered["expected"]!["cross"]!["call_in"]![0]![2] = (amount + 0.0001m).ToString();
        Assert.Single(HouseVector.Run(Input(altered)));
    }

    [Theory]
    [InlineData("1.20", 0)]
    [InlineData("1.05", 1)]
    public void Run_WhenADistanceIsWrong_FailsAtItsLevelAndDirection(string level, int direction)
    {
        var altered = RepositoryCases.Read("long-perp");
        altered["expected"]!["cross"]!["distance"]!["BTC"]![level]![direction] = "0.5";

        Assert.Equal($"cross/distance/BTC/{level}/{direction}", Assert.Single(HouseVector.Run(Input(altered))).Path);
    }

    [Fact]
    public void Run_WhenADistanceFactorIsUnknown_RefusesIt()
    {
        var altered = RepositoryCases.Read("long-perp");
        altered["distance"]![0] = "moon:BTC";

        Assert.Throws<UnmappableInputException>(() => HouseVector.Run(Input(altered)));
    }

    private static (FigureList<string?> Expected, FigureList<Figure> Ours) Evaluate(string name)
    {
        // Distances are asked apart from the report and have their own tests.
        var document = RepositoryCases.Read(name).AsObject();
        document.Remove("distance");
        document["expected"]!["cross"]!.AsObject().Remove("distance");
        var house = HouseCaseReader.Read(Input(document));
        return (ExpectedFigures.Of(house.Expected), HouseFigures.Of(HouseModel.Evaluate(house.Book, house.Market, house.Rules)));
    }

    // Keys of these objects are names of things, paths, or parts of the expectation.
    private static bool HasClosedKeys(string path) =>
        !path.StartsWith("/hand", StringComparison.Ordinal)
        && !path.StartsWith("/expected", StringComparison.Ordinal)
        && path is not ("/book/locations" or "/book/prior_state" or "/market/prices" or "/market/units" or "/market/instruments");

    private static string? Alter(string? figure) =>
        figure is null ? "0"
        : decimal.TryParse(figure, out var number) ? (number + Math.Max(0.00001m, Math.Abs(number) * 0.00000001m)).ToString()
        : figure + "x";

    private static FigureList<string?> With(FigureList<string?> figures, string altered, string? text) =>
        Copy(figures, path => true, path => path == altered ? text : figures[path]);

    private static FigureList<string?> Without(FigureList<string?> figures, string removed) =>
        Copy(figures, path => path != removed, path => figures[path]);

    private static FigureList<string?> Copy(FigureList<string?> figures, Predicate<string> keep, Func<string, string?> text)
    {
        var copy = new FigureList<string?>();
        foreach (var path in figures.Paths.Where(path => keep(path)))
        {
            copy.Add(path, text(path));
        }

        return copy;
    }

    private static IEnumerable<string> ObjectsOf(JsonNode? node, string path) => node switch
    {
        JsonObject fields => fields.SelectMany(field => ObjectsOf(field.Value, $"{path}/{field.Key}")).Prepend(path),
        JsonArray items => items.SelectMany((item, at) => ObjectsOf(item, $"{path}/{at}")),
        _ => [],
    };

    private static JsonNode At(JsonNode root, string path) =>
        path.Split('/', StringSplitOptions.RemoveEmptyEntries).Aggregate(
            root, (node, part) => node is JsonArray items ? items[int.Parse(part)]! : node[part]!);

    private static InputValue Input(JsonNode node) => new(JsonDocument.Parse(node.ToJsonString()).RootElement, string.Empty);
}
