using MultiVenueMargin.Domain;
using MultiVenueMargin.Risk.Reports;
using MultiVenueMargin.Risk.WhatIf;
using Spectre.Console;

namespace MultiVenueMargin.Cli.Tables;

/// <summary>Before and after, side by side, and the verdict.</summary>
internal static class WhatIfTables
{
    public static void Write(IAnsiConsole console, WhatIfReport report)
    {
        foreach (var after in report.After.Pools)
        {
            var before = report.Before.Pools.FirstOrDefault(pool => pool.Pool == after.Pool);
            var table = ReportTables.Plain($"What if · {after.Pool}");
            table.AddColumn(string.Empty);
            table.AddColumn(new TableColumn("before").RightAligned().NoWrap());
            table.AddColumn(new TableColumn("after").RightAligned().NoWrap());
            table.AddColumn(new TableColumn("change").RightAligned().NoWrap());
            table.AddRow("state", before is null ? "none" : Figures.State(before.State), Figures.State(after.State), string.Empty);
            table.AddRow("ratio, worst", Figures.Ratio(before?.Ratio.Worst), Figures.Ratio(after.Ratio.Worst), string.Empty);
            Row(table, "adjusted equity", before?.Equity.Adjusted, after.Equity.Adjusted);
            Row(table, "MM", before?.MaintenanceMargin, after.MaintenanceMargin);
            Row(table, "IM", before?.InitialMargin, after.InitialMargin);
            Row(table, "over MM", before?.SolvencyDelta, after.SolvencyDelta);
            Row(table, "over IM", before?.ExcessOverInitial, after.ExcessOverInitial);
            foreach (var unit in after.Units)
            {
                Row(
                    table,
                    $"{unit.Unit} requirement",
                    before?.Units.FirstOrDefault(each => each.Unit == unit.Unit)?.Requirement,
                    unit.Requirement);
            }

            console.Write(table);
        }

        console.MarkupLine(report.Passes ? "[bold green]passes[/]" : "[bold red]does not pass[/]");
        foreach (var reason in report.Reasons)
        {
            console.MarkupLine($"  · {Figures.Safe(reason)}");
        }

        console.WriteLine();
    }

    private static void Row(Table table, string name, Usd? before, Usd after) => table.AddRow(
        Figures.Safe(name),
        before is { } known ? Figures.Signed(known) : "none",
        Figures.Signed(after),
        Figures.Signed(after - (before ?? Usd.Zero)));
}
