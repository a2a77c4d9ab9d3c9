using System.Text.Json;
using MultiVenueMargin.Cli.CommandLine;
using MultiVenueMargin.V1;

namespace MultiVenueMargin.Cli.Tests.Live;

/// <summary>Accounts of a running platform, in every form.</summary>
[Collection(LiveCollection.Name)]
public sealed class AccountCommandsTests(LiveStreet street)
{
    [Fact]
    public void Accounts_WhenListed_AreThereTheWorstFirstWithWhatTheirFiguresRestOn()
    {
        var run = street.Run("account", "list");

        Assert.Equal((ExitCode.Sound, string.Empty), (run.ExitCode, run.Errors));
        var order = run.Output.Split('\n').Select(line => line.Trim().Split(' ')[0]).Where(word => word.StartsWith("ACME/", StringComparison.Ordinal)).ToList();
        Assert.Equal(LiveStreet.Unheard, order[0]);
        Assert.True(order.IndexOf(LiveStreet.Sinking) < order.IndexOf(LiveStreet.Called));
        Assert.True(order.IndexOf(LiveStreet.Called) < order.IndexOf(LiveStreet.Sound));
        Assert.Matches($"{LiveStreet.Sound} +cross +Healthy +3\\.[0-9]+ .* m[0-9]+ +[0-9:]+Z", run.Output);
        Assert.Contains("rules house-1 · USD", run.Output, StringComparison.Ordinal);
        Assert.Matches($"{LiveStreet.Unheard} +cross +Unknown.* unknown +unknown +unknown", run.Output);
        Assert.All(run.Output.Split('\n'), line => Assert.InRange(line.TrimEnd().Length, 0, Terminal.PlainWidth));
    }

    [Fact]
    public async Task Accounts_WhenListedForMachines_AreTheSameInJsonAndCsv()
    {
        using var document = JsonDocument.Parse(street.Run("account", "list", "--output", "json").Output);
        var csv = CsvText.Read(street.Run("account", "list", "--output", "csv").Output);

        var accounts = ListAccountsResponse.Parser.ParseJson(document.RootElement.GetProperty("ListAccounts").GetRawText()).Accounts;
        var figures = document.RootElement.GetProperty("WatchMargin").EnumerateArray()
            .Select(each => WatchMarginResponse.Parser.ParseJson(each.GetRawText()).Update.Figures).ToDictionary(each => each.Account);
        Assert.Equal(
            (await street.Platform.ListAccountsAsync(null, 100, CancellationToken.None)).Select(account => account.Account.ToString()),
            accounts.Select(account => account.Account));
        Assert.Equal(accounts.Select(account => account.Account), csv.Select(row => row["account"]));
        Assert.All(csv, row =>
        {
            var known = figures[row["account"]];
            var pool = Assert.Single(known.Pools);
            Assert.Equal(
                (pool.WorstEquity, pool.MaintenanceMargin, pool.CallAmount, pool.Ratio, known.Rules),
                (row["worst_equity"], row["maintenance_margin"], row["call_amount"], row["ratio"], row["rules"]));
        });
    }

    [Fact]
    public void Account_WhenShown_HasEverythingThatARiskManagerLooksFor()
    {
        var sound = street.Run("account", "show", LiveStreet.Sound);
        var sinking = street.Run("account", "show", LiveStreet.Sinking);
        var unheard = street.Run("account", "show", LiveStreet.Unheard);

        Assert.Equal((ExitCode.Sound, string.Empty), (sound.ExitCode, sound.Errors));
        foreach (var part in new[]
        {
            "ACME/main  open", "Pools", "Collateral by location", "USDC", "asset haircut", "Who loses in the worst scenarios", "BTC-USDC-PERP", "Feeds", "DERIBIT:main",
            "Fresh", "Policy", "two persons approve", "Left out or reduced:", "rules house-1",
        })
        {
            Assert.Contains(part, sound.Output, StringComparison.Ordinal);
        }

        Assert.Contains("Margin calls", sinking.Output, StringComparison.Ordinal);
        Assert.Contains("Liquidations", sinking.Output, StringComparison.Ordinal);
        Assert.Contains("nothing was heard from DERIBIT", unheard.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("0.00", unheard.Output, StringComparison.Ordinal);
        Assert.All((sound.Output + sinking.Output + unheard.Output).Split('\n'), line => Assert.InRange(line.TrimEnd().Length, 0, Terminal.PlainWidth));
    }

    [Fact]
    public async Task Account_WhenShownForMachines_IsWhatThePlatformAnswers()
    {
        using var document = JsonDocument.Parse(street.Run("account", "show", LiveStreet.Sound, "--output", "json").Output);
        var csv = Assert.Single(CsvText.Read(street.Run("account", "show", LiveStreet.Sound, "--output", "csv").Output), row => row["kind"] == "pool");
        var view = await street.MarginAsync(LiveStreet.Sound);

        var account = GetAccountResponse.Parser.ParseJson(document.RootElement.GetProperty("GetAccount").GetRawText()).Account;
        var margin = ExplainResponse.Parser.ParseJson(document.RootElement.GetProperty("Explain").GetRawText()).Margin;
        Assert.Equal((LiveStreet.Sound, true, view.Version), (account.Account_, account.IsOpen, account.Version));
        var figures = Assert.Single(margin.Report.Pools).Figures;
        Assert.Equal((figures.WorstEquity, figures.MaintenanceMargin), (csv["worst_equity"], csv["maintenance_margin"]));
        Assert.Equal((LiveStreet.Sound, "true", "false"), (csv["account"], csv["is_open"], csv["is_reduce_only"]));
    }

    [Fact]
    public void Feeds_WhenListed_SayHowEachStandsTheWorstFirst()
    {
        var all = street.Run("feeds");
        var one = street.Run("feeds", LiveStreet.Sound, "--output", "json");
        using var everybody = JsonDocument.Parse(street.Run("feeds", "--output", "json").Output);
        var csv = CsvText.Read(street.Run("feeds", "--output", "csv").Output);

        Assert.Equal((ExitCode.Sound, string.Empty), (all.ExitCode, all.Errors));
        var rows = all.Output.Split('\n').Where(line => line.Contains("DERIBIT:", StringComparison.Ordinal)).ToList();
        Assert.Matches("ACME/unheard +DERIBIT:unheard +cross +Unheard +none +none +never +unknown", rows[0]);
        Assert.Contains(rows, row => System.Text.RegularExpressions.Regex.IsMatch(row, "ACME/main +DERIBIT:main +cross +Fresh +1 +0 +[0-9:]+Z +[0-9.]+ s"));
        var feed = Assert.Single(ListFeedsResponse.Parser.ParseJson(one.Output).Feeds);
        Assert.Equal(("DERIBIT:main", FeedGrade.Fresh, 1L, 0L), (feed.Feed, feed.Grade, feed.Epoch, feed.Through));
        Assert.Equal(csv.Select(row => row["account"]), everybody.RootElement.EnumerateObject().Select(member => member.Name));
        var row = csv.Single(row => row["account"] == LiveStreet.Sound);
        Assert.Equal(("FEED_GRADE_FRESH", "1", "0", "false", ""), (row["grade"], row["epoch"], row["through"], row["needs_snapshot"], row["problem"]));
        Assert.Equal(feed.HeardAt.ToDateTimeOffset(), DateTimeOffset.Parse(row["heard_at"], System.Globalization.CultureInfo.InvariantCulture));
    }
}
