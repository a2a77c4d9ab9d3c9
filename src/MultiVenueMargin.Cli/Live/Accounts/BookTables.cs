using System.Globalization;
using Google.Protobuf.WellKnownTypes;
using MultiVenueMargin.Cli.Live.Margins;
using MultiVenueMargin.Cli.Tables;
using Spectre.Console;

namespace MultiVenueMargin.Cli.Live.Accounts;

/// <summary>What the platform believes an account holds: positions and balances with their age, orders, and what is not known of each.</summary>
internal sealed class BookTables
{
    // A person reads no more; the CSV has all of them.
    private const int MostRows = 500;

    private readonly IAnsiConsole _console;
    private readonly V1.MarginView _view;
    private readonly HoldingDoubts _doubts;

    private BookTables(IAnsiConsole console, V1.MarginView view)
    {
        (_console, _view) = (console, view);
        _doubts = new HoldingDoubts(view.Report, view.Book.LostFeeds);
    }

    public static void Write(IAnsiConsole console, V1.MarginView view)
    {
        if (view.Book is null)
        {
            console.MarkupLine($"What it holds is {Shown.Unknown}: the platform did not say.");
            return;
        }

        var tables = new BookTables(console, view);
        tables.WriteLost();
        tables.WritePositions();
        tables.WriteBalances();
        tables.WriteOrders();
    }

    private void WriteLost()
    {
        foreach (var feed in _view.Book.LostFeeds)
        {
            _console.MarkupLine(
                $"[magenta]Nothing was heard from {Shown.Text(feed.Location)} for {Shown.Length(feed.Silence)} (pool {Shown.Text(feed.Pool)}):"
                + " what is below is what was last known there, and there may be more.[/]");
        }
    }

    private void WritePositions()
    {
        var positions = _view.Book.Positions;
        if (positions.Count == 0)
        {
            WriteNone("There is no position.", "Positions");
            return;
        }

        var table = Table("Positions", ["pool", "venue", "instrument"], ["contracts", "entered at", "age"]);
        foreach (var position in positions.OrderBy(each => each.Pool, StringComparer.Ordinal).ThenBy(each => each.Venue, StringComparer.Ordinal)
            .ThenBy(each => each.Instrument, StringComparer.Ordinal).Take(MostRows))
        {
            table.AddRow(
                Shown.Text(position.Pool), Shown.Text(position.Venue), Shown.Text(position.Instrument), Signed(position.Quantity),
                position.AverageEntry.Length == 0 ? string.Empty : Shown.Amount(position.AverageEntry), Age(position.AsOf), Doubt(_doubts.Of(position)));
        }

        WriteTable(table, positions.Count);
    }

    private void WriteBalances()
    {
        var lines = _view.Book.Lines;
        if (lines.Count == 0)
        {
            WriteNone("There is no balance.", "Balances");
            return;
        }

        var table = Table("Balances", ["pool", "location", "asset"], ["amount", "unrealised", "owed", "age"]);
        foreach (var line in lines.OrderBy(each => each.Pool, StringComparer.Ordinal).ThenBy(each => each.Location, StringComparer.Ordinal)
            .ThenBy(each => each.Asset, StringComparer.Ordinal).Take(MostRows))
        {
            table.AddRow(
                Shown.Text(line.Pool), Shown.Text(line.Location), Shown.Text(line.IsLoan ? $"loan {line.Asset}" : line.Asset),
                line.IsLoan ? Loan(line.Balance) : Balance(line.Balance),
                line.UnrealisedProfit.Length == 0 ? string.Empty : Balance(line.UnrealisedProfit),
                line.Owed.Length == 0 ? string.Empty : Shown.Amount(line.Owed),
                Age(line.AsOf),
                string.Join(", ", new[] { Finality(line.Finality), Doubt(_doubts.Of(line)) }.Where(part => part.Length > 0)));
        }

        WriteTable(table, lines.Count);
    }

    private void WriteOrders()
    {
        var orders = _view.Book.Orders;
        if (orders.Count == 0)
        {
            return;
        }

        var table = Table("Orders that rest", ["pool", "venue", "instrument", "side"], ["open", "limit"]);
        foreach (var order in orders.OrderBy(each => each.Pool, StringComparer.Ordinal).ThenBy(each => each.Venue, StringComparer.Ordinal)
            .ThenBy(each => each.Instrument, StringComparer.Ordinal).Take(MostRows))
        {
            table.AddRow(
                Shown.Text(order.Pool), Shown.Text(order.Venue), Shown.Text(order.Instrument), Side(order.Side), Shown.Amount(order.Quantity),
                Shown.Amount(order.Limit), Doubt(_doubts.Of(order)));
        }

        WriteTable(table, orders.Count);
    }

    /// <summary>Of an account whose feeds are all heard nothing is something that is known.</summary>
    private void WriteNone(string none, string what) =>
        _console.MarkupLine(_view.Book.LostFeeds.Count == 0 ? none : $"{what} are {Shown.Unknown}: none was heard of.");

    private void WriteTable(Table table, int count)
    {
        table.Caption = new TableTitle($"[grey]{Figures.Safe(MarginTables.StampOf(_view))} · age at that moment[/]");
        _console.Write(table);
        if (count > MostRows)
        {
            _console.MarkupLine(string.Create(CultureInfo.InvariantCulture, $"  [grey]and {count - MostRows:N0} more; --output csv lists all[/]"));
        }

        _console.WriteLine();
    }

    private static Table Table(string title, string[] names, string[] figures)
    {
        var table = ReportTables.Plain(title);
        table.AddColumns(names);
        foreach (var figure in figures)
        {
            table.AddColumn(new TableColumn(figure).RightAligned().NoWrap());
        }

        return table.AddColumn("what is not known");
    }

    /// <summary>Long with a plus, short with a minus and red.</summary>
    private static string Signed(string quantity) => Shown.Number(quantity) switch
    {
        < 0m and var sold => $"[red]{Figures.Exact(sold)}[/]",
        > 0m and var bought => $"+{Figures.Exact(bought)}",
        _ => Shown.Amount(quantity),
    };

    private static string Balance(string amount) => Shown.Number(amount) is < 0m and var owed ? $"[red]{Figures.Exact(owed)}[/]" : Shown.Amount(amount);

    /// <summary>What is owed comes as a positive number.</summary>
    private static string Loan(string owed) => Shown.Number(owed) is { } amount ? $"[red]{Figures.Exact(-amount)}[/]" : Shown.Amount(owed);

    private static string Side(V1.OrderSide side) => side switch
    {
        V1.OrderSide.Bid => "buy",
        V1.OrderSide.Ask => "sell",
        _ => $"[magenta]{Shown.Name(side)}[/]",
    };

    private static string Finality(V1.Finality? finality) => finality is null
        ? string.Empty
        : string.Create(CultureInfo.InvariantCulture, $"[yellow]{finality.Confirmations} of {finality.Required} confirmations[/]");

    private static string Doubt(string doubt) => doubt.Length == 0 ? string.Empty : $"[magenta]{Shown.Text(doubt)}[/]";

    /// <summary>What was told after the market of the figures is not older than these.</summary>
    private string Age(Timestamp? asOf) => asOf is null || _view.Report.AsOf is not { } at
        ? Shown.Unknown
        : (at - asOf) is { Seconds: >= 0, Nanos: >= 0 } age ? Shown.Length(age) : Shown.Length(new Duration());
}
