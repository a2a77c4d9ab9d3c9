using MultiVenueMargin.Accounts;

namespace MultiVenueMargin.Journal.Segments;

/// <summary>What had been written before the first segment that is kept here; all zero while nothing is archived.</summary>
/// <param name="End">The end of the last archived segment.</param>
/// <param name="NextSequence">Of the first frame behind it.</param>
/// <param name="Positions">The last archived position of each partition.</param>
/// <param name="Heads">The last archived entry of each stream.</param>
internal sealed record LogOrigin(Location End, long NextSequence, IReadOnlyList<long> Positions, IReadOnlyList<StreamHead> Heads)
{
    public static LogOrigin Beginning { get; } = new(default, 1, new long[StreamId.Partitions], []);
}
