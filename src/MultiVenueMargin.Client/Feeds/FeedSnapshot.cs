using MultiVenueMargin.Domain.Feeds;

namespace MultiVenueMargin.Client.Feeds;

/// <summary>Everything that a venue says of a venue account now.</summary>
/// <param name="Complete">The parts that it lists completely, so that what is absent there is none.</param>
/// <param name="SaidAt">When the venue said it, by the adapter's clock.</param>
public sealed record FeedSnapshot(FeedParts Complete, IReadOnlyList<FeedFact> Facts, DateTimeOffset SaidAt);
