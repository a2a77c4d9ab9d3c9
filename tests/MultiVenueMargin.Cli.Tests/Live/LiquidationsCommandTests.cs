using MultiVenueMargin.Cli.CommandLine;
using MultiVenueMargin.Domain;
using MultiVenueMargin.V1;

namespace MultiVenueMargin.Cli.Tests.Live;

/// <summary>Liquidations of a running platform: looked at, approved, held, stopped.</summary>
[Collection(LiveCollection.Name)]
public sealed class LiquidationsCommandTests(LiveStreet street)
{
    [Fact]
    public void Liquidations_WhereThereNeverWasOne_AreSaidToBeNone()
    {
        Assert.Equal("No liquidation is under way.\n", street.Run("liquidations", LiveStreet.Sound).Output);
        Assert.Equal("No liquidation is under way, and none that has ended is remembered.\n", street.Run("liquidations", LiveStreet.Sound, "--all").Output);
    }

    [Fact]
    public async Task Preview_WhenAsked_IsThePlanOfThePlatformWithThePoolAfterEveryStep()
    {
        var expected = await street.Platform.PreviewLiquidationAsync(LiveStreet.Id(LiveStreet.Called), PoolId.Cross, CancellationToken.None);

        var table = street.Run("liquidations", "preview", LiveStreet.Called);
        var json = street.Run("liquidations", "preview", LiveStreet.Called, "--pool", "cross", "--output", "json");
        var csv = CsvText.Read(street.Run("liquidations", "preview", LiveStreet.Called, "--output", "csv").Output);

        Assert.Equal((ExitCode.Sound, string.Empty), (table.ExitCode, table.Errors));
        Assert.Matches(@"1 +sell 0\.[0-9]+ BTC-USDC-PERP at DERIBIT +[0-9,.]+ +[0-9.]+ +[0-9,.]+ +[0-9,.]+ +1\.3", table.Output);
        Assert.Contains("Ends: above the target", table.Output, StringComparison.Ordinal);
        Assert.Contains("rules house-1", table.Output, StringComparison.Ordinal);
        var answer = PreviewLiquidationResponse.Parser.ParseJson(json.Output);
        var leg = Assert.Single(Assert.Single(answer.Steps).Legs);
        Assert.Equal(ExactNumber.Format(expected!.Steps[0].Legs[0].Quantity.Value), leg.Quantity);
        var row = Assert.Single(csv);
        Assert.Equal(
            ("1", leg.Quantity, leg.Limit, answer.Steps[0].EquityAfter, "PLAN_OUTCOME_REACHES_TARGET", "house-1"),
            (row["step"], row["quantity"], row["limit"], row["equity_after"], row["outcome"], row["rules"]));
    }

    [Fact]
    public async Task Liquidation_WhenTwoPersonsApprove_IsAskedForAndCanBeHeldAndReleased()
    {
        var id = await LiquidationOfAsync(LiveStreet.Sinking);
        Assert.Matches($"{id} +cross +Awaits approval +1 +0 +0", street.Run("liquidations").Output);

        var alice = street.Run("liquidations", "approve", id, "--as", "alice@house");
        var twice = street.Run("liquidations", "approve", id, "--as", "alice@house");
        var bob = street.Run("liquidations", "approve", id, "--as", "bob@house", "--output", "json");
        await street.PassAsync();
        var json = street.Run("liquidations", LiveStreet.Sinking, "--output", "json");
        var csv = CsvText.Read(street.Run("liquidations", LiveStreet.Sinking, "--output", "csv").Output);
        var table = street.Run("liquidations", LiveStreet.Sinking);
        var requests = street.Run("liquidations", LiveStreet.Sinking, "--watch", "--for", "0.7");
        var held = street.Run("liquidations", "hold", id, "--reason", "ask the desk", "--as", "bob@house");
        var whileHeld = street.Run("liquidations", LiveStreet.Sinking);
        var released = street.Run("liquidations", "release", id, "--as", "bob@house", "--output", "csv");

        Assert.All([alice, bob, json, table, requests, held, whileHeld, released], run => Assert.Equal((ExitCode.Sound, string.Empty), (run.ExitCode, run.Errors)));
        Assert.Equal(ExitCode.PlatformRefused, twice.ExitCode);
        Assert.Contains("NEEDS_ANOTHER_PERSON", twice.Errors, StringComparison.Ordinal);
        Assert.Contains("--as PRINCIPAL says who asks", twice.Errors, StringComparison.Ordinal);
        var leg = Assert.Single(Assert.Single(ListLiquidationsResponse.Parser.ParseJson(json.Output).Liquidations).Legs);
        var row = Assert.Single(csv);
        Assert.Equal((id, leg.Request, leg.Leg.Quantity, leg.Leg.Limit), (row["liquidation"], row["request"], row["quantity"], row["limit"]));
        Assert.Contains($"{leg.Request} ", table.Output, StringComparison.Ordinal);
        Assert.Contains("asked", table.Output, StringComparison.Ordinal);
        Assert.Contains($"request {leg.Request} is open: sell {leg.Leg.Quantity} BTC-USDC-PERP at DERIBIT, limit {leg.Leg.Limit}", requests.Output, StringComparison.Ordinal);
        Assert.Matches($"{id} +cross +Held", whileHeld.Output);
        Assert.Equal("goes on", Assert.Single(CsvText.Read(released.Output))["done"]);
    }

    [Fact]
    public async Task Liquidation_WhenTwoPersonsAbortIt_IsOver()
    {
        var id = await LiquidationOfAsync(LiveStreet.Aborted);

        var alice = street.Run("liquidations", "abort", id, "--reason", "a dispute", "--as", "alice@house");
        var bob = street.Run("liquidations", "abort", id, "--reason", "a dispute", "--as", "bob@house");

        Assert.All([alice, bob], run => Assert.Equal((ExitCode.Sound, string.Empty), (run.ExitCode, run.Errors)));
        Assert.Matches($"{id} +cross +Aborted", street.Run("liquidations", LiveStreet.Aborted, "--all").Output);
    }

    private async Task<string> LiquidationOfAsync(string account) =>
        Assert.Single((await street.Street.ViewAsync(LiveStreet.Id(account))).Liquidations).Liquidation.ToString();
}
