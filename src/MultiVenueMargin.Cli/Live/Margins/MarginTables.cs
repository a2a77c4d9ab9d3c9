using System.Globalization;
using MultiVenueMargin.Cli.Live.Feeds;
using MultiVenueMargin.Cli.Tables;
using MultiVenueMargin.Domain;
using MultiVenueMargin.Risk.Reports;
using Spectre.Console;

namespace MultiVenueMargin.Cli.Live.Margins;

/// <summary>A margin with what it rests on: from the box that everything is decided on down to the feeds.</summary>
internal static class MarginTables
{
    public static void Write(IAnsiConsole console, V1.MarginView view)
    {
        WriteCurrency(console, view.IsCurrent);
        foreach (var pool in view.Report.Pools)
        {
            WritePool(console, view, pool);
            ReportTables.WriteCall(
                console, ReportReading.ReadUsd("call_amount", pool.Figures.CallAmount), [], $"mvm margin explain {Shown.Plain(view.Report.Account)}");
            WriteOmissions(console, pool);
        }

        WriteFoundation(console, view);
    }

    /// <summary>The box and what MM is made of.</summary>
    public static void WritePool(IAnsiConsole console, V1.MarginView view, V1.PoolMargin pool)
    {
        console.Write(PanelOf(view, pool).Draw());
        console.WriteLine();
        WriteRequirement(console, pool);
    }

    public static PoolPanel PanelOf(V1.MarginView view, V1.PoolMargin pool)
    {
        var figures = pool.Figures;
        return new PoolPanel
        {
            Title = $"{Shown.Plain(view.Report.Account)} · {Shown.Plain(figures.Pool)}",
            State = Shown.State(figures.State, figures.LastKnown),
            WorstRatio = Shown.Ratio(pool.WorstRatio, figures.State),
            LikelyRatio = Shown.Ratio(pool.LikelyRatio, figures.State),
            BestRatio = Shown.Ratio(pool.BestRatio, figures.State),
            WorstEquity = Shown.Money(figures.WorstEquity, figures.State),
            LikelyEquity = Shown.Money(figures.LikelyEquity, figures.State),
            BestEquity = Shown.Money(figures.BestEquity, figures.State),
            RawEquity = Shown.Money(pool.RawEquity, figures.State),
            MaintenanceMargin = Shown.Money(figures.MaintenanceMargin, figures.State),
            InitialMargin = Shown.Money(figures.InitialMargin, figures.State),
            OverMaintenance = Shown.Money(pool.ExcessOverMaintenance, figures.State),
            OverInitial = Shown.Money(pool.ExcessOverInitial, figures.State),
            Stamp = StampOf(view),
        };
    }

    public static string StampOf(V1.MarginView view) => string.Create(
        CultureInfo.InvariantCulture,
        $"as of {Shown.PlainTime(view.Report.AsOf)} · market {Shown.Market(view.Market)} · rules {Shown.Plain(view.Report.Rules)} · version {view.Version}");

    /// <summary>What everybody has to know before any figure.</summary>
    public static void WriteCurrency(IAnsiConsole console, bool isCurrent)
    {
        if (!isCurrent)
        {
            console.MarkupLine("[red]Not current: the journal is not sound. These are the last durable figures and may be behind.[/]");
        }
    }

    public static void WriteOmissions(IAnsiConsole console, V1.PoolMargin pool) =>
        ReportTables.WriteOmissions(console, [.. pool.Unknown.Select(ReportReading.Read)], [.. pool.Omissions.Select(ReportReading.Read)]);

    /// <summary>The feeds, what venues say themselves, and what a reader should know.</summary>
    public static void WriteFoundation(IAnsiConsole console, V1.MarginView view)
    {
        if (view.Feeds.Count > 0)
        {
            FeedTables.Write(console, "Feeds it rests on", view.Feeds.Select(feed => (view.Report.Account, feed)), withAccount: false);
        }

        if (view.Report.VenueStatements.Count > 0)
        {
            var table = ReportTables.Plain("What venues say themselves");
            table.AddColumns("venue", "pool");
            foreach (var name in new[] { "equity USD", "IM USD", "MM USD" })
            {
                table.AddColumn(new TableColumn(name).RightAligned().NoWrap());
            }

            table.AddColumn(new TableColumn("as of").NoWrap());
            foreach (var statement in view.Report.VenueStatements)
            {
                table.AddRow(
                    Shown.Text(statement.Venue), Shown.Text(statement.Pool), Shown.Money(statement.Equity), Shown.Money(statement.InitialMargin),
                    Shown.Money(statement.MaintenanceMargin), Shown.Time(statement.AsOf));
            }

            console.Write(table);
        }

        foreach (var notice in view.Notices)
        {
            console.MarkupLine($"  · {Shown.Text(notice)}");
        }
    }

    private static void WriteRequirement(IAnsiConsole console, V1.PoolMargin pool)
    {
        if (pool.Parts.Count == 0)
        {
            return;
        }

        var table = ReportTables.Plain("Requirement");
        table.AddColumn("unit");
        table.AddColumn("component");
        table.AddColumn(new TableColumn("USD").RightAligned().NoWrap());
        table.AddColumn(new TableColumn("share of MM").Width(RequirementTables.BarWidth + 2));
        var scale = Math.Max(Shown.Number(pool.Figures.MaintenanceMargin) ?? 0m, 0.01m);
        foreach (var part in pool.Parts)
        {
            var unit = part.Unit.Length == 0 ? "account" : Shown.Plain(part.Unit);
            RequirementTables.Row(table, unit, ComponentOf(part, pool), ReportReading.ReadUsd("amount", part.Amount), scale);
        }

        table.AddEmptyRow();
        table.AddRow(string.Empty, "[bold]MM[/]", $"[bold]{Shown.Money(pool.Figures.MaintenanceMargin, pool.Figures.State)}[/]", string.Empty);
        table.AddRow(string.Empty, "[bold]IM[/]", $"[bold]{Shown.Money(pool.Figures.InitialMargin, pool.Figures.State)}[/]", string.Empty);
        console.Write(table);
        console.WriteLine();
    }

    private static string ComponentOf(V1.RequirementPart part, V1.PoolMargin pool) =>
        part.Name == "SCAN" && pool.Units.FirstOrDefault(unit => unit.Unit == part.Unit) is { BindingScenario: { Length: > 0 } binding }
            ? $"SCAN [grey]worst at {Shown.Text(binding)}[/]"
            : Shown.Text(part.Name);
}
