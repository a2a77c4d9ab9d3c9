using System.Globalization;
using Google.Protobuf.Collections;
using MultiVenueMargin.Cli.Tables;
using Spectre.Console;

namespace MultiVenueMargin.Cli.Live.Liquidations;

/// <summary>Liquidations, their requests to executors, and plans step by step.</summary>
internal static class LiquidationTables
{
    /// <param name="console">Where to.</param>
    /// <param name="title">Above the table.</param>
    /// <param name="liquidations">In any order.</param>
    /// <param name="withEnded">Whether those that have ended would be among them.</param>
    public static void Write(IAnsiConsole console, string title, IReadOnlyList<V1.Liquidation> liquidations, bool withEnded)
    {
        if (liquidations.Count == 0)
        {
            console.MarkupLine(withEnded ? "No liquidation is under way, and none that has ended is remembered." : "No liquidation is under way.");
            return;
        }

        var table = ReportTables.Plain(title);
        table.AddColumn(new TableColumn("liquidation").NoWrap());
        table.AddColumns("pool", "state");
        table.AddColumn(new TableColumn("steps").RightAligned().NoWrap());
        table.AddColumn(new TableColumn("requests").RightAligned().NoWrap());
        table.AddColumn(new TableColumn("open").RightAligned().NoWrap());
        table.AddColumn("why");
        var worstFirst = liquidations.OrderBy(RankOf).ThenBy(liquidation => liquidation.Liquidation_, StringComparer.Ordinal).ToList();
        foreach (var liquidation in worstFirst)
        {
            table.AddRow(
                Shown.Text(liquidation.Liquidation_),
                Shown.Text(liquidation.Pool),
                State(liquidation),
                Number(liquidation.Plan.Count),
                Number(liquidation.Legs.Count),
                Number(liquidation.Legs.Count(IsOpen)),
                Shown.Text(liquidation.Reason));
        }

        console.Write(table);
        foreach (var liquidation in worstFirst.Where(each => each.Status != V1.LiquidationStatus.Ended))
        {
            WriteLegs(console, liquidation);
            WritePlan(console, $"{Shown.Plain(liquidation.Liquidation_)} · newest plan", liquidation.Plan);
        }
    }

    public static void WritePreview(IAnsiConsole console, string account, V1.PreviewLiquidationResponse answer)
    {
        Margins.MarginTables.WriteCurrency(console, answer.IsCurrent);
        if (answer.Evidence is { Figures: { } figures } evidence)
        {
            console.MarkupLine(
                $"[bold]{Shown.Text(account)} · {Shown.Text(figures.Pool)}[/]  {Shown.State(figures.State, figures.LastKnown)}  ratio {Shown.Ratio(figures.Ratio, figures.State)}"
                + $"  worst equity {Shown.Money(figures.WorstEquity, figures.State)}  MM {Shown.Money(figures.MaintenanceMargin, figures.State)}");
            console.MarkupLine(string.Create(
                CultureInfo.InvariantCulture,
                $"[grey]as of {Shown.PlainTime(evidence.Market?.ValuedAt)} · market {Shown.Market(evidence.Market)} · rules {Shown.Text(evidence.Rules)} · version {evidence.AccountVersion} · USD[/]"));
        }

        WritePlan(console, "The plan that would be made now", answer.Steps);
        console.MarkupLine($"Ends: {Outcome(answer.Outcome)}");
        foreach (var reason in answer.Reasons)
        {
            console.MarkupLine($"  · {Shown.Text(reason)}");
        }

        if (answer.UnderWay.Length > 0)
        {
            console.MarkupLine($"Under way is {Shown.Text(answer.UnderWay)}.");
        }
    }

    private static void WritePlan(IAnsiConsole console, string title, RepeatedField<V1.PlanStep> steps)
    {
        if (steps.Count == 0)
        {
            return;
        }

        var table = ReportTables.Plain(title);
        table.AddColumn(new TableColumn("step").RightAligned().NoWrap());
        table.AddColumn("does");
        foreach (var column in new[] { "limit", "costs", "worst equity after", "MM after", "ratio after" })
        {
            table.AddColumn(new TableColumn(column).RightAligned().NoWrap());
        }

        foreach (var step in steps)
        {
            table.AddRow(
                Number(step.Ordinal),
                string.Join("\n", step.Legs.Select(Does).Concat(step.CancelsOrders.Select(orders => $"cancel orders in {Shown.Text(orders)}"))),
                string.Join("\n", step.Legs.Select(leg => leg.Limit.Length == 0 ? "none" : Shown.Amount(leg.Limit))),
                Shown.Money(step.ExpectedCost),
                Shown.Money(step.EquityAfter),
                Shown.Money(step.MaintenanceAfter),
                RatioAfter(step));
        }

        console.Write(table);
    }

    private static void WriteLegs(IAnsiConsole console, V1.Liquidation liquidation)
    {
        if (liquidation.Legs.Count == 0)
        {
            return;
        }

        var table = ReportTables.Plain($"{Shown.Plain(liquidation.Liquidation_)} · requests");
        table.AddColumns("request", "asks");
        table.AddColumn(new TableColumn("limit").RightAligned().NoWrap());
        table.AddColumn(new TableColumn("filled").RightAligned().NoWrap());
        table.AddColumns("state", "report due");
        foreach (var leg in liquidation.Legs.OrderBy(leg => IsOpen(leg) ? 0 : 1))
        {
            table.AddRow(
                Shown.Text(leg.Request), leg.Leg is null ? Shown.Unknown : Does(leg.Leg), Shown.Amount(leg.Leg?.Limit ?? string.Empty), Shown.Amount(leg.Filled),
                IsOpen(leg) ? leg.IsAccepted ? "[yellow]accepted[/]" : "[darkorange]asked[/]" : Shown.Name(leg.Outcome), Shown.Time(leg.Deadline));
        }

        console.Write(table);
    }

    public static string Does(V1.Leg leg)
    {
        var verb = leg.Side switch { V1.OrderSide.Ask => "sell", V1.OrderSide.Bid => "buy", _ => "trade" };
        return $"{verb} {Shown.Amount(leg.Quantity)} {Shown.Text(leg.Instrument)} at {Shown.Text(leg.Venue)}";
    }

    /// <summary>Rounded down, as every ratio is.</summary>
    private static string RatioAfter(V1.PlanStep step) =>
        Shown.Number(step.EquityAfter) is { } equity && Shown.Number(step.MaintenanceAfter) is { } maintenance
            ? Figures.Ratio(maintenance > 0 ? equity / maintenance : null)
            : Shown.Unknown;

    private static bool IsOpen(V1.LegStanding leg) => leg.Outcome == V1.LegOutcome.Unspecified;

    private static string Number(int number) => number.ToString("N0", CultureInfo.InvariantCulture);

    private static int RankOf(V1.Liquidation liquidation) => liquidation.Status switch
    {
        V1.LiquidationStatus.AwaitsApproval => 1,
        V1.LiquidationStatus.Held => 2,
        V1.LiquidationStatus.Running => 3,
        V1.LiquidationStatus.Settling => 4,
        V1.LiquidationStatus.Ended => 5,
        _ => 0,
    };

    private static string State(V1.Liquidation liquidation) => liquidation.Status switch
    {
        V1.LiquidationStatus.AwaitsApproval => "[darkorange]Awaits approval[/]",
        V1.LiquidationStatus.Held => "[yellow]Held[/]",
        V1.LiquidationStatus.Ended => liquidation.Outcome == V1.LiquidationOutcome.Deficit ? "[red]Deficit[/]" : $"[grey]{Shown.Name(liquidation.Outcome)}[/]",
        V1.LiquidationStatus.Running or V1.LiquidationStatus.Settling => $"[red]{Shown.Name(liquidation.Status)}[/]",
        _ => $"[magenta]{Shown.Name(liquidation.Status)}[/]",
    };

    private static string Outcome(V1.PlanOutcome outcome) => outcome switch
    {
        V1.PlanOutcome.ReachesTarget => "[green]above the target[/]",
        V1.PlanOutcome.FallsShort => "[red]everything that can be reduced is, and it is not enough[/]",
        V1.PlanOutcome.Blocked => "[red]nothing can be reduced[/]",
        V1.PlanOutcome.Insolvent => "[red]equity is negative whatever is reduced[/]",
        _ => $"[magenta]{Shown.Name(outcome)}[/]",
    };
}
