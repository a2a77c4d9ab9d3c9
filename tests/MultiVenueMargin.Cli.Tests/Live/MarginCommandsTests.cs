using System.Globalization;
using MultiVenueMargin.Cli.CommandLine;
using MultiVenueMargin.Domain;
using MultiVenueMargin.V1;

namespace MultiVenueMargin.Cli.Tests.Live;

/// <summary>Margins asked of a running platform; what it knows is asked of its port, past the door.</summary>
[Collection(LiveCollection.Name)]
public sealed class MarginCommandsTests(LiveStreet street)
{
    [Theory]
    [InlineData(LiveStreet.Sound, ExitCode.Sound, "Healthy")]
    [InlineData(LiveStreet.Called, ExitCode.Called, "Call")]
    [InlineData(LiveStreet.Unheard, ExitCode.Unknown, "Unknown")]
    public async Task Margin_WhenAsked_IsThatOfThePlatformAndEndsAsEvaluateDoes(string account, int code, string state)
    {
        var view = await street.MarginAsync(account);
        var pool = view.Report.Pools[0];

        var table = street.Run("margin", "get", account);
        var json = street.Run("margin", "get", account, "--output", "json");
        var csv = Assert.Single(CsvText.Read(street.Run("margin", "get", account, "--output", "csv").Output));

        Assert.Equal((code, string.Empty), (table.ExitCode, table.Errors));
        Assert.Equal((code, string.Empty), (json.ExitCode, json.Errors));
        var margin = GetMarginResponse.Parser.ParseJson(json.Output).Margin;
        var figures = Assert.Single(margin.Report.Pools).Figures;
        Assert.Equal(pool.Equity.Adjusted.Amount, Number(figures.WorstEquity));
        Assert.Equal(pool.MaintenanceMargin.Amount, Number(figures.MaintenanceMargin));
        Assert.Equal(pool.CallAmount.Amount, Number(figures.CallAmount));
        Assert.Equal(state, pool.State.ToString());
        Assert.Equal(
            (figures.WorstEquity, figures.LikelyEquity, figures.BestEquity, figures.MaintenanceMargin, figures.InitialMargin, figures.ShortfallToTarget, figures.CallAmount, figures.Ratio),
            (csv["worst_equity"], csv["likely_equity"], csv["best_equity"], csv["maintenance_margin"], csv["initial_margin"], csv["shortfall_to_target"], csv["call_amount"], csv["ratio"]));
        Assert.Equal(
            (account, "cross", $"MARGIN_STATE_{state.ToUpperInvariant()}", margin.Report.Rules, Text(margin.Version), Text(margin.Market.Position)),
            (csv["account"], csv["pool"], csv["state"], csv["rules"], csv["version"], csv["market"]));
        Assert.Equal(margin.Market.ValuedAt.ToDateTimeOffset(), DateTimeOffset.Parse(csv["as_of"], CultureInfo.InvariantCulture));
        Assert.Contains($"{account} · cross", table.Output, StringComparison.Ordinal);
        Assert.Contains($"state  {state}", table.Output, StringComparison.Ordinal);
        Assert.Contains($"market m{view.Market.Position} · rules house-1 · version {view.Version} · USD", table.Output, StringComparison.Ordinal);
        Assert.All(table.Output.Split('\n'), line => Assert.InRange(line.Length, 0, Terminal.PlainWidth));
    }

    [Fact]
    public void Margin_WhenItIsUnknown_SaysWhyAndShowsNoZero()
    {
        var run = street.Run("margin", "get", LiveStreet.Unheard);

        Assert.Contains("The state is Unknown because:", run.Output, StringComparison.Ordinal);
        Assert.Contains("nothing was heard from DERIBIT", run.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("0.00", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Margin_AsOfAnInstant_IsThatOfThen()
    {
        var instant = street.OpenedAt.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fffffff'Z'", CultureInfo.InvariantCulture);

        var then = street.Run("margin", "get", LiveStreet.Sound, "--as-of", instant, "--output", "json");
        var before = street.Run("margin", "get", LiveStreet.Sound, "--as-of", "2001-01-01");
        var nonsense = street.Run("margin", "get", LiveStreet.Sound, "--as-of", "yesterday");
        var otherRules = street.Run("margin", "get", LiveStreet.Sound, "--as-of", instant, "--rules", "none-1");

        Assert.Equal((ExitCode.Sound, string.Empty), (then.ExitCode, then.Errors));
        var report = GetMarginAsOfResponse.Parser.ParseJson(then.Output).Margin.Report;
        Assert.Equal((LiveStreet.Sound, "house-1"), (report.Account, report.Rules));
        Assert.True(report.AsOf.ToDateTimeOffset() <= street.OpenedAt);
        Assert.All([before, nonsense, otherRules], run => Assert.Equal((ExitCode.PlatformRefused, string.Empty), (run.ExitCode, run.Output)));
        Assert.Contains("CURSOR_INVALID", nonsense.Errors, StringComparison.Ordinal);
        Assert.Contains("an instant in UTC, such as 2026-03-02T09:00:00Z", nonsense.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Margin_AsOfACursor_IsThatOfThen()
    {
        var cursor = (await street.Platform.EndAsync(CancellationToken.None)).ToString();

        var then = street.Run("margin", "get", LiveStreet.Called, "--as-of", cursor, "--output", "json");

        Assert.Equal((ExitCode.Called, string.Empty), (then.ExitCode, then.Errors));
        Assert.Equal(LiveStreet.Called, GetMarginAsOfResponse.Parser.ParseJson(then.Output).Margin.Report.Account);
    }

    [Fact]
    public async Task Explanation_WhenAsked_AddsUpToThePlatformsFigures()
    {
        var pool = (await street.MarginAsync(LiveStreet.Called)).Report.Pools[0];

        var table = street.Run("margin", "explain", LiveStreet.Called);
        var json = street.Run("margin", "explain", LiveStreet.Called, "--output", "json");
        var csv = CsvText.Read(street.Run("margin", "explain", LiveStreet.Called, "--output", "csv").Output);

        Assert.Equal((ExitCode.Called, string.Empty), (table.ExitCode, table.Errors));
        foreach (var part in new[]
        {
            "ACME/called · cross", "Requirement", "price across in steps of the range", "◄", "Collateral by location", "Who loses in the worst scenarios",
            "Margin call: ", "or one of:", "How far one thing may move", "Where the equity comes from", "Where the requirement comes from", "MM by venue", "MM by factor",
            "Left out or reduced:", "Feeds it rests on",
        })
        {
            Assert.Contains(part, table.Output, StringComparison.Ordinal);
        }

        var answer = ExplainResponse.Parser.ParseJson(json.Output);
        Assert.NotEmpty(answer.Distances);
        Assert.NotEmpty(answer.CallAmounts);
        Assert.Equal(pool.MaintenanceMargin.Amount, Number(answer.Pools[0].Requirement.Amount));
        var requirement = csv.Where(row => row["figure"] == "requirement").ToList();
        Assert.Equal(pool.MaintenanceMargin.Amount, Number(requirement.Single(row => row["depth"] == "0")["amount"]));
        Assert.Equal(pool.Equity.Adjusted.Amount, csv.Where(row => row["figure"] == "equity" && row["depth"] == "1").Sum(row => Number(row["amount"])));
        Assert.Equal(pool.MaintenanceMargin.Amount, requirement.Where(row => row["depth"] == "1").Sum(row => Number(row["amount"])));
        Assert.Equal(CountOf(answer.Pools[0].Requirement), requirement.Count);
    }

    [Fact]
    public void Explanation_WithoutOutlook_LeavesItOutAndOfAPoolThatIsNotThere_IsRefused()
    {
        var without = street.Run("margin", "explain", LiveStreet.Sound, "--without-outlook", "--pool", "cross", "--output", "json");
        var nowhere = street.Run("margin", "explain", LiveStreet.Sound, "--pool", "moon");

        Assert.Equal(ExitCode.Sound, without.ExitCode);
        Assert.Empty(ExplainResponse.Parser.ParseJson(without.Output).Distances);
        Assert.Equal((ExitCode.PlatformRefused, string.Empty), (nowhere.ExitCode, nowhere.Output));
        Assert.Contains("NOT_FOUND: ACME/main has no pool moon", nowhere.Errors, StringComparison.Ordinal);
    }

    private static int CountOf(Explanation node) => 1 + node.Parts.Sum(CountOf);

    private static decimal Number(string text)
    {
        Assert.Equal(NumberRefusal.None, ExactNumber.TryParse(text, out var number));
        return number;
    }

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
}
