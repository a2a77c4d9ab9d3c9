using MultiVenueMargin.Cli.Tables;
using MultiVenueMargin.Domain;
using MultiVenueMargin.Risk.Reports;
using Spectre.Console;

namespace MultiVenueMargin.Cli.Live.Margins;

/// <summary>What an account holds, as its explained figures tell it: collateral with what was taken from it, positions with what they add to SCAN.</summary>
internal static class HoldingTables
{
    private const int BarWidth = 8;

    public static void WriteCollateral(IAnsiConsole console, Explanation equity)
    {
        if (equity.Parts.Count == 0)
        {
            return;
        }

        var table = ReportTables.Plain("Collateral by location");
        table.AddColumns("location", "holding");
        table.AddColumn(new TableColumn("raw USD").RightAligned().NoWrap());
        table.AddColumn("taken");
        table.AddColumn(new TableColumn("counted USD").RightAligned().NoWrap());
        table.AddColumn(new TableColumn("counted").Width(BarWidth + 2));
        var scale = Math.Max(equity.Parts.Max(part => Math.Abs(part.Amount.Amount)), 0.01m);
        foreach (var location in equity.Parts.GroupBy(part => part.Venue?.Code ?? string.Empty).OrderBy(group => group.Key, StringComparer.Ordinal))
        {
            foreach (var (at, part) in location.Index())
            {
                table.AddRow(
                    at == 0 ? $"[bold]{Figures.Safe(location.Key)}[/]" : string.Empty,
                    Figures.Safe(HoldingOf(part)),
                    Raw(part),
                    $"[grey]{Figures.Safe(Taken(part))}[/]",
                    Figures.Signed(part.Amount),
                    $"[{(part.Amount < Usd.Zero ? "red" : "green4")}]{Figures.Bar(part.Amount.Amount / scale, BarWidth)}[/]");
            }
        }

        table.AddRow(string.Empty, "[bold]adjusted equity[/]", string.Empty, string.Empty, $"[bold]{Figures.Signed(equity.Amount)}[/]", string.Empty);
        console.Write(table);
        console.WriteLine();
    }

    public static void WritePositions(IAnsiConsole console, Explanation requirement)
    {
        var positions = PositionsOf(requirement).ToList();
        if (positions.Count == 0)
        {
            return;
        }

        var table = ReportTables.Plain("Who loses in the worst scenarios");
        table.AddColumns("unit", "holding", "location");
        table.AddColumn(new TableColumn("adds to SCAN").RightAligned().NoWrap());
        foreach (var (unit, part) in positions.OrderByDescending(position => position.Part.Amount))
        {
            table.AddRow(Figures.Safe(unit), Figures.Safe(HoldingOf(part)), Figures.Safe(part.Venue?.Code ?? string.Empty), Figures.Money(part.Amount));
        }

        console.Write(table);
        console.WriteLine();
    }

    /// <summary>Units have a core, the core a scan, and the scan a part for each holding.</summary>
    private static IEnumerable<(string Unit, Explanation Part)> PositionsOf(Explanation requirement) =>
        from unit in requirement.Parts
        from core in unit.Parts
        from scan in core.Parts
        where scan.Name == "SCAN"
        from part in scan.Parts
        select (unit.Name, part);

    /// <summary>The location has a column of its own.</summary>
    private static string HoldingOf(Explanation part) =>
        part.Venue is { } venue ? part.Name.Replace($"@{venue}", string.Empty, StringComparison.Ordinal) : part.Name;

    private static string Raw(Explanation part) => part.Parts.FirstOrDefault(step => step.Name == "raw") is { } raw ? Figures.Signed(raw.Amount) : string.Empty;

    /// <summary>The steps that took something, the largest first.</summary>
    private static string Taken(Explanation part) => part.Parts.Any(step => step.Name == "raw")
        ? string.Join(", ", part.Parts
            .Where(step => step.Name != "raw" && Math.Abs(step.Amount.Amount) >= 0.01m)
            .OrderBy(step => step.Amount)
            .Select(step => $"{step.Name} {Figures.Compact(step.Amount.Amount)}"))
        : part.Working;
}
