using MultiVenueMargin.Cli.CommandLine;
using MultiVenueMargin.Domain;
using MultiVenueMargin.Platform.Conformance;
using MultiVenueMargin.Risk.WhatIf;
using MultiVenueMargin.Testing;
using MultiVenueMargin.V1;

namespace MultiVenueMargin.Cli.Tests.Live;

/// <summary>What somebody thinks of, asked of a running platform.</summary>
[Collection(LiveCollection.Name)]
public sealed class WhatIfCommandTests(LiveStreet street)
{
    private const string Trade = "BTC-USDC-PERP@DERIBIT";

    [Fact]
    public async Task WhatIf_WithOneTrade_IsWhatThePlatformSays()
    {
        var expected = await street.WhatIfAsync(
            LiveStreet.Sound, new Proposal { Trades = [new Trade(PoolId.Cross, Street.Deribit, Street.BtcPerpetual, new Quantity(-0.5m), new Price(99_000m))] });

        var table = street.Run("what-if", LiveStreet.Sound, "--sell", "0.5", Trade, "--price", "99000");
        var json = street.Run("what-if", LiveStreet.Sound, "--sell", "0.5", Trade, "--price", "99000", "--output", "json");
        var csv = CsvText.Read(street.Run("what-if", LiveStreet.Sound, "--sell", "0.5", Trade, "--price", "99000", "--output", "csv").Output);

        Assert.Equal((ExitCode.Sound, string.Empty), (table.ExitCode, table.Errors));
        Assert.Contains("passes", table.Output, StringComparison.Ordinal);
        Assert.Contains("before: as of ", table.Output, StringComparison.Ordinal);
        var answer = WhatIfResponse.Parser.ParseJson(json.Output);
        Assert.True(answer.Passes);
        var (before, after) = (answer.Before.Pools[0].Figures, answer.After.Pools[0].Figures);
        Assert.Equal(ExactNumber.Format(expected.After.Pools[0].MaintenanceMargin.Amount), after.MaintenanceMargin);
        Assert.NotEqual(before.MaintenanceMargin, after.MaintenanceMargin);
        Assert.Equal(["before", "after"], csv.Select(row => row["when"]));
        Assert.Equal(
            [(before.MaintenanceMargin, before.WorstEquity), (after.MaintenanceMargin, after.WorstEquity)],
            csv.Select(row => (row["maintenance_margin"], row["worst_equity"])));
    }

    [Fact]
    public void WhatIf_WhenItDoesNotPass_EndsWithTwelveAndSaysWhy()
    {
        var run = street.Run("what-if", LiveStreet.Sound, "--buy", "10", Trade);
        var nowhere = street.Run("what-if", LiveStreet.Sound, "--buy", "10", "NO-SUCH@DERIBIT");

        Assert.Equal((ExitCode.DoesNotPass, ExitCode.DoesNotPass), (run.ExitCode, nowhere.ExitCode));
        Assert.Contains("does not pass", run.Output, StringComparison.Ordinal);
        Assert.Contains("NO-SUCH", nowhere.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void WhatIf_WithAFile_AsksAllThatIsInIt()
    {
        using var folder = new TemporaryFolder();
        var crash = folder.Write("what-if.json", """
            {
              "schema": "mvm-what-if/1",
              "trades": [ { "venue": "DERIBIT", "instrument": "BTC-USDC-PERP", "quantity": "-1" } ],
              "shocks": [ { "factor": "price", "of": "BTC", "move": "-0.3" } ]
            }
            """);
        var wrong = folder.Write("wrong.json", """{ "schema": "mvm-what-if/1", "trades": [ { "venue": "DERIBIT" } ] }""");

        var run = street.Run("what-if", LiveStreet.Sound, "--file", crash);
        var refused = street.Run("what-if", LiveStreet.Sound, "--file", wrong);

        Assert.Equal((ExitCode.Sound, string.Empty), (run.ExitCode, run.Errors));
        Assert.Equal((ExitCode.FileRefused, string.Empty), (refused.ExitCode, refused.Output));
        Assert.Contains("trades[0]", refused.Errors, StringComparison.Ordinal);
    }

    /// <summary>What is called after a trade that passes is called: as with mvm evaluate.</summary>
    [Fact]
    public void WhatIf_WhenTheAccountIsCalledAfterIt_EndsAsEvaluateDoes()
    {
        var run = street.Run("what-if", LiveStreet.Called, "--sell", "0.01", Trade);

        Assert.Equal((ExitCode.Called, string.Empty), (run.ExitCode, run.Errors));
    }
}
