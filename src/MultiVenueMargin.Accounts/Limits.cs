namespace MultiVenueMargin.Accounts;

/// <summary>How much of anything one account or one message may have. What is beyond is refused by name, never cut off.</summary>
public static class Limits
{
    /// <summary>Isolated pools of one account.</summary>
    public const int Pools = 256;

    /// <summary>Venue accounts of one account.</summary>
    public const int Feeds = 1_024;

    /// <summary>Facts in one frame: the largest book that any venue lists for one account, twice over.</summary>
    public const int FactsPerFrame = 200_000;

    /// <summary>Frames in one batch.</summary>
    public const int FramesPerBatch = 1_000;

    /// <summary>Requests whose answers are kept for a repetition; the oldest is forgotten first.</summary>
    public const int RememberedRequests = 4_096;

    public const int Alerts = 64;

    public const int OpenTransfers = 1_024;

    public const int Corrections = 256;

    /// <summary>Margin calls and liquidations that have ended and are still shown with the account; all are in the journal.</summary>
    public const int EndedWorkflows = 64;

    /// <summary>Requests to executors that are kept with a liquidation, open ones always; a report on one beyond is refused by name.</summary>
    public const int LegsOfLiquidation = 256;

    /// <summary>Steps of a plan that are recorded; a longer one is planned anew long before its end.</summary>
    public const int PlannedSteps = 1_000;

    /// <summary>Reasons recorded with a plan; of those beyond only the number.</summary>
    public const int PlanReasons = 256;

    /// <summary>Characters of a reason that somebody writes.</summary>
    public const int ReasonLength = 512;

    /// <summary>Bytes of a frame that is kept as evidence when it is put aside.</summary>
    public const int EvidenceBytes = 65_536;
}
