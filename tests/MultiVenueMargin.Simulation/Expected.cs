namespace MultiVenueMargin.Simulation;

/// <summary>What a span has to reach, or it proves nothing of it. What is rare is expected of long spans only, so that no span fails by chance.</summary>
internal static class Expected
{
    /// <summary>A shorter span need not reach anything.</summary>
    public const int LeastSpan = 500;

    private const int LongSpan = 4_000;

    private static readonly string[] Always =
    [
        "call outcome: CuredByMarket", "call outcome: Met", "call outcome: Withdrawn",
        "call: acknowledged", "call: amended", "call: disputed", "call: expired", "call: issued", "call: paid",
        "clock: ahead", "clock: back",
        "command not answered: Busy", "command not answered: NoSuchAccount", "command not answered: NotDurable",
        "command refused: AlreadyExists", "command refused: ClaimedElsewhere", "command refused: Malformed", "command refused: NotFound",
        "command refused: RequestReused", "command refused: WrongState", "command: repeated",
        "crash: at rest", "crash: directly after an answer", "crash: while commits are under way", "crash: while starting",
        "crash: while the journal refuses",
        "correction: approved", "correction: lapsed", "correction: lapsed without approval",
        "damage: BitFlip and whole", "damage: LostWrite and refused", "damage: LyingSync and refused", "damage: MisdirectedWrite and refused",
        "device: BitFlip", "device: Crash", "device: FailingRead", "device: FailingRename", "device: FailingSync", "device: FailingSyncThatLoses",
        "device: FailingWrite", "device: LostWrite", "device: LyingSync", "device: MisdirectedWrite", "device: NoSpaceToCreate",
        "device: NoSpaceToWrite", "device: ShortWrite", "device: Slowness",
        "feed answer: a batch beyond the limit", "feed answer: busy", "feed answer: needs a snapshot", "feed answer: not durable", "feed answer: sound",
        "figures: compared", "figures: nothing is in doubt", "figures: recomputed", "figures: resting on a price in doubt",
        "frame refused: EpochEnded", "frame refused: Malformed", "frame refused: SequenceGap",
        "grade: Ageing", "grade: Fresh", "grade: Lost", "grade: Stale",
        "journal: failed", "journal: opened again",
        "leg outcome: Done", "leg outcome: Filled", "leg outcome: Rejected", "leg outcome: TimedOut",
        "leg: filled", "leg: filled beyond what was asked for", "leg: filled late", "leg: requested",
        "liquidation outcome: Aborted", "liquidation outcome: NoLongerNeeded", "liquidation outcome: Resolved",
        "market: crash", "market: one source is outlying", "market: published",
        "end: as far as the disk let it", "end: with every state written down",
        "move: the end is wanted during it", "move: no sync holds from there on",
        "move: the process ends during it", "move: with nothing that waits", "move: with requests that wait",
        "movement unmatched: Arrival", "movement unmatched: Departure",
        "plan: Blocked", "plan: Insolvent", "plan: ReachesTarget",
        "reader: the disk refuses", "start: from a snapshot", "start: the disk refuses",
        "recomputed: debts", "recomputed: inverse contracts", "recomputed: orders", "recomputed: two units", "recomputed: uncertain positions",
        "record: CorrectionWithdrawn", "record: FrameQuarantined", "record: FrameRefused", "record: LiquidationHeld", "record: LiquidationReplanned",
        "record: MovementExplained", "record: TransferCancelled", "record: TransferCredited", "record: TransferDebited", "record: TransferOverdue",
        "state: Call", "state: Healthy", "state: Liquidating", "state: Notice", "state: Restricted", "state: Takeover", "state: Unknown",
        "transfer: announced", "transfer: announced after it left", "transfer: arrived", "transfer: both ends told", "transfer: left",
        "transfer: told by its destination first", "venue: borrowed or repaid",
        "wire: an epoch that was not opened", "wire: contradicted", "wire: doubled", "wire: lost", "wire: reordered",
        "wire: repeated much later", "wire: spoilt",
    ];

    private static readonly string[] InTheLongRun =
    [
        "call outcome: Superseded", "deficit: drawn and allocated", "fund: reserved", "liquidation outcome: Deficit",
        "command refused: MarginInsufficient", "command refused: NeedsAnotherPerson", "command refused: Unknown",
        "move: the end is wanted before it", "move: the process ends before it",
        "damage: BitFlip and refused", "deficit: allocated", "deficit: drawn", "figures: resting on no price that is in doubt", "leg outcome: Withdrawn",
        "record: FeedMoved", "record: LegAccepted", "record: LiquidationAbortAsked", "record: LiquidationReleased", "record: PoolClosed",
    ];

    public static IReadOnlyList<string> MissingFrom(Sometimes seen, int seeds) =>
        seeds < LeastSpan ? [] : [.. Always.Concat(seeds < LongSpan ? [] : InTheLongRun).Where(what => !seen.Counts.ContainsKey(what))];
}
