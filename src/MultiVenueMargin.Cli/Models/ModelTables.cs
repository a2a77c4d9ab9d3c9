using MultiVenueMargin.Cli.Tables;
using MultiVenueMargin.Domain;
using MultiVenueMargin.Risk.RuleBooks;
using MultiVenueMargin.Risk.RuleBooks.Comparing;
using Spectre.Console;

namespace MultiVenueMargin.Cli.Models;

/// <summary>Many rule books on one book, as tables for a person.</summary>
internal static class ModelTables
{
    public static void Write(IAnsiConsole console, PoolId pool, IReadOnlyList<ComparedModel> models, bool explain)
    {
        console.Write(SideBySide(pool, models));
        console.Write(WhatBinds(models));
        foreach (var model in models)
        {
            if (explain)
            {
                console.Write(Components(model));
            }

            WriteGaps(console, model, explain);
        }

        console.WriteLine();
    }

    public static void Write(IAnsiConsole console, IReadOnlyList<ModelDrift> drifts)
    {
        foreach (var drift in drifts)
        {
            var table = ReportTables.Plain($"{drift.Venue} beside its rules, {drift.Model}");
            table.AddColumn("figure");
            foreach (var column in new[] { "the venue says", "its rules give", "difference" })
            {
                table.AddColumn(new TableColumn(column).RightAligned().NoWrap());
            }

            table.AddColumn(string.Empty);
            foreach (var figure in drift.Figures)
            {
                table.AddRow(
                    Figures.Safe(figure.Name),
                    Text(figure.Reported),
                    Text(figure.Modelled),
                    figure.Difference is { } difference ? Figures.Signed(difference) + (figure.Share is { } share ? $" ({Figures.Move(share)})" : string.Empty) : "unknown",
                    figure.Drifts ? "[bold red]ModelDrift[/]" : string.Empty);
            }

            console.Write(table);
            console.MarkupLine(drift.IsRaised
                ? $"  [bold red]ModelDrift[/]: beyond {Figures.Percent(drift.Tolerance)}; the venue's words are {drift.Age.TotalSeconds:0} s old. Look for a position that one side does not know, then at what is not modelled."
                : $"  within {Figures.Percent(drift.Tolerance)}");
        }
    }

    public static void Write(IAnsiConsole console, PoolId pool, IReadOnlyList<BookSplit> splits)
    {
        var table = ReportTables.Plain($"Where this book costs least · {pool}");
        table.AddColumn("layout");
        foreach (var column in new[] { "IM", "MM", "over the house's MM" })
        {
            table.AddColumn(new TableColumn(column).RightAligned().NoWrap());
        }

        table.AddColumn("parts");
        foreach (var split in splits)
        {
            table.AddRow(
                Figures.Safe(split.Name),
                Figures.Money(split.Initial),
                Figures.Money(split.Maintenance),
                Figures.Signed(split.Trapped),
                string.Join('\n', PartsOf(split)));
        }

        console.Write(table);
        if (splits.Count > 0)
        {
            console.MarkupLine($"  the house asks {Figures.Money(splits[0].HouseMaintenance)} of the whole, netted; what is over it is netting lost, or stricter rules");
        }

        console.WriteLine();
    }

    private static IEnumerable<string> PartsOf(BookSplit split)
    {
        foreach (var part in split.Parts)
        {
            var left = part.NotCovered > 0 ? $" [yellow]without {part.NotCovered} contracts it does not know[/]" : string.Empty;
            yield return split.Parts.Count == 1 ? left.Trim() : $"{Figures.Safe(part.Name)}: {part.Model} {Figures.Money(part.Maintenance)}{left}";
        }
    }

    private static Table SideBySide(PoolId pool, IReadOnlyList<ComparedModel> models)
    {
        var table = ReportTables.Plain($"Side by side · {pool}");
        table.AddColumn(new TableColumn("model").NoWrap());
        foreach (var column in new[] { "IM", "MM", "equity", "ratio", "cushion", "nearest move" })
        {
            table.AddColumn(new TableColumn(column).RightAligned().NoWrap());
        }

        foreach (var model in models)
        {
            var report = model.Report;
            table.AddRow(
                $"{Figures.Safe(report.Model.Code)}{(report.NotCovered.Count > 0 ? " [yellow]¹[/]" : string.Empty)}{(report.NotModelled.Count > 0 ? " [grey]²[/]" : string.Empty)}",
                Figures.Money(report.Initial),
                Figures.Money(report.Maintenance),
                Figures.Signed(report.Equity),
                Figures.Ratio(report.Ratio),
                Figures.Signed(report.Cushion),
                report.Acts ? "[bold red]acts now[/]" : Nearest(model));
        }

        return table;
    }

    /// <summary>In a table of its own: words as long as these would leave no room for figures.</summary>
    private static Table WhatBinds(IReadOnlyList<ComparedModel> models)
    {
        var table = ReportTables.Plain("What binds, and what they do");
        table.AddColumn(new TableColumn("model").NoWrap());
        table.AddColumn("binding");
        table.AddColumn("first action");
        foreach (var model in models)
        {
            var action = model.Report.Action;
            table.AddRow(
                Figures.Safe(model.Report.Model.Code),
                Figures.Safe(model.Report.Binding),
                Figures.Safe($"{action.Name}, {(action.ActsAtTheLine ? "at or below" : "below")} {Figures.Ratio(action.AtRatio)}"));
        }

        return table;
    }

    private static string Nearest(ComparedModel model) => model.Nearest is { } nearest
        ? Figures.Safe($"{nearest.Unit} {Figures.Move(nearest.Nearest!.Value)}")
        : "none";

    private static Table Components(ComparedModel model)
    {
        var table = ReportTables.Plain($"{model.Report.Model} · {model.Provenance.Title}, as of {model.Provenance.AsOf:yyyy-MM-dd}");
        table.AddColumn("component");
        table.AddColumn("of");
        table.AddColumn(new TableColumn("IM").RightAligned().NoWrap());
        table.AddColumn(new TableColumn("MM").RightAligned().NoWrap());
        table.AddColumn("working");
        foreach (var component in model.Report.Components)
        {
            table.AddRow(
                Figures.Safe(component.Name),
                Figures.Safe(component.Of),
                Figures.Signed(component.Initial),
                Figures.Signed(component.Maintenance),
                Figures.Safe(component.Working));
        }

        return table;
    }

    /// <summary>What a model leaves out of the book always; what is missing of its rules where somebody looks closer.</summary>
    private static void WriteGaps(IAnsiConsole console, ComparedModel model, bool explain)
    {
        foreach (var gaps in model.Report.NotCovered.GroupBy(gap => gap.Reason))
        {
            console.MarkupLine($"  [yellow]¹[/] {Figures.Safe($"{model.Report.Model}: {gaps.Key}: {Named(gaps.Select(gap => gap.Subject).ToList(), explain)}")}");
        }

        if (explain)
        {
            foreach (var gap in model.Report.NotModelled)
            {
                console.MarkupLine($"  [grey]²[/] {Figures.Safe($"{model.Report.Model}: {gap.Subject}: {gap.Reason}")}");
            }
        }
        else if (model.Report.NotModelled.Count > 0)
        {
            console.MarkupLine($"  [grey]²[/] {Figures.Safe($"{model.Report.Model}: not modelled: {string.Join(", ", model.Report.NotModelled.Select(gap => gap.Subject).Distinct())} (--explain says more)")}");
        }
    }

    /// <summary>A book of a thousand options is not read name by name, unless somebody asks for it.</summary>
    private static string Named(List<string> subjects, bool all)
    {
        const int Shown = 4;
        return all || subjects.Count <= Shown + 1
            ? string.Join(", ", subjects)
            : $"{string.Join(", ", subjects.Take(Shown))} and {subjects.Count - Shown} more";
    }

    private static string Text(Usd? amount) => amount is { } known ? Figures.Money(known) : "unknown";
}
