using MultiVenueMargin.Venues.Links;
using MultiVenueMargin.Venues.Numbers;

namespace MultiVenueMargin.Venues.Updates;

/// <summary>What came of reading one message. One member per outcome; none of them is silence.</summary>
public abstract record VenueReading;

/// <summary>It was understood, whole. No updates where the message says nothing that we hold.</summary>
public sealed record UpdatesRead(IReadOnlyList<VenueUpdate> Updates, IReadOnlyList<ReadingRemark> Remarks) : VenueReading;

/// <summary>A sign of life of the connection.</summary>
/// <param name="WantsAnswer">Where true, the venue closes the connection unless it is answered.</param>
public sealed record LifeSign(bool WantsAnswer) : VenueReading;

/// <summary>A request was done: a login, a subscription. What an answer lists is read by who asked.</summary>
public sealed record RequestDone(string Request) : VenueReading;

/// <summary>A channel that this adapter does not subscribe to, by name.</summary>
public sealed record ChannelNotHandled(string Channel) : VenueReading;

/// <summary>Nothing of the message can be used.</summary>
/// <param name="Request">Which request it answers; absent for a push.</param>
public sealed record ReadingFailed(VenueError Error, string? Request = null) : VenueReading;
