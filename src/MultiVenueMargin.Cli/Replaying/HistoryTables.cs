using System.Globalization;
using MultiVenueMargin.Cli.Tables;
using MultiVenueMargin.Live.Histories;
using Spectre.Console;

namespace MultiVenueMargin.Cli.Replaying;

/// <summary>What happened to an account, for a person.</summary>
internal static class HistoryTables
{
    public static void Write(IAnsiConsole console, AccountHistory history)
    {
        var table = ReportTables.Plain($"{history.Account} · {SpanText.Of(history.Begin)} to {SpanText.Of(history.End)}");
        table.AddColumn(new TableColumn("time").NoWrap());
        table.AddColumn(new TableColumn("version").RightAligned().NoWrap());
        table.AddColumn(new TableColumn("what"));
        table.AddColumn(new TableColumn("ratio").RightAligned().NoWrap());
        table.AddColumn(new TableColumn("worst equity").RightAligned().NoWrap());
        table.AddColumn(new TableColumn("MM").RightAligned().NoWrap());
        table.AddColumn(new TableColumn("market").RightAligned().NoWrap());
        var day = DateTime.MinValue;
        foreach (var line in history.Course.Lines)
        {
            var row = EventRow.Of(line);
            AddDay(table, ref day, row.At);
            table.AddRow(
                row.TimeText,
                row.Version.ToString(CultureInfo.InvariantCulture),
                Figures.Safe(row.Text),
                row.Ratio is { } ratio ? Figures.Ratio(ratio) : string.Empty,
                row.WorstEquity is { } equity ? Figures.Signed(equity) : string.Empty,
                row.MaintenanceMargin is { } maintenance ? Figures.Money(maintenance) : string.Empty,
                line.Market is { } market ? $"m{market.Position}" : string.Empty);
        }

        console.Write(table);
        foreach (var pool in history.Course.Pools)
        {
            var sums = ReportTables.Plain(pool.Pool.Code).HideHeaders();
            sums.AddColumn(new TableColumn(string.Empty).NoWrap());
            sums.AddColumn(string.Empty);
            sums.AddRow("time", CoursesText.TimesOf(pool));
            sums.AddRow("least ratio decided on", CoursesText.LeastOf(pool));
            sums.AddRow("called", Figures.Safe(CoursesText.CallsOf(history.Course, pool.Pool)));
            sums.AddRow("liquidated", Figures.Safe(CoursesText.LiquidationsOf(history.Course, pool.Pool)));
            console.Write(sums);
        }

        console.MarkupLine(Verified(history));
    }

    public static string Verified(AccountHistory history) => string.Create(
        CultureInfo.InvariantCulture,
        $"{history.Records:N0} records; {history.Decisions:N0} decisions rest on figures{(history.Rules.Count == 0 ? string.Empty : $" under {Figures.Safe(string.Join(", ", history.Rules))}")}, and every one of these came out again.");

    /// <summary>A row of its own where another day begins.</summary>
    public static void AddDay(Table table, ref DateTime day, DateTimeOffset at)
    {
        if (at.UtcDateTime.Date != day)
        {
            day = at.UtcDateTime.Date;
            table.AddRow([$"[grey]{day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)}[/]", .. Enumerable.Repeat(string.Empty, table.Columns.Count - 1)]);
        }
    }
}
