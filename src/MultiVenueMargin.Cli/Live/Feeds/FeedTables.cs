using System.Globalization;
using MultiVenueMargin.Cli.Tables;
using Spectre.Console;

namespace MultiVenueMargin.Cli.Live.Feeds;

/// <summary>How feeds stand, the worst first.</summary>
internal static class FeedTables
{
    public static void Write(IAnsiConsole console, string title, IEnumerable<(string Account, V1.FeedStanding Feed)> feeds, bool withAccount)
    {
        var table = ReportTables.Plain(title);
        foreach (var column in withAccount ? ["account", "feed", "pool", "state"] : new[] { "feed", "pool", "state" })
        {
            table.AddColumn(new TableColumn(column).NoWrap());
        }

        table.AddColumn(new TableColumn("epoch").RightAligned().NoWrap());
        table.AddColumn(new TableColumn("sequence").RightAligned().NoWrap());
        table.AddColumn(new TableColumn("last heard").NoWrap());
        table.AddColumn(new TableColumn("lag").RightAligned().NoWrap());
        table.AddColumn("what is wrong");
        foreach (var (account, feed) in feeds.OrderByDescending(each => RankOf(each.Feed)).ThenBy(each => each.Account, StringComparer.Ordinal).ThenBy(each => each.Feed.Feed, StringComparer.Ordinal))
        {
            string[] cells =
            [
                Shown.Text(feed.Feed),
                Shown.Text(feed.Pool),
                $"[{Colour(feed)}]{Shown.Name(feed.Grade)}[/]",
                feed.Epoch == 0 ? "[grey]none[/]" : feed.Epoch.ToString(CultureInfo.InvariantCulture),
                feed.Through < 0 ? "[grey]none[/]" : feed.Through.ToString("N0", CultureInfo.InvariantCulture),
                Shown.Recent(feed.HeardAt, feed.Age),
                feed.Age is null ? Shown.Unknown : Shown.Length(feed.Age),
                ProblemOf(feed),
            ];
            table.AddRow(withAccount ? [Shown.Text(account), .. cells] : cells);
        }

        console.Write(table);
    }

    private static string ProblemOf(V1.FeedStanding feed) => string.Join("; ", new[]
    {
        feed.Problem.Length > 0 ? $"[red]{Shown.Text(feed.Problem)}[/]" : string.Empty,
        feed.NeedsSnapshot && feed.Epoch > 0 ? "needs a snapshot" : string.Empty,
        feed.IsSilent ? "silent: a snapshot is asked for" : string.Empty,
        feed.Grade == V1.FeedGrade.Unheard ? "what lies there is unknown" : string.Empty,
    }.Where(part => part.Length > 0));

    private static int RankOf(V1.FeedStanding feed) => feed.Grade switch
    {
        V1.FeedGrade.Lost => 5,
        V1.FeedGrade.Unheard => 4,
        V1.FeedGrade.Stale => 3,
        V1.FeedGrade.Ageing => 1,
        V1.FeedGrade.Fresh => feed.NeedsSnapshot || feed.IsSilent || feed.Problem.Length > 0 ? 2 : 0,
        _ => 6,
    };

    private static string Colour(V1.FeedStanding feed) => feed.Grade switch
    {
        V1.FeedGrade.Fresh => "green",
        V1.FeedGrade.Ageing => "yellow",
        V1.FeedGrade.Stale => "darkorange",
        V1.FeedGrade.Unheard => "magenta",
        _ => "red",
    };
}
