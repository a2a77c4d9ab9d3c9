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

    /// <summary>Balances, positions and orders that are kept of one feed.</summary>
    public const int LinesPerFeed = 200_000;

    /// <summary>Movements in one frame, and how many of the last are remembered per feed, so that one told twice is taken once.</summary>
    public const int RememberedMovements = 512;

    /// <summary>Movements that nobody announced and that are named; those beyond are counted.</summary>
    public const int UnmatchedMovements = 1_024;

    /// <summary>Frames in one batch.</summary>
    public const int FramesPerBatch = 1_000;

    /// <summary>Requests whose answers are kept for a repetition; the oldest is forgotten first.</summary>
    public const int RememberedRequests = 4_096;

    public const int Alerts = 64;

    public const int OpenTransfers = 1_024;

    public const int Corrections = 256;

    /// <summary>A correction is for the time until the feed is right again; one that never lapses would be a second ledger.</summary>
    public static readonly TimeSpan LongestCorrection = TimeSpan.FromDays(31);

    /// <summary>Routes of one policy.</summary>
    public const int Routes = 4_096;

    /// <summary>Instruments of one venue whose trading terms a policy names.</summary>
    public const int TermsOfVenue = 65_536;

    /// <summary>Margin calls and liquidations that have ended and are still shown with the account; all are in the journal.</summary>
    public const int EndedWorkflows = 64;

    /// <summary>Assets that come to a pool while a call is open there and are counted towards it; of the dust beyond nothing is.</summary>
    public const int FlowAssets = 1_024;

    /// <summary>Deficits of one account that the fund has not settled. A pool has to recover and fail again for each.</summary>
    public const int UnsettledDeficits = 65_536;

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
