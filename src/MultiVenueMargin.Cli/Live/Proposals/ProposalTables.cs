using System.Globalization;
using MultiVenueMargin.Cli.Tables;
using MultiVenueMargin.Domain;
using Spectre.Console;

namespace MultiVenueMargin.Cli.Live.Proposals;

/// <summary>Before and after, side by side, and the verdict: in the look of <c>mvm evaluate --what-if</c>.</summary>
internal static class ProposalTables
{
    public static void Write(IAnsiConsole console, V1.WhatIfResponse answer)
    {
        foreach (var after in answer.After.Pools)
        {
            WritePool(console, answer, answer.Before.Pools.FirstOrDefault(pool => pool.Figures.Pool == after.Figures.Pool), after);
        }

        console.MarkupLine(answer.Passes ? "[bold green]passes[/]" : "[bold red]does not pass[/]");
        foreach (var reason in answer.Reasons)
        {
            console.MarkupLine($"  · {Shown.Text(reason)}");
        }

        console.MarkupLine($"[grey]before: {StampOf(answer.Before)}[/]");
        console.MarkupLine($"[grey]after:  {StampOf(answer.After)}[/]");
    }

    public static void WriteRows(CsvRows csv, V1.WhatIfResponse answer)
    {
        csv.Header(["when", "passes", "account", .. FigureColumns.Names, "as_of", "market", "rules"]);
        foreach (var (when, report) in new[] { ("before", answer.Before), ("after", answer.After) })
        {
            foreach (var pool in report.Pools)
            {
                csv.Row(
                [
                    when, CsvRows.Bool(answer.Passes), report.Account, .. FigureColumns.Of(pool.Figures), ContractJson.Text(report.AsOf), report.Market, report.Rules,
                ]);
            }
        }
    }

    private static void WritePool(IAnsiConsole console, V1.WhatIfResponse answer, V1.PoolMargin? before, V1.PoolMargin after)
    {
        var table = ReportTables.Plain($"What if · {Shown.Plain(answer.After.Account)} · {Shown.Plain(after.Figures.Pool)}");
        table.AddColumn(string.Empty);
        foreach (var column in new[] { "before", "after", "change" })
        {
            table.AddColumn(new TableColumn(column).RightAligned().NoWrap());
        }

        table.AddRow(
            "state",
            before is null ? "none" : Shown.State(before.Figures.State, before.Figures.LastKnown),
            Shown.State(after.Figures.State, after.Figures.LastKnown),
            string.Empty);
        table.AddRow("ratio, worst", before is null ? "none" : Shown.Ratio(before.WorstRatio, before.Figures.State), Shown.Ratio(after.WorstRatio, after.Figures.State), string.Empty);
        Row("adjusted equity", before?.Figures.WorstEquity, after.Figures.WorstEquity);
        Row("MM", before?.Figures.MaintenanceMargin, after.Figures.MaintenanceMargin);
        Row("IM", before?.Figures.InitialMargin, after.Figures.InitialMargin);
        Row("over MM", before?.ExcessOverMaintenance, after.ExcessOverMaintenance);
        Row("over IM", before?.ExcessOverInitial, after.ExcessOverInitial);
        foreach (var unit in after.Units)
        {
            Row($"{Shown.Text(unit.Unit)} requirement", before?.Units.FirstOrDefault(each => each.Unit == unit.Unit)?.Requirement, unit.Requirement);
        }

        console.Write(table);

        void Row(string name, string? was, string will) => table.AddRow(
            name,
            was is null ? "none" : Shown.Money(was, before!.Figures.State),
            Shown.Money(will, after.Figures.State),
            Change(was, will));
    }

    /// <summary>Of what is not there before, all of it is a change; of what is not known, nobody knows.</summary>
    private static string Change(string? was, string will) =>
        Shown.Number(will) is { } after && (was is null ? 0m : Shown.Number(was)) is { } before ? Figures.Signed(new Usd(after - before)) : Shown.Unknown;

    private static string StampOf(V1.MarginReport report) => string.Create(
        CultureInfo.InvariantCulture, $"as of {Shown.PlainTime(report.AsOf)} · market {Shown.Text(report.Market)} · rules {Shown.Text(report.Rules)} · USD");
}
