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
            WriteCall(console, pool.CallAmount, [.. callOptions.Where(option => option.Pool == pool.Pool)], "--explain");
            WriteDistances(console, [.. distances.Where(distance => distance.Pool == pool.Pool)]);
            if (explain)
            {
                ExplanationTables.Write(console, pool);
            }

            WriteOmissions(console, pool.Unknown, pool.Omissions);
        }

        if (report.Joint is { } joint)
        {
            console.MarkupLine(
                $"[grey]All units on the same days ({joint.Scenarios} scenarios): VaR {Figures.Money(joint.ValueAtRisk)}, "
                + $"ES {Figures.Money(joint.ExpectedShortfall)}; for information, not added.[/]");
        }
    }

    private static Panel Header(MarginReport report, PoolReport pool) => new PoolPanel
    {
        Title = $"{report.Account} · {pool.Pool}",
        State = Figures.State(pool.State),
        WorstRatio = Figures.Ratio(pool.Ratio.Worst),
        LikelyRatio = Figures.Ratio(pool.Ratio.Likely),
        BestRatio = Figures.Ratio(pool.Ratio.Best),
        WorstEquity = Figures.Signed(pool.Equity.Adjusted),
        LikelyEquity = Figures.Signed(pool.Equity.Likely),
        BestEquity = Figures.Signed(pool.Equity.Best),
        RawEquity = Figures.Signed(pool.Equity.Raw),
        MaintenanceMargin = Figures.Signed(pool.MaintenanceMargin),
        InitialMargin = Figures.Signed(pool.InitialMargin),
        OverMaintenance = Figures.Signed(pool.SolvencyDelta),
        OverInitial = Figures.Signed(pool.ExcessOverInitial),
        Stamp = $"as of {report.AsOf.ToString("yyyy-MM-dd HH:mm:ss'Z'", CultureInfo.InvariantCulture)} · market {report.Market.Code} · rules {report.Rules.Code}",
    }.Draw();

    /// <param name="console">Where to.</param>
    /// <param name="amount">What is called for; nothing is written where it is nothing.</param>
    /// <param name="options">What else would meet it.</param>
    /// <param name="hint">Who says what else would, where nobody was asked.</param>
    internal static void WriteCall(IAnsiConsole console, Usd amount, IReadOnlyList<CallOption> options, string hint)
    {
        if (amount == Usd.Zero)
        {
            return;
        }

        console.MarkupLine(
            $"[darkorange]Margin call: {Figures.Money(amount)} USD[/] "
            + (options.Count == 0 ? $"[grey]({Figures.Safe(hint)} says how much of other assets would do)[/]" : "or one of:"));
        foreach (var option in options)
        {
            var other = option.Amount is { } known ? $"{Figures.Exact(known.Value)} {option.Asset}" : $"not in {option.Asset}: no amount does";
            console.MarkupLine($"  {Figures.Safe(other)} at {Figures.Safe(option.Location.Code)}");
        }

        console.WriteLine();
    }

    internal static void WriteDistances(IAnsiConsole console, IReadOnlyList<Distance> mine)
    {
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

    internal static void WriteOmissions(IAnsiConsole console, IReadOnlyList<Omission> unknown, IReadOnlyList<Omission> omissions)
    {
        if (unknown.Count > 0)
        {
            console.MarkupLine("[magenta]The state is Unknown because:[/]");
            WriteList(console, unknown);
        }

        if (omissions.Count > 0)
        {
            console.MarkupLine("[grey]Left out or reduced:[/]");
            WriteList(console, omissions);
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
}
