using MultiVenueMargin.Journal;
using MultiVenueMargin.Live.Pipeline;

namespace MultiVenueMargin.Live.Registers;

/// <summary>What registers share with the rest of their process.</summary>
internal sealed record RegisterParts(
    LiveOptions Options, LiveMeter Meter, Bell Bell, IJournal Journal, Committer Committer, CommitQueue Queue, Mailbox<CommitOutcome> Outcomes);
