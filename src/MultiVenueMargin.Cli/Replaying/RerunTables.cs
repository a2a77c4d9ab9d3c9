using System.Globalization;
using MultiVenueMargin.Cli.Tables;
using MultiVenueMargin.Domain;
using MultiVenueMargin.Live.Histories;
using Spectre.Console;

namespace MultiVenueMargin.Cli.Replaying;

/// <summary>What happened and what would have, side by side.</summary>
internal static class RerunTables
{
    // A person reads the beginning; the whole is in the JSON and the CSV.
    private const int MostMoments = 200;
    private const int MostNotCarriedOver = 20;

    public static void Write(IAnsiConsole console, AccountHistory history, RerunReport rerun)
    {
        var others = Figures.Safe(rerun.Rules.Code);
        WriteSums(console, history, rerun, others);
        WriteMoments(console, rerun, others);
        if (rerun.NotCarriedOver.Count > 0)
        {
            console.MarkupLine($"What people, executors or the fund did {rerun.NotCarriedOver.Count} times about decisions that there are not under {others} [bold]does not count there[/]:");
            foreach (var each in rerun.NotCarriedOver.Take(MostNotCarriedOver))
            {
                var why = each.Why == NotCarriedOver.NoSuchDecision ? string.Empty : $" [grey]({Figures.Safe(each.Why)})[/]";
                console.MarkupLine($"  {EventText.Time(each.At)}  version {each.Version,-6} {Figures.Safe(EventText.Of(each.Record))}{why}");
            }

            if (rerun.NotCarriedOver.Count > MostNotCarriedOver)
            {
                console.MarkupLine($"  and {rerun.NotCarriedOver.Count - MostNotCarriedOver} more, in --output json.");
            }
        }

        console.MarkupLine(HistoryTables.Verified(history));
        console.MarkupLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{rerun.Looks:N0} looks under {others}{(rerun.Silence > TimeSpan.Zero ? $"; none in {CoursesText.Duration(rerun.Silence)} in which nobody recorded anything" : string.Empty)}."));
        console.MarkupLine(
            "[grey]The account's facts and the market are as recorded, also what only happened because of what was decided: payments, trades, fills. "
            + "It is the account that is run again, not the world's reaction.[/]");
    }

    private static void WriteSums(IAnsiConsole console, AccountHistory history, RerunReport rerun, string others)
    {
        foreach (var pool in rerun.Happened.Pools.Concat(rerun.Would.Pools).Select(pool => pool.Pool).Distinct().Order())
        {
            var (then, would) = (Find(rerun.Happened, pool), Find(rerun.Would, pool));
            var table = ReportTables.Plain($"{history.Account} · {pool} · {SpanText.Of(rerun.Begin)} to {SpanText.Of(rerun.End)}");
            table.AddColumn(new TableColumn(string.Empty).NoWrap());
            table.AddColumn("what happened");
            table.AddColumn($"what would have under {others}");
            table.AddRow("time", CoursesText.TimesOf(then), CoursesText.TimesOf(would));
            table.AddRow("least ratio", CoursesText.LeastOf(then), CoursesText.LeastOf(would));
            table.AddRow("called", Figures.Safe(CoursesText.CallsOf(rerun.Happened, pool)), Figures.Safe(CoursesText.CallsOf(rerun.Would, pool)));
            table.AddRow("liquidated", Figures.Safe(CoursesText.LiquidationsOf(rerun.Happened, pool)), Figures.Safe(CoursesText.LiquidationsOf(rerun.Would, pool)));
            console.Write(table);
        }
    }

    private static void WriteMoments(IAnsiConsole console, RerunReport rerun, string others)
    {
        var moments = rerun.Happened.Lines.Select(line => (Line: line, IsRerun: false))
            .Concat(rerun.Would.Lines.Select(line => (Line: line, IsRerun: true)))
            .GroupBy(each => each.Line.At)
            .OrderBy(moment => moment.Key)
            .ToList();
        var table = ReportTables.Plain("Moment by moment");
        table.AddColumn(new TableColumn("time").NoWrap());
        table.AddColumn("what happened");
        table.AddColumn($"what would have under {others}");
        var day = DateTime.MinValue;
        foreach (var moment in moments.Take(MostMoments))
        {
            HistoryTables.AddDay(table, ref day, moment.Key);
            table.AddRow(
                moment.Key.UtcDateTime.ToString("HH:mm:ss.fff", CultureInfo.InvariantCulture),
                Lines(moment.Where(each => !each.IsRerun).Select(each => each.Line)),
                Lines(moment.Where(each => each.IsRerun).Select(each => each.Line)));
        }

        console.Write(table);
        if (moments.Count > MostMoments)
        {
            console.MarkupLine($"and {moments.Count - MostMoments} more moments, in --output csv or json.");
        }
    }

    private static PoolCourse? Find(Course course, PoolId pool) => course.Pools.FirstOrDefault(each => each.Pool == pool);

    private static string Lines(IEnumerable<HistoryLine> lines) =>
        Figures.Safe(string.Join("\n", lines.Select(line => EventRow.Of(line).TextWithRatio)));
}
