using System.Diagnostics;
using MultiVenueMargin.Accounts;
using MultiVenueMargin.Accounts.Alerts;
using MultiVenueMargin.Accounts.Calls;
using MultiVenueMargin.Accounts.Corrections;
using MultiVenueMargin.Accounts.Deficits;
using MultiVenueMargin.Accounts.Feeds;
using MultiVenueMargin.Accounts.Liquidations;
using MultiVenueMargin.Accounts.Quarantine;
using MultiVenueMargin.Accounts.Transfers;

namespace MultiVenueMargin.Live.Histories;

/// <summary>How a record came to be, and so what becomes of it where the past is run again.</summary>
internal enum RecordNature
{
    Unspecified = 0,

    /// <summary>What the world, or somebody, did, whatever was decided before. Stays as it is.</summary>
    Fact = 1,

    /// <summary>What a look decided. Decided again.</summary>
    Decision = 2,

    /// <summary>What somebody did about a decision. Done again where there is such a decision.</summary>
    Reaction = 3,

    /// <summary>What followed of a reaction in the same turn. Follows again.</summary>
    Consequence = 4,
}

/// <summary>Tells the nature of each kind of record.</summary>
internal static class RecordNatures
{
    /// <summary>Throws for a kind that nobody has thought of here.</summary>
    public static RecordNature Of(AccountRecord record) => record switch
    {
        AccountOpened or PolicyChanged or AccountClosed or PoolOpened or PoolClosed or RequestAnswered => RecordNature.Fact,
        FeedOpened or FeedClosed or FeedMoved or SnapshotAccepted or DeltasAccepted or FeedHeard => RecordNature.Fact,
        FeedGapped or FeedTroubled or FeedSpoke or FrameQuarantined or FrameRefused or InputQuarantined => RecordNature.Fact,
        TransferAnnounced or TransferDebited or TransferCredited or TransferCancelled or MovementUnmatched or MovementExplained => RecordNature.Fact,
        CorrectionProposed or CorrectionApproved or CorrectionWithdrawn => RecordNature.Fact,
        FeedGraded or FeedSilent or TransferOverdue or CorrectionLapsed => RecordNature.Decision,
        MarginStateChanged or AlertRaised or AlertCleared => RecordNature.Decision,
        CallIssued or CallAmended or CallPaid or CallExpired or CallEnded { By: null } => RecordNature.Decision,
        CallAcknowledged or CallDisputed or CallEnded => RecordNature.Reaction,
        LiquidationPlanned or LiquidationReplanned or LegRequested or DeficitRecorded => RecordNature.Decision,
        LiquidationApproved { By: null } or LiquidationEnded { By: null } or LegEnded { Outcome: LegOutcome.TimedOut } => RecordNature.Decision,
        LegEnded { Outcome: LegOutcome.Filled or LegOutcome.Withdrawn } => RecordNature.Consequence,
        LiquidationApproved or LiquidationHeld or LiquidationReleased or LiquidationAbortAsked or LiquidationEnded => RecordNature.Reaction,
        LegAccepted or LegFilled or LegEnded or FundDrawGranted or DeficitSettled => RecordNature.Reaction,
        _ => throw new UnreachableException($"Nobody said what becomes of {record.GetType().Name} where a past is run again."),
    };

    /// <summary>Whether a person who reads a history wants it: everything but what feeds say all day, and bookkeeping.</summary>
    public static bool IsTold(AccountRecord record) =>
        record is not (SnapshotAccepted or DeltasAccepted or FeedHeard or FrameRefused or RequestAnswered);
}
