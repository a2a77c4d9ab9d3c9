using MultiVenueMargin.Cli.CommandLine;
using MultiVenueMargin.V1;

namespace MultiVenueMargin.Cli.Tests.Live;

/// <summary>Margin calls of a running platform, and what is done about them.</summary>
[Collection(LiveCollection.Name)]
public sealed class CallsCommandTests(LiveStreet street)
{
    [Fact]
    public async Task Calls_WhenListed_AreThoseThatAreOpen()
    {
        var expected = Assert.Single((await street.Street.ViewAsync(LiveStreet.Id(LiveStreet.Sinking))).Calls);

        var all = street.Run("calls");
        var json = street.Run("calls", LiveStreet.Sinking, "--output", "json");
        var csv = Assert.Single(CsvText.Read(street.Run("calls", LiveStreet.Sinking, "--output", "csv").Output));
        var none = street.Run("calls", LiveStreet.Sound);

        Assert.Equal((ExitCode.Sound, string.Empty), (all.ExitCode, all.Errors));
        Assert.Matches($@"{expected.Call} +cross +Issued +5,[0-9,.]+ +0\.00 +5,[0-9,.]+ +20[0-9: -]+Z +silent", all.Output);
        Assert.Contains($"{LiveStreet.Called}#", all.Output, StringComparison.Ordinal);
        Assert.All(all.Output.Split('\n'), line => Assert.InRange(line.TrimEnd().Length, 0, Terminal.PlainWidth));
        var call = Assert.Single(ListMarginCallsResponse.Parser.ParseJson(json.Output).Calls);
        Assert.Equal((expected.Call.ToString(), expected.Amount.ToString(), expected.Paid.ToString()), (call.Call, call.Amount, call.Paid));
        Assert.Equal((call.Call, call.Amount, call.Paid, "CALL_STATUS_ISSUED"), (csv["call"], csv["amount"], csv["paid"], csv["status"]));
        Assert.Equal("No margin call is open.\n", none.Output);
        Assert.Equal("No margin call is open, and none that has ended is remembered.\n", street.Run("calls", LiveStreet.Sound, "--all").Output);
    }

    [Fact]
    public async Task Call_WhenAcknowledgedAndDisputed_SaysSoToEverybody()
    {
        var call = await CallOfAsync(LiveStreet.Called);

        var acknowledged = street.Run("calls", "acknowledge", call, "--as", "desk@acme", "--request-id", "seen-1");
        var again = street.Run("calls", "acknowledge", call, "--as", "desk@acme", "--request-id", "seen-1");
        var disputed = street.Run("calls", "dispute", call, "--reason", "the mark, is \"old\"", "--own-figure", "12.5", "--output", "json");

        Assert.All([acknowledged, again, disputed], run => Assert.Equal((ExitCode.Sound, string.Empty), (run.ExitCode, run.Errors)));
        Assert.Contains($"{call} is acknowledged; version ", acknowledged.Output, StringComparison.Ordinal);
        Assert.Equal(acknowledged.Output, again.Output);
        Assert.True(DisputeResponse.Parser.ParseJson(disputed.Output).Version > 0);
        Assert.Contains("disputes it", street.Run("calls", LiveStreet.Called).Output, StringComparison.Ordinal);
        var row = Assert.Single(CsvText.Read(street.Run("calls", LiveStreet.Called, "--output", "csv").Output));
        Assert.Equal(("true", "the mark, is \"old\""), (row["is_acknowledged"], row["dispute"]));
    }

    [Fact]
    public async Task Call_WhenWithdrawn_IsOverAndCannotBeAgain()
    {
        var call = await CallOfAsync(LiveStreet.Withdrawn);

        var withdrawn = street.Run("calls", "withdraw", call, "--reason", "agreed", "--output", "csv");
        var twice = street.Run("calls", "withdraw", call, "--reason", "agreed");

        Assert.Equal((ExitCode.Sound, string.Empty), (withdrawn.ExitCode, withdrawn.Errors));
        var row = Assert.Single(CsvText.Read(withdrawn.Output));
        Assert.Equal((call, "is withdrawn"), (row["decision"], row["done"]));
        Assert.StartsWith("mvm-", row["request_id"], StringComparison.Ordinal);
        Assert.DoesNotContain(call, street.Run("calls", LiveStreet.Withdrawn).Output, StringComparison.Ordinal);
        Assert.Matches($"{call} +cross +Withdrawn", street.Run("calls", LiveStreet.Withdrawn, "--all").Output);
        Assert.Equal((ExitCode.PlatformRefused, string.Empty), (twice.ExitCode, twice.Output));
        Assert.Contains("mvm calls withdraw: WRONG_STATE: ", twice.Errors, StringComparison.Ordinal);
        Assert.Contains("mvm calls --all", twice.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public void Call_WhichIsNone_IsRefusedByName()
    {
        var run = street.Run("calls", "acknowledge", $"{LiveStreet.Sound}#999.0");
        var nobody = street.Run("calls", "acknowledge", "ACME/mian#1.0");

        Assert.All([run, nobody], each => Assert.Equal((ExitCode.PlatformRefused, string.Empty), (each.ExitCode, each.Output)));
        Assert.Contains("NOT_FOUND", run.Errors, StringComparison.Ordinal);
        Assert.Contains("Did you mean ACME/main?", nobody.Errors, StringComparison.Ordinal);
    }

    private async Task<string> CallOfAsync(string account) =>
        (await street.Street.ViewAsync(LiveStreet.Id(account))).Calls.Single(call => call.Outcome == Accounts.Calls.CallOutcome.Unspecified).Call.ToString();
}
