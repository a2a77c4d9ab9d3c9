using MultiVenueMargin.Domain.Feeds;

namespace MultiVenueMargin.Simulation.Auditing;

/// <summary>A line as a feed told it last.</summary>
/// <param name="Since">When it was last vouched for, where a later snapshot did not; absent while every sign of life confirms it.</param>
internal sealed record ToldLine(FeedFact Fact, DateTimeOffset? Since);
