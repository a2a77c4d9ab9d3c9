using MultiVenueMargin.Accounts;
using MultiVenueMargin.Accounts.Markets;
using MultiVenueMargin.Accounts.Platform;
using MultiVenueMargin.Live.Inboxes;
using MultiVenueMargin.Live.Replies;

namespace MultiVenueMargin.Live.Markets;

/// <summary>Quotes that wait for their publisher. Answered at once: single quotes are conflated, what is published is journaled.</summary>
public sealed record MarketRequest(MarketBatch Batch, IReply<MarketAnswer> Reply) : IRefusable
{
    public long Bytes { get; } = Weight.Of(Batch);

    public void Refuse(Refusal reason, string message) => Reply.Refuse(reason, message);
}
