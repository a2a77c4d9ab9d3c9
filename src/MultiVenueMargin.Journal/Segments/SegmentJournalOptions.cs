using System.Numerics;

namespace MultiVenueMargin.Journal.Segments;

/// <summary>How a <see cref="SegmentJournal"/> lays out its files, and what it takes at most.</summary>
public sealed record SegmentJournalOptions
{
    /// <summary>The size of a segment: long enough to make changing over rare, short enough to archive and copy one by one.</summary>
    public int SegmentBytes { get; init; } = 64 * 1024 * 1024;

    /// <summary>
    /// Groups begin at multiples of this. 512 bytes is what disks promise to write whole, and keeps little commits from
    /// taking much room; 4096 where a disk is known to damage the neighbours of what it writes.
    /// </summary>
    public int SectorBytes { get; init; } = 512;

    /// <summary>A group takes further commits until it has this size: beyond about 1 MiB a sync is bound by bandwidth.</summary>
    public int GroupBytes { get; init; } = 1024 * 1024;

    /// <summary>The largest commit or snapshot of one stream. A larger one fails; nothing legitimate comes near.</summary>
    public int CommitBytes { get; init; } = 8 * 1024 * 1024;

    /// <summary>Commits and snapshots under way; beyond it they are refused until some are done.</summary>
    public int InFlightBytes { get; init; } = 64 * 1024 * 1024;

    /// <summary>Commits under way, whatever their size: 64 Ki of them are several seconds of a slow disk.</summary>
    public int InFlightCommits { get; init; } = 64 * 1024;

    /// <summary>A file of snapshots takes further ones until it has this size.</summary>
    public int SnapshotFileBytes { get; init; } = 16 * 1024 * 1024;

    internal void Validate()
    {
        Require(SectorBytes is >= SegmentHeader.Length and <= 65_536 && BitOperations.IsPow2(SectorBytes), "SectorBytes is a power of two from 512 to 65536.");
        Require(SegmentBytes % SectorBytes == 0 && SegmentBytes <= 1 << 30, "SegmentBytes is a multiple of SectorBytes and at most 1 GiB.");
        Require(GroupBytes > 0, "GroupBytes is positive.");
        Require(SnapshotFileBytes > 0, "SnapshotFileBytes is positive.");
        Require(InFlightCommits > 0, "InFlightCommits is positive.");
        Require(CommitBytes > 0 && InFlightBytes >= CommitBytes, "InFlightBytes is at least CommitBytes, which is positive.");
        // Room for a header, a group that was carried over and the marks around it.
        Require(
            SegmentBytes >= (long)CommitBytes + GroupBytes + (8 * SectorBytes),
            "SegmentBytes holds at least a largest commit, a group and eight sectors.");
    }

    private static void Require(bool holds, string rule)
    {
        if (!holds)
        {
            throw new ArgumentException(rule);
        }
    }
}
