using MultiVenueMargin.Accounts;

namespace MultiVenueMargin.Journal.Segments;

/// <summary>An entry of a group: what the index is told once it is durable.</summary>
internal readonly record struct GroupEntry(
    long Ticket, StreamId Stream, int Records, long LastVersion, ChainHash Hash, Location Place, Frame Frame);
