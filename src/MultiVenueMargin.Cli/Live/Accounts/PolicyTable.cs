using System.Globalization;
using Google.Protobuf.WellKnownTypes;
using MultiVenueMargin.Cli.Tables;
using Spectre.Console;

namespace MultiVenueMargin.Cli.Live.Accounts;

/// <summary>How an account is run, in short: what decides whether it is called and liquidated, and when.</summary>
internal static class PolicyTable
{
    public static void Write(IAnsiConsole console, V1.AccountPolicy? policy)
    {
        if (policy is null)
        {
            return;
        }

        var table = ReportTables.Plain("Policy").HideHeaders();
        table.Expand = false;
        table.AddColumns(string.Empty, string.Empty);
        Row("rule book", policy.RuleBook.Length == 0 ? "house" : Shown.Text(policy.RuleBook));
        Row("a call is due after", Length(policy.CallGrace));
        Row("liquidations", policy.Approval switch
        {
            V1.Approval.OnePerson => "one person approves",
            V1.Approval.TwoPersons => "two persons approve",
            _ => "automatic",
        });
        Row("liquidates to a ratio of", policy.TargetRatio.Length == 0 ? "the default" : Shown.Ratio(policy.TargetRatio));
        Row("prices", policy is { HasNeedsConfirmedPrices: true, NeedsConfirmedPrices: false } ? "[yellow]need not be confirmed[/]" : "have to be confirmed");
        Row("in transit counts", policy.TransitCountedShare.Length == 0 ? "nothing" : Share(policy.TransitCountedShare));
        foreach (var bounds in policy.Freshness)
        {
            Row(
                bounds.Location.Length == 0 ? "feeds" : $"feeds at {Shown.Text(bounds.Location)}",
                $"ageing after {Length(bounds.Ageing)}, stale after {Length(bounds.Stale)}, lost after {Length(bounds.Lost)}");
        }

        foreach (var venue in policy.Venues)
        {
            Row(
                $"at {Shown.Text(venue.Venue)} the house may",
                venue.CanTrade ? string.Join(", ", new[] { "trade", venue.CanReduceOnly ? "reduce only" : "", venue.CanCancel ? "cancel" : "" }.Where(each => each.Length > 0)) : "nothing");
        }

        foreach (var alert in policy.Alerts)
        {
            Row($"alert {Shown.Text(alert.Name)}", $"below {Shown.Ratio(alert.Below)}, over at {Shown.Ratio(alert.ClearAt)}{(alert.Pool.Length == 0 ? "" : $", {Shown.Text(alert.Pool)}")}");
        }

        console.Write(table);

        void Row(string name, string value) => table.AddRow($"[grey]{name}[/]", value);
    }

    private static string Length(Duration? length) => length is null ? "the default" : Shown.Length(length);

    private static string Share(string text) => Shown.Number(text) is { } share ? (share * 100m).ToString("0.##", CultureInfo.InvariantCulture) + " %" : Shown.Text(text);
}
