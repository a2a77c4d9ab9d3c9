using MultiVenueMargin.Accounts.Codec;
using MultiVenueMargin.Journal;
using MultiVenueMargin.Live.Inboxes;
using MultiVenueMargin.Live.Markets;
using MultiVenueMargin.Live.Pipeline;
using MultiVenueMargin.Live.Registers;
using MultiVenueMargin.Live.Subscriptions;

namespace MultiVenueMargin.Live.Accounts;

/// <summary>What a shard shares with the rest of its process.</summary>
internal sealed record ShardParts(
    LiveOptions Options,
    LiveMeter Meter,
    NodeFailure Failure,
    Bell Bell,
    IJournal Journal,
    Committer Committer,
    CommitQueue Queue,
    MarketBoard Board,
    FigureBoard Figures,
    RequestInbox<RegisterRequest> Registers,
    Mailbox<LoadedAccount> Loaded)
{
    /// <summary>In which records of this shard are written down, one after the other.</summary>
    public CanonicalWriter Writer { get; } = new();
}
