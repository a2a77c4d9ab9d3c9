using System.Text.Json.Nodes;
using MultiVenueMargin.Cli.CommandLine;
using MultiVenueMargin.Golden.Tests;

namespace MultiVenueMargin.Cli.Tests.Golden;

public sealed class GoldenCommandTests
{
    [Fact]
    public void Run_WhenEverythingAgrees_SaysSoInTheLastLine()
    {
        using var folder = new TemporaryFolder().With("house.json", RepositoryCases.Document("covered-short"));

        var (code, output, _) = Run("--folder", folder.Path);

        Assert.Equal(0, code);
        Assert.Equal("golden: 1 passed, 0 failed, 0 unsupported", output.TrimEnd().Split('\n')[^1].TrimEnd());
    }

    [Fact]
    public void Run_WhenAFigureDiffers_ShowsItAndFails()
    {
        var document = RepositoryCases.Document("covered-short");
        document["cases"]![0]!["expected"]!["cross"]!["units"]!["ETH"]!["SCAN"] = "863.5";
        using var folder = new TemporaryFolder().With("house.json", document);

        var (code, output, _) = Run("--folder", folder.Path, "--allow-unsupported");

        Assert.Equal(1, code);
        Assert.Contains("FAILED house.json/covered-short", output, StringComparison.Ordinal);
        Assert.Contains("cross/units/ETH/SCAN: expected 863.5, ours 864, difference 0.5", output, StringComparison.Ordinal);
        Assert.Contains("golden: 0 passed, 1 failed, 0 unsupported", output, StringComparison.Ordinal);
    }

    [Fact]
    public void Run_WhenAFamilyIsUnsupported_FailsUnlessAllowed()
    {
        using var folder = new TemporaryFolder()
            .With("house.json", RepositoryCases.Document("covered-short"))
            .With("peers.json", new JsonObject { ["vectors"] = new JsonArray(new JsonObject { ["peer"] = "dydx", ["family"] = "margin" }) });

        var (code, output, _) = Run("--folder", folder.Path);
        Assert.Equal(1, code);
        Assert.Contains("unsupported peers.json: dydx margin, 1", output, StringComparison.Ordinal);
        Assert.Contains("golden: 1 passed, 0 failed, 1 unsupported", output, StringComparison.Ordinal);

        Assert.Equal(0, Run("--allow-unsupported", "--folder", folder.Path).Code);
    }

    [Fact]
    public void Run_WhenTheFolderIsMissingOrEmpty_SaysWhatToDo()
    {
        using var folder = new TemporaryFolder();

        foreach (var path in new[] { folder.Path, Path.Combine(folder.Path, "nowhere") })
        {
            var (code, output, error) = Run("--folder", path);
            Assert.Equal((2, string.Empty), (code, output));
            Assert.Contains(path, error, StringComparison.Ordinal);
            Assert.Contains("--folder", error, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("--folder")]
    [InlineData("--everything")]
    [InlineData("folder")]
    public void Run_WhenMisused_ShowsTheUsage(string argument)
    {
        var (code, _, error) = Run(argument);

        Assert.Equal(2, code);
        Assert.Contains("usage: mvm golden [--folder FOLDER] [--allow-unsupported]", error, StringComparison.Ordinal);
    }

    private static (int Code, string Output, string Error) Run(params string[] args)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        var code = GoldenCommand.Run(args, output, error);
        return (code, output.ToString(), error.ToString());
    }
}
