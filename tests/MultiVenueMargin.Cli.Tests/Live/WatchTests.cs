using System.Diagnostics;
using System.Globalization;
using MultiVenueMargin.Cli.CommandLine;
using MultiVenueMargin.V1;

namespace MultiVenueMargin.Cli.Tests.Live;

/// <summary>Commands that go on until they are ended.</summary>
[Collection(LiveCollection.Name)]
public sealed class WatchTests(LiveStreet street)
{
    [Fact]
    public async Task Watch_WhenTheDoorIsRestarted_SaysSoAndGoesOnWithWhatChanged()
    {
        var door = await street.OpenDoorAsync(0);
        var address = door.Address;
        using var run = LiveRun.Of("margin", "watch", LiveStreet.Moving, "--at", address.OriginalString);
        await run.UntilAsync(each => each.Output.Contains("equity 39,800.00", StringComparison.Ordinal));

        await LiveStreet.CloseAsync(door);
        await run.UntilAsync(each => each.Errors.Contains("the connection broke", StringComparison.Ordinal));
        await street.BalanceAsync(LiveStreet.Moving, sequence: 1, usdc: 41_000m);
        door = await street.OpenDoorAsync(address.Port);
        await run.UntilAsync(each => each.Output.Contains("equity 40,795.00", StringComparison.Ordinal));
        var code = await run.EndAsync();
        await LiveStreet.CloseAsync(door);

        Assert.Equal(ExitCode.Sound, code);
        Assert.Contains("connected again", run.Errors, StringComparison.Ordinal);
        // What had been told before comes no second time.
        var lines = run.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Single(lines, line => line.Contains("equity 39,800.00", StringComparison.Ordinal));
        Assert.All(lines, line => Assert.Matches(@"^[0-9:]+Z ACME/moving cross Healthy ratio [0-9.]+ · equity .* · MM .* · as of .*Z market m[0-9]+ rules house-1 version [0-9]+$", line));
    }

    [Fact]
    public void Watch_ForSomeSeconds_EndsByItselfWithTheFiguresOfAll()
    {
        var lines = street.Run("margin", "watch", "--for", "0.7");
        var json = street.Run("margin", "watch", "--for", "0.7", "--output", "json");
        var csv = CsvText.Read(street.Run("margin", "watch", LiveStreet.Sound, "--for", "0.7", "--output", "csv").Output);

        Assert.All([lines, json], run => Assert.Equal((ExitCode.Sound, string.Empty), (run.ExitCode, run.Errors)));
        Assert.Contains("ACME/called cross Call ratio 1.1", lines.Output, StringComparison.Ordinal);
        Assert.Contains("ACME/unheard cross Unknown (was Healthy) ratio unknown · equity unknown · MM unknown", lines.Output, StringComparison.Ordinal);
        var messages = json.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(WatchMarginResponse.Parser.ParseJson).ToList();
        var update = messages.First(message => message.Update?.Figures.Account == LiveStreet.Sound).Update;
        Assert.True(update.IsFirst);
        var row = Assert.Single(csv);
        Assert.Equal((LiveStreet.Sound, update.Figures.Pools[0].WorstEquity, "house-1"), (row["account"], row["worst_equity"], row["rules"]));
    }

    [Fact]
    public async Task Watch_AtATerminal_DrawsOnePictureAgainAndAgain()
    {
        using var run = LiveRun.AtATerminal("margin", "watch", "--at", street.Address.OriginalString);

        await run.UntilAsync(each => each.Output.Contains("\u001b[J", StringComparison.Ordinal));

        Assert.Equal(ExitCode.Sound, await run.EndAsync());
        Assert.Contains("ACME/main", run.Output, StringComparison.Ordinal);
        Assert.Contains("Ctrl-C ends it", run.Output, StringComparison.Ordinal);
        Assert.Equal(string.Empty, run.Errors);
    }

    /// <summary>The process itself: whoever presses Ctrl-C has seen enough, and nothing went wrong.</summary>
    [Theory]
    [InlineData("-INT")]
    [InlineData("-TERM")]
    public async Task Watch_WhenSomebodyEndsIt_EndsWithCodeZero(string signal)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        using var process = Process.Start(new ProcessStartInfo("dotnet")
        {
            ArgumentList = { Path.Combine(AppContext.BaseDirectory, "mvm.dll"), "margin", "watch", LiveStreet.Sound, "--at", street.Address.OriginalString },
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        try
        {
            Assert.StartsWith(LiveStreet.Sound, (await process.StandardOutput.ReadLineAsync(patience.Token))!.Split(' ')[1], StringComparison.Ordinal);

            using var kill = Process.Start("kill", [signal, process.Id.ToString(CultureInfo.InvariantCulture)]);
            await process.WaitForExitAsync(patience.Token);

            Assert.Equal((ExitCode.Sound, string.Empty), (process.ExitCode, await process.StandardError.ReadToEndAsync(patience.Token)));
        }
        finally
        {
            if (!process.HasExited)
            {
                process.Kill();
            }
        }
    }

    [Fact]
    public void Watch_OfNobody_SaysSoInsteadOfWaiting()
    {
        var run = street.Run("margin", "watch", LiveStreet.Sound, "ACME/mian");

        Assert.Equal((ExitCode.PlatformRefused, string.Empty), (run.ExitCode, run.Output));
        Assert.Contains("Did you mean ACME/main?", run.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public void CallsAndRequests_WhenWatched_BeginWithWhatIsOpen()
    {
        var calls = street.Run("calls", LiveStreet.Sinking, "--watch", "--for", "0.7");
        var json = street.Run("calls", LiveStreet.Sinking, "--watch", "--for", "0.7", "--output", "json");
        var csv = CsvText.Read(street.Run("calls", LiveStreet.Sinking, "--watch", "--for", "0.7", "--output", "csv").Output);
        var requests = street.Run("liquidations", "--watch", "--for", "0.7", "--venue", "DERIBIT", "--output", "json");
        var header = street.Run("liquidations", LiveStreet.Sound, "--watch", "--for", "0.7", "--output", "csv");

        Assert.All([calls, json, requests, header], run => Assert.Equal((ExitCode.Sound, string.Empty), (run.ExitCode, run.Errors)));
        Assert.Matches(@"call ACME/sinking#[0-9]+\.0 is open: 5,[0-9,.]+ USD, 0\.00 paid, due ", calls.Output);
        var open = json.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(WatchMarginCallsResponse.Parser.ParseJson).First(message => message.Call is not null).Call;
        var row = Assert.Single(csv);
        Assert.Equal((open.Call, open.Amount, open.Paid, "CALL_EVENT_KIND_OPEN"), (row["call"], row["amount"], row["paid"], row["event"]));
        Assert.All(requests.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries), line => WatchLiquidationRequestsResponse.Parser.ParseJson(line));
        Assert.StartsWith("at,request,event,liquidation,", header.Output, StringComparison.Ordinal);
    }
}
