namespace MultiVenueMargin.Simulation.Actors;

/// <summary>A venue account and the way from its adapter to the platform.</summary>
internal sealed record VenueFeed(VenueAccount Venue, Wire Wire);
