using MultiVenueMargin.Domain;
using MultiVenueMargin.Risk.Reports;
using Spectre.Console;

namespace MultiVenueMargin.Cli.Tables;

/// <summary>Every figure opened, down to the last part, and the same total seen by venue and by factor.</summary>
internal static class ExplanationTables
{
    public static void Write(IAnsiConsole console, PoolReport pool)
    {
        var requirement = Explanation.OfRequirement(pool);
        WriteTree(console, "Where the equity comes from", Explanation.OfEquity(pool));
        WriteTree(console, "Where the requirement comes from", requirement);
        WriteSums(console, "MM by venue", requirement.ByVenue());
        WriteSums(console, "MM by factor", requirement.ByFactor());
        foreach (var unit in pool.Units)
        {
            WriteVector(console, unit);
            WriteFacts(console, unit);
        }
    }

    internal static void WriteTree(IAnsiConsole console, string title, Explanation explanation)
    {
        var tree = new Tree($"[bold]{Figures.Safe(title)}[/]  {Exact(explanation.Amount)}") { Guide = TreeGuide.Line };
        foreach (var part in explanation.Parts)
        {
            Add(tree, part);
        }

        console.Write(tree);
        console.WriteLine();
    }

    private static void Add(IHasTreeNodes parent, Explanation explanation)
    {
        var working = explanation.Working.Length == 0 ? string.Empty : $"  [grey]{Figures.Safe(explanation.Working)}[/]";
        var node = parent.AddNode($"{Figures.Safe(explanation.Name)}  [bold]{Exact(explanation.Amount)}[/]{working}");
        foreach (var part in explanation.Parts)
        {
            Add(node, part);
        }
    }

    internal static void WriteSums(IAnsiConsole console, string title, IReadOnlyList<(string Name, Usd Amount)> sums)
    {
        var table = ReportTables.Plain(title);
        table.Expand = false;
        table.AddColumn(string.Empty);
        table.AddColumn(new TableColumn("USD").RightAligned().NoWrap());
        foreach (var (name, amount) in sums)
        {
            table.AddRow(Figures.Safe(name), Exact(amount));
        }

        table.AddRow("[bold]MM[/]", $"[bold]{Exact(Usd.Sum(sums.Select(sum => sum.Amount)))}[/]");
        console.Write(table);
        console.WriteLine();
    }

    private static void WriteVector(IAnsiConsole console, UnitReport unit)
    {
        console.MarkupLine($"[bold]{Figures.Safe(unit.Unit.Code)}: every scenario[/]");
        foreach (var row in unit.Scan.Vector.Chunk(3))
        {
            console.MarkupLine("  " + string.Concat(row.Select(value =>
                $"{Figures.Safe(value.Scenario),-12}{Figures.Money(value.Value),20}    ")));
        }

        console.WriteLine();
    }

    private static void WriteFacts(IAnsiConsole console, UnitReport unit)
    {
        console.MarkupLine(
            $"  [grey]Δ$ net {Figures.Money(unit.NetDelta)}, with free collateral {Figures.Money(unit.AllDelta)}, gross {Figures.Money(unit.GrossDelta)}[/]");
        console.MarkupLine(
            $"  [grey]floors: GROSS_FLOOR {Figures.Money(unit.GrossFloor.Amount)}, SHORT_OPTION_MIN {Figures.Money(unit.ShortOptionMinimum.Amount)}, "
            + $"MIN_DELTA {Figures.Money(unit.MinimumDelta.Amount)}[/]");
        if (unit.Statistical is { } statistical)
        {
            console.MarkupLine(
                $"  [grey]FHS {Figures.Money(statistical.Amount)}: VaR {Figures.Money(statistical.ValueAtRisk)}, ES {Figures.Money(statistical.ExpectedShortfall)}, "
                + $"stress {Figures.Money(statistical.Stress)}, long run {Figures.Money(statistical.LongRun)}, "
                + $"buffer {Figures.Percent(statistical.BufferShare)}, {statistical.Scenarios} days[/]");
        }

        if (unit.MaximumLoss is { } bound)
        {
            foreach (var group in bound.Groups)
            {
                console.MarkupLine(
                    $"  [grey]can lose {Figures.Money(group.MaximumLoss)} in {Figures.Safe($"{group.Settlement} {group.Expiry:yyyy-MM-dd}@{group.Venue}")}: "
                    + $"{Figures.Safe(group.Working)}[/]");
            }

            console.MarkupLine($"  [grey]bound {Figures.Money(bound.Bound)} = {Figures.Money(bound.GroupsTotal)} + rest {Figures.Money(bound.Rest)}[/]");
        }

        console.WriteLine();
    }

    private static string Exact(Usd amount) => Figures.Exact(amount.Amount);
}
