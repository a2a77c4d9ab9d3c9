using System.Globalization;
using MultiVenueMargin.Domain;

namespace MultiVenueMargin.Cli.Live.MarginCalls;

/// <summary>Margin calls and what happens to them, a row or line each.</summary>
internal static class CallRows
{
    public static void Write(CsvRows csv, IEnumerable<V1.MarginCall> calls)
    {
        csv.Header("call", "pool", "status", "outcome", "amount", "paid", "issued_at", "deadline", "is_acknowledged", "dispute");
        foreach (var call in calls)
        {
            csv.Row(
                call.Call, call.Pool, ContractJson.Text(call.Status), ContractJson.Text(call.Outcome), call.Amount, call.Paid,
                ContractJson.Text(call.IssuedAt), ContractJson.Text(call.Deadline), CsvRows.Bool(call.IsAcknowledged), call.Dispute);
        }
    }

    /// <summary>Writes events in the form that was asked for, as they come.</summary>
    public static Action<V1.WatchMarginCallsResponse> EventWriter(LiveSession session)
    {
        var output = session.Terminal.Output;
        switch (session.Options.Output)
        {
            case OutputKind.Json:
                return message => output.WriteLine(ContractJson.Line(message));
            case OutputKind.Csv:
                var csv = new CsvRows(output);
                csv.Header(["at", "call", "event", "pool", "amount", "paid", "deadline", "reason", "own_figure", "by", "outcome", "account_version", .. FigureColumns.StampNames]);
                return message =>
                {
                    if (message.Call is { } happened)
                    {
                        csv.Row(Cells(happened));
                    }
                };
            default:
                return message =>
                {
                    if (message.Call is { } happened)
                    {
                        output.WriteLine(LineOf(happened));
                    }
                };
        }
    }

    private static string[] Cells(V1.MarginCallEvent happened) =>
    [
        ContractJson.Text(happened.At), happened.Call, ContractJson.Text(happened.Kind), happened.Pool, happened.Amount, happened.Paid,
        ContractJson.Text(happened.Deadline), happened.Reason, happened.OwnFigure, happened.By, ContractJson.Text(happened.Outcome),
        ExactNumber.Format(happened.Version),
        .. happened.Evidence is { } evidence ? FigureColumns.Stamp(evidence.AccountVersion, evidence.Market, evidence.Rules) : [string.Empty, string.Empty, string.Empty, string.Empty],
    ];

    private static string LineOf(V1.MarginCallEvent happened)
    {
        var call = Shown.Plain(happened.Call);
        var (amount, due) = (Shown.PlainMoney(happened.Amount), Shown.PlainTime(happened.Deadline));
        var by = happened.By.Length == 0 ? string.Empty : $" by {Shown.Plain(happened.By)}";
        var why = happened.Reason.Length == 0 ? string.Empty : $": {Shown.Plain(happened.Reason)}";
        var told = happened.Kind switch
        {
            V1.CallEventKind.Open => $"is open: {amount} USD, {Shown.PlainMoney(happened.Paid)} paid, due {due}",
            V1.CallEventKind.Issued => $"issued: {amount} USD, due {due}",
            V1.CallEventKind.Amended => $"now asks for {amount} USD",
            V1.CallEventKind.Acknowledged => $"acknowledged{by}",
            V1.CallEventKind.Disputed => $"disputed{by}{why}{(happened.OwnFigure.Length == 0 ? string.Empty : $" (thinks {Shown.PlainMoney(happened.OwnFigure)} USD are owed)")}",
            V1.CallEventKind.Paid => $"paid in all {Shown.PlainMoney(happened.Paid)} USD",
            V1.CallEventKind.Expired => "ran out unmet",
            V1.CallEventKind.Ended => $"ended: {Shown.Name(happened.Outcome)}{by}{why}",
            _ => Shown.Name(happened.Kind),
        };
        var rests = happened.Evidence is { Figures: { } figures } evidence
            ? string.Create(
                CultureInfo.InvariantCulture,
                $" · ratio {Shown.PlainRatio(figures.Ratio, figures.State)}, as of {Shown.PlainTime(evidence.Market?.ValuedAt)} market {Shown.Market(evidence.Market)} rules {Shown.Plain(evidence.Rules)} version {evidence.AccountVersion}")
            : string.Empty;
        return $"{Shown.PlainTime(happened.At)} call {call} {told}{rests}";
    }
}
