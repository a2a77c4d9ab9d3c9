using MultiVenueMargin.Domain.Feeds;

namespace MultiVenueMargin.Simulation.Actors;

/// <summary>A frame as it arrives.</summary>
/// <param name="IsBad">It was spoilt so that nobody may take it over.</param>
internal sealed record SentFrame(FeedFrame Frame, bool IsBad);
