namespace MultiVenueMargin.Journal;

/// <summary>A reader asked for entries that have been archived; it can go on from <see cref="FirstKept"/>.</summary>
public sealed class CompactedException(int partition, long after, long firstKept)
    : Exception($"Partition {partition} is kept from position {firstKept} on; {after + 1} was asked for. Read older entries from the archive.")
{
    public int Partition { get; } = partition;

    public long FirstKept { get; } = firstKept;
}
