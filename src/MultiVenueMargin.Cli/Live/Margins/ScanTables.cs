using System.Globalization;
using System.Text.RegularExpressions;
using MultiVenueMargin.Cli.Tables;
using MultiVenueMargin.Domain;
using MultiVenueMargin.Risk.Reports;
using Spectre.Console;

namespace MultiVenueMargin.Cli.Live.Margins;

/// <summary>
/// The scan of one underlying as it was answered: price across in steps of the class's range, volatility down, then what lies beyond the grid. How far a
/// step moves is in the rules, which are not part of the answer.
/// </summary>
internal static partial class ScanTables
{
    public static void Write(IAnsiConsole console, V1.UnitRequirement unit)
    {
        var scan = unit.Scan.Select(ReportReading.Read).ToList();
        if (scan.All(value => value.Value == Usd.Zero))
        {
            return;
        }

        var worst = Math.Max(scan.Max(value => Math.Abs(value.Value.Amount)), 0.01m);
        var grid = scan.Select(value => (Name: Grid().Match(value.Scenario), Value: value)).Where(cell => cell.Name.Success).ToList();
        if (grid.Count > 0)
        {
            WriteGrid(console, unit, grid, worst);
        }

        var beyond = scan.Where(value => !Grid().IsMatch(value.Scenario) && value.Value != Usd.Zero);
        foreach (var (at, row) in beyond.Chunk(6).Index())
        {
            var cells = row.Select(value => $"{Figures.Safe(value.Scenario)} {RequirementTables.Cell(value, unit.BindingScenario, worst)}");
            console.MarkupLine($"  [grey]{(at == 0 ? "beyond:" : "       ")}[/] {string.Join("   ", cells)}");
        }

        console.MarkupLine($"  [grey]requirement {Shown.Money(unit.Requirement)}, core {Shown.Money(unit.Core)}, Δ$ net {Shown.Money(unit.NetDelta)}[/]");
        console.WriteLine();
    }

    private static void WriteGrid(IAnsiConsole console, V1.UnitRequirement unit, List<(Match Name, ScenarioValue Value)> grid, decimal worst)
    {
        var table = ReportTables.Plain($"{Shown.Plain(unit.Unit)}: profit and loss, price across in steps of the range and volatility down");
        table.AddColumn(string.Empty);
        var steps = grid.Select(cell => int.Parse(cell.Name.Groups["step"].ValueSpan, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture)).Distinct().ToList();
        foreach (var step in steps)
        {
            table.AddColumn(new TableColumn(step.ToString("+0;-0;0", CultureInfo.InvariantCulture)).RightAligned().NoWrap());
        }

        foreach (var (kind, label) in new[] { ("up", "vol up"), ("same", "same"), ("down", "vol down") })
        {
            var row = grid.Where(cell => cell.Name.Groups["kind"].Value == kind).ToList();
            if (row.Count == steps.Count)
            {
                table.AddRow([label, .. row.Select(cell => RequirementTables.Cell(cell.Value, unit.BindingScenario, worst))]);
            }
        }

        console.Write(table);
    }

    [GeneratedRegex("^G(?<step>[+-][0-9]{1,3})(?<kind>up|same|down)$")]
    private static partial Regex Grid();
}
