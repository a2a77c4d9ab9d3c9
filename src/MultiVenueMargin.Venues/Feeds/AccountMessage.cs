using MultiVenueMargin.Domain.Feeds;

namespace MultiVenueMargin.Venues.Feeds;

/// <summary>What a venue said of one account in one message, with the venue's own number for it.</summary>
/// <param name="Complete">For a snapshot: the parts that it lists completely.</param>
/// <param name="Number">A sequence or a time, as <see cref="SequenceRule"/> says; absent where the venue gives none.</param>
public sealed record AccountMessage(IReadOnlyList<FeedFact> Facts, FeedParts Complete, long? Number, DateTimeOffset SaidAt);
