using System.Globalization;
using MultiVenueMargin.Domain;
using MultiVenueMargin.Domain.Rules;
using MultiVenueMargin.Risk.Reports;
using Spectre.Console;

namespace MultiVenueMargin.Cli.Tables;

/// <summary>A margin report for a person: from the one line that matters down to what was left out.</summary>
internal static class ReportTables
{
    public static void Write(
        IAnsiConsole console,
        MarginReport report,
        RuleSet rules,
        IReadOnlyList<Distance> distances,
        IReadOnlyList<CallOption> callOptions,
        bool explain)
    {
        foreach (var pool in report.Pools)
        {
            console.Write(Header(report, pool));
            console.WriteLine();
            RequirementTables.WriteWaterfall(console, pool, rules);
            RequirementTables.WriteHeatMaps(console, pool, rules);
            CollateralTables.Write(console, pool);
            RequirementTables.WriteWorstHoldings(console, pool);
            WriteCall(console, pool, callOptions);
            WriteDistances(console, pool, distances);
            if (explain)
            {
                ExplanationTables.Write(console, pool);
            }

            WriteOmissions(console, pool);
        }

        if (report.Joint is { } joint)
        {
            console.MarkupLine(
                $"[grey]All units on the same days ({joint.Scenarios} scenarios): VaR {Figures.Money(joint.ValueAtRisk)}, "
                + $"ES {Figures.Money(joint.ExpectedShortfall)}; for information, not added.[/]");
        }
    }

    /// <summary>State, ratio as an interval, and the figures everything is decided on.</summary>
    private static Panel Header(MarginReport report, PoolReport pool)
    {
        var equity = pool.Equity;
        var grid = new Grid().AddColumns(6);
        grid.AddRow(
            "[grey]state[/]", $"[bold]{Figures.State(pool.State)}[/]",
            "[grey]adjusted equity[/]", Money(equity.Adjusted),
            "[grey]maintenance (MM)[/]", Money(pool.MaintenanceMargin));
        grid.AddRow(
            "[grey]ratio[/]", $"[bold]{Figures.Ratio(pool.Ratio.Worst)}[/] worst",
            "[grey]likely[/]", Money(equity.Likely),
            "[grey]initial (IM)[/]", Money(pool.InitialMargin));
        grid.AddRow(
            string.Empty, $"{Figures.Ratio(pool.Ratio.Likely)} likely",
            "[grey]best[/]", Money(equity.Best),
            "[grey]over MM[/]", Figures.Signed(pool.SolvencyDelta));
        grid.AddRow(
            string.Empty, $"{Figures.Ratio(pool.Ratio.Best)} best",
            "[grey]raw[/]", Money(equity.Raw),
            "[grey]over IM[/]", Figures.Signed(pool.ExcessOverInitial));
        var title = $"{Figures.Safe(report.Account.ToString())} · {Figures.Safe(pool.Pool.Code)}";
        return new Panel(new Rows(grid, new Markup(
            $"[grey]as of {report.AsOf.ToString("yyyy-MM-dd HH:mm:ss'Z'", CultureInfo.InvariantCulture)} · "
            + $"market {Figures.Safe(report.Market.Code)} · rules {Figures.Safe(report.Rules.Code)} · USD[/]")))
        {
            Header = new PanelHeader($" {title} "),
            Border = BoxBorder.Rounded,
            BorderStyle = new Style(Color.Grey),
            Expand = true,
        };
    }

    private static void WriteCall(IAnsiConsole console, PoolReport pool, IReadOnlyList<CallOption> options)
    {
        if (pool.CallAmount == Usd.Zero)
        {
            return;
        }

        var mine = options.Where(option => option.Pool == pool.Pool).ToList();
        console.MarkupLine(
            $"[darkorange]Margin call: {Figures.Money(pool.CallAmount)} USD[/] "
            + (mine.Count == 0 ? "[grey](--explain says how much of other assets would do)[/]" : "or one of:"));
        foreach (var option in mine)
        {
            var amount = option.Amount is { } known ? $"{Figures.Exact(known.Value)} {option.Asset}" : $"not in {option.Asset}: no amount does";
            console.MarkupLine($"  {Figures.Safe(amount)} at {Figures.Safe(option.Location.Code)}");
        }

        console.WriteLine();
    }

    private static void WriteDistances(IAnsiConsole console, PoolReport pool, IReadOnlyList<Distance> distances)
    {
        var mine = distances.Where(distance => distance.Pool == pool.Pool).ToList();
        if (mine.Count == 0)
        {
            return;
        }

        var table = Plain("How far one thing may move, all else held");
        table.AddColumn("factor");
        var levels = mine.Select(distance => distance.Level).Distinct().ToList();
        foreach (var level in levels)
        {
            table.AddColumn(new TableColumn($"below {level.ToString("0.00", CultureInfo.InvariantCulture)}, down").RightAligned().NoWrap());
            table.AddColumn(new TableColumn("up").RightAligned().NoWrap());
        }

        foreach (var factor in mine.GroupBy(distance => distance.Factor))
        {
            var cells = new List<string> { Figures.Safe(factor.Key.Name) };
            foreach (var level in levels)
            {
                var distance = factor.Single(each => each.Level == level);
                if (factor.Key is VenueLossFactor)
                {
                    cells.Add(distance.Down is null ? "[green]no[/]" : "[red]yes[/]");
                    cells.Add(string.Empty);
                }
                else
                {
                    cells.Add(Move(distance.Down));
                    cells.Add(Move(distance.Up));
                }
            }

            table.AddRow([.. cells]);
        }

        console.Write(table);
        console.WriteLine();

        static string Move(decimal? move) => move switch
        {
            null => "[green]none[/]",
            0m => "[red]already[/]",
            { } known => Figures.Move(known),
        };
    }

    private static void WriteOmissions(IAnsiConsole console, PoolReport pool)
    {
        if (pool.Unknown.Count > 0)
        {
            console.MarkupLine("[magenta]The state is Unknown because:[/]");
            WriteList(console, pool.Unknown);
        }

        if (pool.Omissions.Count > 0)
        {
            console.MarkupLine("[grey]Left out or reduced:[/]");
            WriteList(console, pool.Omissions);
        }

        console.WriteLine();
    }

    private static void WriteList(IAnsiConsole console, IReadOnlyList<Omission> omissions)
    {
        foreach (var omission in omissions)
        {
            var amount = omission.Amount is { } known ? $" {Figures.Money(known)}" : string.Empty;
            console.MarkupLine($"  · [bold]{Figures.Safe(omission.Subject)}[/]{amount}: {Figures.Safe(omission.Reason)}");
        }
    }

    internal static Table Plain(string title) => new()
    {
        Title = new TableTitle($"[bold]{Figures.Safe(title)}[/]"),
        Border = TableBorder.Simple,
        BorderStyle = new Style(Color.Grey),
        Expand = true,
    };

    private static string Money(Usd amount) => amount < Usd.Zero ? Figures.Signed(amount) : Figures.Money(amount);
}
