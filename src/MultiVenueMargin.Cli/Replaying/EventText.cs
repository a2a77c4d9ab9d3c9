using System.Globalization;
using MultiVenueMargin.Accounts;
using MultiVenueMargin.Accounts.Alerts;
using MultiVenueMargin.Accounts.Calls;
using MultiVenueMargin.Accounts.Corrections;
using MultiVenueMargin.Accounts.Deficits;
using MultiVenueMargin.Accounts.Feeds;
using MultiVenueMargin.Accounts.Liquidations;
using MultiVenueMargin.Accounts.Quarantine;
using MultiVenueMargin.Accounts.Transfers;
using MultiVenueMargin.Cli.Tables;
using MultiVenueMargin.Domain;
using MultiVenueMargin.Domain.Books;

namespace MultiVenueMargin.Cli.Replaying;

/// <summary>What each record says, in one line. Decisions of the account are named by their version alone: <c>call 57</c>.</summary>
internal static class EventText
{
    public static string Of(AccountRecord record) => record switch
    {
        AccountOpened it => $"opened by {it.By}",
        PolicyChanged it => $"policy changed by {it.By}",
        AccountClosed it => $"closed by {it.By}",
        PoolOpened it => $"pool {it.Pool} opened: {it.Purpose}",
        PoolClosed it => $"pool {it.Pool} closed",
        FeedOpened it => $"{it.Feed} feeds {it.Pool}",
        FeedClosed it => $"{it.Feed} given up",
        FeedMoved it => $"{it.Feed} moved to {it.Pool} by {it.By}",
        FeedGapped it => $"{it.Feed} has a gap: {it.Reason}",
        FeedTroubled it => $"{it.Feed} cannot tell: {it.Reason}",
        FrameQuarantined it => $"a frame of {it.Feed} put aside: {it.Reason}",
        FeedSilent it => $"{it.Feed} has said nothing since {Time(it.Since)}; a snapshot is asked for",
        FeedSpoke it => $"{it.Feed} is heard again",
        InputQuarantined it => $"{it.Input} could not be worked on ({it.Fault}) and is put aside",
        FeedGraded it => $"{it.Feed} is {it.Grade}",
        MarginStateChanged it => $"{it.Pool}: {it.From} to {it.To}",
        AlertRaised it => $"alert {it.Name}",
        AlertCleared it => $"alert {it.Name} is over",
        CallIssued it => $"{it.Pool}: called for {Figures.Money(it.Amount)} by {Time(it.Deadline)}",
        CallAmended it => $"call {it.Call.Version} now asks for {Figures.Money(it.Amount)}",
        CallAcknowledged it => $"call {it.Call.Version} acknowledged by {it.By}",
        CallDisputed it => $"call {it.Call.Version} disputed by {it.By}: {it.Reason}",
        CallPaid it => $"call {it.Call.Version}: {Figures.Money(it.Counted)} came",
        CallExpired it => $"call {it.Call.Version} ran out unmet",
        CallEnded it => $"call {it.Call.Version} ended: {it.Outcome}",
        LiquidationPlanned it => $"{it.Pool}: liquidation planned in {Steps(it.Steps)}, {it.Outcome}{Why(it.Steps, it.Reasons)}",
        LiquidationReplanned it => $"liquidation {it.Liquidation.Version} planned again in {Steps(it.Steps)}, {it.Outcome}{Why(it.Steps, it.Reasons)}",
        LiquidationApproved it => $"liquidation {it.Liquidation.Version} approved by {it.By?.ToString() ?? "the policy"}",
        LiquidationHeld it => $"liquidation {it.Liquidation.Version} held by {it.By}: {it.Reason}",
        LiquidationAbortAsked it => $"liquidation {it.Liquidation.Version}: {it.By} wants it stopped: {it.Reason}",
        LiquidationReleased it => $"liquidation {it.Liquidation.Version} goes on, says {it.By}",
        LegRequested it => $"asks {it.Leg.Venue} to {Verb(it.Leg.Side)} {it.Leg.Quantity} {it.Leg.Instrument}",
        LegAccepted it => $"request {Request(it.Request)} accepted by {it.By}",
        LegFilled it => $"request {Request(it.Request)}: {it.Quantity} filled at {it.Price}",
        LegEnded it => $"request {Request(it.Request)} ended: {it.Outcome}",
        LiquidationEnded it => $"liquidation {it.Liquidation.Version} ended: {it.Outcome}",
        DeficitRecorded it => $"{it.Pool}: deficit of {Figures.Money(it.Amount)}",
        FundDrawGranted it => $"deficit {it.Deficit.Version}: the fund grants {Figures.Money(it.Granted)}",
        DeficitSettled it => $"deficit {it.Deficit.Version} settled: fund {Figures.Money(it.Drawn)}, participants {Figures.Money(it.Allocated)}",
        TransferAnnounced it => $"transfer {it.Reference} announced",
        TransferDebited it => $"transfer {it.Reference} left",
        TransferCredited it => $"transfer {it.Reference} came",
        TransferOverdue it => $"transfer {it.Reference} is overdue",
        TransferCancelled it => $"transfer {it.Reference} taken back by {it.By}",
        MovementUnmatched it => $"{it.Feed}: a movement that nobody announced",
        MovementExplained it => $"{it.Feed}: movement {it.Reference} explained by {it.By}: {it.Explanation}",
        CorrectionProposed it => $"{it.By} proposes to correct {it.Feed} by {it.Amount} {it.Asset}: {it.Reason}",
        CorrectionApproved it => $"correction {it.Correction.Version} approved by {it.By}",
        CorrectionWithdrawn it => $"correction {it.Correction.Version} taken back by {it.By}: {it.Reason}",
        CorrectionLapsed it => $"correction {it.Correction.Version} lapsed",
        _ => record.GetType().Name,
    };

    /// <summary>The figures that a decision rests on.</summary>
    public static PoolFigures? FiguresOf(AccountRecord record) => record switch
    {
        MarginStateChanged it => it.Evidence?.Figures,
        CallIssued it => it.Evidence.Figures,
        CallAmended it => it.Evidence.Figures,
        AlertRaised it => it.Evidence.Figures,
        LiquidationPlanned it => it.Evidence.Figures,
        LiquidationReplanned it => it.Evidence.Figures,
        DeficitRecorded it => it.Evidence.Figures,
        _ => null,
    };

    public static Usd? AmountOf(AccountRecord record) => record switch
    {
        CallIssued it => it.Amount,
        CallAmended it => it.Amount,
        CallPaid it => it.Counted,
        DeficitRecorded it => it.Amount,
        FundDrawGranted it => it.Granted,
        DeficitSettled it => it.Drawn,
        _ => null,
    };

    public static string Time(DateTimeOffset at) => at.UtcDateTime.ToString("HH:mm:ss", CultureInfo.InvariantCulture);

    public static string Verb(OrderSide side) => side == OrderSide.Ask ? "sell" : "buy";

    private static string Steps(IReadOnlyList<PlannedStep> steps) => steps.Count == 1 ? "1 step" : $"{steps.Count} steps";

    private static string Why(IReadOnlyList<PlannedStep> steps, IReadOnlyList<string> reasons) =>
        steps.Count > 0 || reasons.Count == 0 ? string.Empty : $": {string.Join("; ", reasons)}";

    private static string Request(DecisionId request) => $"{request.Version}.{request.Ordinal}";
}
