using MultiVenueMargin.Accounts.Calls;
using MultiVenueMargin.Accounts.Liquidations;
using MultiVenueMargin.Domain;
using MultiVenueMargin.Domain.Books;

namespace MultiVenueMargin.Accounts.Platform;

/// <summary>Everything about an account but its margin.</summary>
/// <param name="At">When it was taken: ages of feeds count up to it.</param>
public sealed record AccountView(
    AccountId Account,
    long Version,
    DateTimeOffset At,
    bool IsOpen,
    AccountPolicy Policy,
    IReadOnlyList<PoolView> Pools,
    IReadOnlyList<FeedView> Feeds,
    IReadOnlyList<CallView> Calls,
    IReadOnlyList<LiquidationView> Liquidations,
    IReadOnlyList<TransferView> Transfers,
    IReadOnlyList<CorrectionView> Corrections,
    IReadOnlyList<DeficitView> Deficits,
    IReadOnlyList<string> Alerts);

/// <summary>A pool.</summary>
/// <param name="IsReduceOnly">Nothing may be added; also while its state is unknown, if it was before.</param>
public sealed record PoolView(PoolId Pool, MarginState State, MarginState LastKnown, bool IsReduceOnly, string Purpose);

/// <summary>A margin call and how far it has come.</summary>
public sealed record CallView(
    DecisionId Call,
    PoolId Pool,
    Usd Amount,
    Usd Paid,
    DateTimeOffset IssuedAt,
    DateTimeOffset Deadline,
    CallStatus Status,
    bool IsAcknowledged,
    string Dispute,
    CallOutcome Outcome);

/// <summary>Where a margin call stands.</summary>
public enum CallStatus
{
    Unspecified = 0,
    Issued = 1,
    PartiallyMet = 2,
    Expired = 3,
    Ended = 4,
}

/// <summary>A liquidation and how far it has come.</summary>
public sealed record LiquidationView(
    DecisionId Liquidation,
    PoolId Pool,
    LiquidationStatus Status,
    IReadOnlyList<PlannedStep> Plan,
    IReadOnlyList<LegView> Legs,
    LiquidationOutcome Outcome,
    string Reason);

/// <summary>Where a liquidation stands.</summary>
public enum LiquidationStatus
{
    Unspecified = 0,
    AwaitsApproval = 1,
    Running = 2,

    /// <summary>A step ended; the feed has not shown it yet.</summary>
    Settling = 3,
    Held = 4,
    Ended = 5,
}

/// <summary>A request to an executor.</summary>
public sealed record LegView(
    DecisionId Request, PlannedLeg Leg, Quantity Filled, bool IsAccepted, DateTimeOffset Deadline, LegOutcome Outcome);

/// <summary>A transfer on its way.</summary>
public sealed record TransferView(
    string Reference, Asset Asset, Quantity Amount, VenueAccountId From, VenueAccountId To, DateTimeOffset ExpectedBy, bool IsDebited, bool IsOverdue);

/// <summary>An operator's adjustment.</summary>
public sealed record CorrectionView(
    DecisionId Correction,
    VenueAccountId Feed,
    Asset Asset,
    Quantity Amount,
    string Reason,
    DateTimeOffset Until,
    PrincipalId ProposedBy,
    PrincipalId? ApprovedBy);

/// <summary>What remained unpaid.</summary>
public sealed record DeficitView(DecisionId Deficit, PoolId Pool, Usd Amount, Usd? Granted, bool IsSettled);
