using MultiVenueMargin.Domain;
using MultiVenueMargin.Risk.Reports;
using Spectre.Console;

namespace MultiVenueMargin.Cli.Tables;

/// <summary>Collateral by location: what lies there, what was taken from it, what counts.</summary>
internal static class CollateralTables
{
    private const int BarWidth = 8;

    public static void Write(IAnsiConsole console, PoolReport pool)
    {
        var rows = Rows(pool);
        if (rows.Count == 0)
        {
            return;
        }

        var table = ReportTables.Plain("Collateral by location");
        table.AddColumn("location");
        table.AddColumn("holding");
        table.AddColumn(new TableColumn("amount").RightAligned().NoWrap());
        table.AddColumn(new TableColumn("raw USD").RightAligned().NoWrap());
        table.AddColumn("taken");
        table.AddColumn(new TableColumn("counted USD").RightAligned().NoWrap());
        table.AddColumn(new TableColumn("counted").Width(BarWidth + 2));
        var scale = Math.Max(rows.Max(row => Math.Abs(row.Counted.Amount)), 0.01m);
        foreach (var location in rows.GroupBy(row => row.Location).OrderBy(group => group.Key))
        {
            var first = true;
            foreach (var row in location)
            {
                table.AddRow(
                    first ? $"[bold]{Figures.Safe(location.Key.Code)}[/]" : string.Empty,
                    Figures.Safe(row.Holding),
                    row.Amount,
                    Figures.Signed(row.Raw),
                    $"[grey]{Figures.Safe(row.Taken)}[/]",
                    Figures.Signed(row.Counted),
                    $"[{(row.Counted < Usd.Zero ? "red" : "green4")}]{Figures.Bar(row.Counted.Amount / scale, BarWidth)}[/]");
                first = false;
            }
        }

        if (pool.Equity.Stale != Usd.Zero)
        {
            table.AddRow(string.Empty, "STALE", string.Empty, string.Empty, "[grey]age and spread of marks[/]", Figures.Signed(-pool.Equity.Stale), string.Empty);
        }

        table.AddRow(
            string.Empty, "[bold]adjusted equity[/]", string.Empty, Figures.Signed(pool.Equity.Raw), string.Empty,
            $"[bold]{Figures.Signed(pool.Equity.Adjusted)}[/]", string.Empty);
        console.Write(table);
        console.WriteLine();
    }

    private static List<Row> Rows(PoolReport pool)
    {
        var lines = pool.Equity.Lines.Select(line => new Row(
            line.Line.Location,
            // The location has a column of its own.
            line.Name.Replace($"@{line.Line.Location}", string.Empty, StringComparison.Ordinal),
            Figures.Amount(line.Amount),
            line.Raw,
            Taken(line),
            line.Counted));
        var options = pool.Equity.OptionValues.Select(option => new Row(
            option.Location,
            $"{option.Positions.Count} option position{(option.Positions.Count == 1 ? string.Empty : "s")}",
            string.Empty,
            option.Net,
            option.LocationStep < -Cent ? $"location {Figures.Money(option.LocationStep)}" : string.Empty,
            option.Counted));
        return [.. lines, .. options];
    }

    private static readonly Usd Cent = new(0.01m);

    /// <summary>The steps that took something, the largest first.</summary>
    private static string Taken(LineReport line)
    {
        if (line.Mark is null)
        {
            return "unpriced: counts nothing";
        }

        var steps = new (string Name, Usd Amount)[]
        {
            ("price", line.PriceStep), ("location", line.LocationStep), ("bridge", line.BridgeStep), ("own token", line.OwnTokenStep),
            ("finality", line.FinalityStep), ("haircut", line.AssetStep), ("asset cap", line.AssetCapStep),
            ("issuer cap", line.IssuerCapStep), ("venue cap", line.VenueCapStep),
        };
        var taken = steps
            .Where(step => Math.Abs(step.Amount.Amount) >= Cent.Amount)
            .OrderBy(step => step.Amount)
            .Select(step => $"{step.Name} {Figures.Compact(step.Amount.Amount)}");
        var hedge = line.Hedge > Usd.Zero ? new[] { $"hedges {Figures.Compact(line.Hedge.Amount)}" } : [];
        return string.Join(", ", taken.Concat(hedge));
    }

    private sealed record Row(LocationId Location, string Holding, string Amount, Usd Raw, string Taken, Usd Counted);
}
