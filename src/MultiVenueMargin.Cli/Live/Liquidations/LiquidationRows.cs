using System.Globalization;
using MultiVenueMargin.Domain;

namespace MultiVenueMargin.Cli.Live.Liquidations;

/// <summary>Liquidations, plans and what becomes of requests, a row or line each.</summary>
internal static class LiquidationRows
{
    private static readonly string[] LegColumns = ["venue", "instrument", "side", "quantity", "limit"];

    /// <summary>A row for each request; one without for a liquidation that has none yet.</summary>
    public static void Write(CsvRows csv, IEnumerable<V1.Liquidation> liquidations)
    {
        csv.Header(["liquidation", "pool", "status", "outcome", "reason", "request", .. LegColumns, "filled", "is_accepted", "deadline", "leg_outcome"]);
        foreach (var liquidation in liquidations)
        {
            string[] whole =
            [
                liquidation.Liquidation_, liquidation.Pool, ContractJson.Text(liquidation.Status), ContractJson.Text(liquidation.Outcome), liquidation.Reason,
            ];
            foreach (var leg in liquidation.Legs)
            {
                csv.Row(
                [
                    .. whole, leg.Request, .. LegOf(leg.Leg), leg.Filled, CsvRows.Bool(leg.IsAccepted), ContractJson.Text(leg.Deadline), ContractJson.Text(leg.Outcome),
                ]);
            }

            if (liquidation.Legs.Count == 0)
            {
                csv.Row([.. whole, .. Enumerable.Repeat(string.Empty, 1 + LegColumns.Length + 4)]);
            }
        }
    }

    /// <summary>A row for each order of each step.</summary>
    public static void WritePreview(CsvRows csv, string account, V1.PreviewLiquidationResponse answer)
    {
        csv.Header(
        [
            "account", "pool", "outcome", "step", .. LegColumns, "cancels_orders", "expected_cost", "equity_after", "likely_after", "maintenance_after",
            .. FigureColumns.StampNames,
        ]);
        var stamp = FigureColumns.Stamp(answer.Evidence?.AccountVersion ?? 0, answer.Evidence?.Market, answer.Evidence?.Rules ?? string.Empty);
        foreach (var step in answer.Steps)
        {
            foreach (var leg in step.Legs.Count == 0 ? [null] : step.Legs.Cast<V1.Leg?>())
            {
                csv.Row(
                [
                    account, answer.Evidence?.Figures?.Pool ?? string.Empty, ContractJson.Text(answer.Outcome), ExactNumber.Format(step.Ordinal), .. LegOf(leg),
                    string.Join(' ', step.CancelsOrders), step.ExpectedCost, step.EquityAfter, step.LikelyAfter, step.MaintenanceAfter, .. stamp,
                ]);
            }
        }
    }

    /// <summary>Writes events in the form that was asked for, as they come.</summary>
    public static Action<V1.WatchLiquidationRequestsResponse> EventWriter(LiveSession session)
    {
        var output = session.Terminal.Output;
        switch (session.Options.Output)
        {
            case OutputKind.Json:
                return message => output.WriteLine(ContractJson.Line(message));
            case OutputKind.Csv:
                var csv = new CsvRows(output);
                csv.Header(["at", "request", "event", "liquidation", .. LegColumns, "cancel_orders_first", "deadline", "filled", "price", "outcome", "reason", "account_version"]);
                return message =>
                {
                    if (message.Leg is { } happened)
                    {
                        csv.Row(
                        [
                            ContractJson.Text(happened.At), happened.Request, ContractJson.Text(happened.Kind), happened.Liquidation, .. LegOf(happened.Leg),
                            CsvRows.Bool(happened.CancelOrdersFirst), ContractJson.Text(happened.Deadline), happened.Filled, happened.Price,
                            ContractJson.Text(happened.Outcome), happened.Reason, ExactNumber.Format(happened.Version),
                        ]);
                    }
                };
            default:
                return message =>
                {
                    if (message.Leg is { } happened)
                    {
                        output.WriteLine(LineOf(happened));
                    }
                };
        }
    }

    private static string[] LegOf(V1.Leg? leg) =>
        leg is null ? ["", "", "", "", ""] : [leg.Venue, leg.Instrument, ContractJson.Text(leg.Side), leg.Quantity, leg.Limit];

    private static string LineOf(V1.LegEvent happened)
    {
        var why = happened.Reason.Length == 0 ? string.Empty : $": {Shown.Plain(happened.Reason)}";
        var asks = happened.Leg is { } leg
            ? $"{(leg.Side == V1.OrderSide.Ask ? "sell" : "buy")} {Shown.Plain(leg.Quantity)} {Shown.Plain(leg.Instrument)} at {Shown.Plain(leg.Venue)}, limit {Shown.Plain(leg.Limit)}"
            : string.Empty;
        var told = happened.Kind switch
        {
            V1.LegEventKind.Open => $"is open: {asks}",
            V1.LegEventKind.Requested => $"asks to {asks}{(happened.CancelOrdersFirst ? ", orders there cancelled first" : string.Empty)}",
            V1.LegEventKind.Accepted => "was taken on",
            V1.LegEventKind.Filled => $"filled {Shown.Plain(happened.Filled)} at {Shown.Plain(happened.Price)}",
            V1.LegEventKind.Ended => $"ended: {Shown.Name(happened.Outcome)}{why}",
            _ => Shown.Name(happened.Kind),
        };
        return string.Create(CultureInfo.InvariantCulture, $"{Shown.PlainTime(happened.At)} request {Shown.Plain(happened.Request)} {told} · version {happened.Version}");
    }
}
