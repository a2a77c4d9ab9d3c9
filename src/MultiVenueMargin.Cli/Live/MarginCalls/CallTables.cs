using MultiVenueMargin.Cli.Tables;
using Spectre.Console;

namespace MultiVenueMargin.Cli.Live.MarginCalls;

/// <summary>Margin calls: what is asked, what came, until when.</summary>
internal static class CallTables
{
    /// <param name="console">Where to.</param>
    /// <param name="title">Above the table.</param>
    /// <param name="calls">In any order.</param>
    /// <param name="withEnded">Whether those that have ended would be among them.</param>
    public static void Write(IAnsiConsole console, string title, IReadOnlyList<V1.MarginCall> calls, bool withEnded)
    {
        if (calls.Count == 0)
        {
            console.MarkupLine(withEnded ? "No margin call is open, and none that has ended is remembered." : "No margin call is open.");
            return;
        }

        var table = ReportTables.Plain(title);
        table.AddColumn(new TableColumn("call").NoWrap());
        table.AddColumn("pool");
        table.AddColumn(new TableColumn("state").NoWrap());
        foreach (var column in new[] { "asked USD", "paid USD", "missing USD" })
        {
            table.AddColumn(new TableColumn(column).RightAligned().NoWrap());
        }

        table.AddColumn(new TableColumn("due").NoWrap());
        table.AddColumn("client");
        foreach (var call in calls.OrderBy(RankOf).ThenBy(call => call.Deadline))
        {
            table.AddRow(
                Shown.Text(call.Call), Shown.Text(call.Pool), State(call), Shown.Money(call.Amount), Shown.Money(call.Paid), Missing(call),
                Shown.Time(call.Deadline), Client(call));
        }

        console.Write(table);
    }

    private static int RankOf(V1.MarginCall call) => call.Status switch
    {
        V1.CallStatus.Expired => 1,
        V1.CallStatus.Issued => 2,
        V1.CallStatus.PartiallyMet => 3,
        V1.CallStatus.Ended => 4,
        _ => 0,
    };

    private static string State(V1.MarginCall call) => call.Status switch
    {
        V1.CallStatus.Expired => "[red]Expired[/]",
        V1.CallStatus.Ended => $"[grey]{Shown.Name(call.Outcome)}[/]",
        V1.CallStatus.Issued => "[darkorange]Issued[/]",
        V1.CallStatus.PartiallyMet => "[yellow]Partially met[/]",
        _ => $"[magenta]{Shown.Name(call.Status)}[/]",
    };

    private static string Missing(V1.MarginCall call)
    {
        if (call.Status == V1.CallStatus.Ended)
        {
            return string.Empty;
        }

        return Shown.Number(call.Amount) is { } amount && Shown.Number(call.Paid) is { } paid ? $"[bold]{Figures.Money(amount - paid)}[/]" : Shown.Unknown;
    }

    private static string Client(V1.MarginCall call) =>
        call.Dispute.Length > 0 ? $"[magenta]disputes it: {Shown.Text(call.Dispute)}[/]" : call.IsAcknowledged ? "acknowledged" : "[grey]silent[/]";
}
