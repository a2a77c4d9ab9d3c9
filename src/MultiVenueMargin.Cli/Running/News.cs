using System.Globalization;
using MultiVenueMargin.Accounts;
using MultiVenueMargin.Accounts.Calls;
using MultiVenueMargin.Accounts.Deficits;
using MultiVenueMargin.Accounts.Feeds;
using MultiVenueMargin.Accounts.Liquidations;
using MultiVenueMargin.Accounts.Platform;
using MultiVenueMargin.Accounts.Quarantine;
using MultiVenueMargin.Domain;

namespace MultiVenueMargin.Cli.Running;

/// <summary>Decisions in one line each.</summary>
internal static class News
{
    /// <summary>Null for what is no news to somebody who watches.</summary>
    public static string? Of(JournalItem item) => item.Record switch
    {
        AccountOpened => "opened",
        MarginStateChanged changed => $"{changed.Pool}: {changed.From} to {changed.To}{RatioOf(changed.Evidence)}",
        CallIssued call => $"{call.Pool}: called for {Text(call.Amount)} USD by {call.Deadline.UtcDateTime:HH:mm:ss}",
        CallAmended call => $"call {call.Call} now asks for {Text(call.Amount)} USD",
        CallPaid call => $"call {call.Call}: {Text(call.Counted)} USD arrived",
        CallExpired call => $"call {call.Call} ran out unmet",
        CallEnded call => $"call {call.Call} ended: {call.Outcome}",
        LiquidationPlanned plan => $"{plan.Pool}: liquidation planned in {plan.Steps.Count} steps, {plan.Outcome}",
        LegRequested leg => $"asks {leg.Leg.Venue} to {(leg.Leg.Side == Domain.Books.OrderSide.Ask ? "sell" : "buy")} {leg.Leg.Quantity} {leg.Leg.Instrument}",
        LegFilled leg => $"filled {leg.Quantity} at {leg.Price}",
        LiquidationEnded end => $"liquidation {end.Liquidation} ended: {end.Outcome}",
        DeficitRecorded deficit => $"{deficit.Pool}: deficit of {Text(deficit.Amount)} USD",
        DeficitSettled deficit => $"deficit {deficit.Deficit} settled: fund {Text(deficit.Drawn)}, participants {Text(deficit.Allocated)} USD",
        InputQuarantined aside => $"{aside.Input} could not be worked on ({aside.Fault}) and is put aside",
        FeedSilent feed => $"feed {feed.Feed}: nothing heard since {feed.Since.UtcDateTime:HH:mm:ss}; a snapshot is asked for",
        FeedSpoke feed => $"feed {feed.Feed}: heard again",
        _ => null,
    };

    private static string RatioOf(Evidence? evidence) => evidence is { Figures: { MaintenanceMargin.Amount: > 0 } figures }
        ? string.Create(CultureInfo.InvariantCulture, $" at {figures.WorstEquity.Amount / figures.MaintenanceMargin.Amount:0.000}")
        : string.Empty;

    private static string Text(Usd amount) => amount.Amount.ToString("N2", CultureInfo.InvariantCulture);
}
