using MultiVenueMargin.Domain;
using MultiVenueMargin.Domain.Rules;
using MultiVenueMargin.Risk.Reports;
using MultiVenueMargin.Risk.Scenarios;
using Spectre.Console;

namespace MultiVenueMargin.Cli.Tables;

/// <summary>What is required and why: the waterfall to MM and IM, each unit's price × vol map, and who contributes most.</summary>
internal static class RequirementTables
{
    internal const int BarWidth = 30;
    private const int WorstShown = 8;

    public static void WriteWaterfall(IAnsiConsole console, PoolReport pool, RuleSet rules)
    {
        var table = ReportTables.Plain("Requirement");
        table.AddColumn("unit");
        table.AddColumn("component");
        table.AddColumn(new TableColumn("USD").RightAligned().NoWrap());
        table.AddColumn(new TableColumn("share of MM").Width(BarWidth + 2));
        var scale = Math.Max(pool.MaintenanceMargin.Amount, 0.01m);
        foreach (var unit in pool.Units)
        {
            WriteUnit(table, unit, scale);
        }

        Row(table, "account", "CREDIT", -pool.Credit.Amount, scale);
        Row(table, "account", "BORROW", pool.Borrow.Amount, scale);
        Row(table, "account", "VENUE_TRAP", pool.VenueTrap.Amount, scale);
        Row(table, "account", "ORDERS", pool.Orders.Amount, scale);
        table.AddEmptyRow();
        table.AddRow(string.Empty, "[bold]MM[/]", $"[bold]{Figures.Money(pool.MaintenanceMargin)}[/]", string.Empty);
        table.AddRow(
            string.Empty,
            $"[bold]IM[/] [grey]= {Figures.Exact(rules.InitialMarginFactor)} × MM[/]",
            $"[bold]{Figures.Money(pool.InitialMargin)}[/]",
            string.Empty);
        console.Write(table);
        console.WriteLine();
    }

    private static void WriteUnit(Table table, UnitReport unit, decimal scale)
    {
        var name = unit.Unit.Code;
        var core = unit.Core == unit.Scan.Amount ? $"SCAN [grey]worst at {unit.Scan.Binding}[/]"
            : unit.Statistical is { } statistical && statistical.Amount == unit.Core
                ? $"FHS [grey]above SCAN {Figures.Money(unit.Scan.Amount)}[/]"
                : $"GROSS_FLOOR [grey]above SCAN {Figures.Money(unit.Scan.Amount)}[/]";
        Row(table, name, core, unit.Core, scale, always: true);
        foreach (var component in new[]
        {
            unit.Basis, unit.VegaTerm, unit.Peg, unit.RateRisk, unit.Funding, unit.Liquidity, unit.Concentration,
        })
        {
            Row(table, name, component.Name, component.Amount, scale);
        }

        var added = unit.Core + unit.Basis.Amount + unit.VegaTerm.Amount + unit.Peg.Amount + unit.RateRisk.Amount
            + unit.Funding.Amount + unit.Liquidity.Amount + unit.Concentration.Amount;
        var minimum = unit.Uncapped == unit.ShortOptionMinimum.Amount ? "SHORT_OPTION_MIN" : "MIN_DELTA";
        Row(table, name, $"raised to {minimum}", unit.Uncapped - added, scale);
        Row(table, name, "no more than can be lost", unit.Requirement - unit.Uncapped, scale);
    }

    internal static void Row(Table table, string unit, string component, Usd amount, decimal scale, bool always = false)
    {
        if (amount == Usd.Zero && !always)
        {
            return;
        }

        var colour = amount < Usd.Zero ? "green" : "steelblue1";
        table.AddRow(
            Figures.Safe(unit), component, Figures.Money(amount), $"[{colour}]{Figures.Bar(amount.Amount / scale, BarWidth)}[/]");
    }

    /// <summary>The grid of the scan as a person reads it: price across, volatility down, red where it hurts.</summary>
    public static void WriteHeatMaps(IAnsiConsole console, PoolReport pool, RuleSet rules)
    {
        foreach (var unit in pool.Units)
        {
            if (unit.Scan.Vector.All(value => value.Value == Usd.Zero))
            {
                continue;
            }

            var set = ScenarioSet.Scan(rules.Scan, rules.ClassOf(unit.Unit).Range);
            var grid = set.Scenarios.Zip(unit.Scan.Vector)
                .Where(pair => pair.First.Id.StartsWith('G'))
                .ToList();
            var worst = Math.Max(unit.Scan.Vector.Max(value => Math.Abs(value.Value.Amount)), 0.01m);
            var table = ReportTables.Plain($"{unit.Unit}: profit and loss, price across and volatility down");
            table.AddColumn(string.Empty);
            foreach (var move in grid.Select(pair => pair.First.Move).Distinct())
            {
                table.AddColumn(new TableColumn(Figures.Move(move)).RightAligned().NoWrap());
            }

            foreach (var (kind, label) in new[]
            {
                (VolatilityMoveKind.Up, "vol up"), (VolatilityMoveKind.Same, "same"), (VolatilityMoveKind.Down, "vol down"),
            })
            {
                var cells = grid.Where(pair => pair.First.Volatility.Kind == kind)
                    .Select(pair => Cell(pair.Second, unit.Scan.Binding, worst));
                table.AddRow([label, .. cells]);
            }

            console.Write(table);
            var beyond = set.Scenarios.Zip(unit.Scan.Vector).Where(pair => !pair.First.Id.StartsWith('G') && pair.Second.Value != Usd.Zero);
            foreach (var (at, row) in beyond.Chunk(6).Index())
            {
                var cells = row.Select(pair => $"{Figures.Safe(pair.First.Id)} {Cell(pair.Second, unit.Scan.Binding, worst)}");
                console.MarkupLine($"  [grey]{(at == 0 ? "beyond:" : "       ")}[/] {string.Join("   ", cells)}");
            }

            console.WriteLine();
        }
    }

    internal static string Cell(ScenarioValue value, string binding, decimal worst)
    {
        var text = Figures.Compact(value.Value.Amount);
        if (value.Scenario == binding)
        {
            // Marked by a sign as well, for readers without colours.
            return $"[bold white on red]{text}◄[/]";
        }

        var share = value.Value.Amount / worst;
        var colour = share switch
        {
            < -0.75m => "red3",
            < -0.4m => "orangered1",
            < -0.1m => "darkorange",
            < 0m => "gold3",
            0m => "grey",
            _ => "green4",
        };
        return $"[{colour}]{text}[/]";
    }

    /// <summary>The holdings that make up SCAN, over all units.</summary>
    public static void WriteWorstHoldings(IAnsiConsole console, PoolReport pool)
    {
        var contributions = pool.Units
            .SelectMany(unit => unit.Scan.Contributions.Select(contribution => (unit.Unit, contribution)))
            .OrderByDescending(pair => pair.contribution.Amount)
            .ToList();
        if (contributions.Count == 0)
        {
            return;
        }

        var table = ReportTables.Plain("Who loses in the worst scenarios");
        table.AddColumn("unit");
        table.AddColumn("holding");
        table.AddColumn("location");
        table.AddColumn(new TableColumn("adds to SCAN").RightAligned().NoWrap());
        table.AddColumn(new TableColumn("of price").RightAligned().NoWrap());
        table.AddColumn(new TableColumn("of volatility").RightAligned().NoWrap());
        foreach (var (unit, contribution) in contributions.Take(WorstShown))
        {
            table.AddRow(
                Figures.Safe(unit.Code),
                Figures.Safe(contribution.Holding),
                Figures.Safe(contribution.Location.Code),
                Figures.Money(contribution.Amount),
                Figures.Money(contribution.OfPrice),
                Figures.Money(contribution.OfVolatility));
        }

        var rest = contributions.Skip(WorstShown).ToList();
        if (rest.Count > 0)
        {
            table.AddRow(
                string.Empty, $"[grey]{rest.Count} more[/]", string.Empty,
                Figures.Money(Usd.Sum(rest.Select(pair => pair.contribution.Amount))),
                Figures.Money(Usd.Sum(rest.Select(pair => pair.contribution.OfPrice))),
                Figures.Money(Usd.Sum(rest.Select(pair => pair.contribution.OfVolatility))));
        }

        console.Write(table);
        console.WriteLine();
    }
}
