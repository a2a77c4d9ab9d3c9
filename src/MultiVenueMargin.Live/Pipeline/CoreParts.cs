using MultiVenueMargin.Journal;

namespace MultiVenueMargin.Live.Pipeline;

/// <summary>What registers and publishers share with the rest of their process.</summary>
/// <param name="Outcomes">Where the outcomes of their commits go.</param>
internal sealed record CoreParts(
    LiveOptions Options, LiveMeter Meter, Bell Bell, IJournal Journal, Committer Committer, CommitQueue Queue, Mailbox<CommitOutcome> Outcomes);
