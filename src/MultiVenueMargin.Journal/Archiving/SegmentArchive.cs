using MultiVenueMargin.Accounts;
using MultiVenueMargin.Journal.Devices;
using MultiVenueMargin.Journal.Seals;
using MultiVenueMargin.Journal.Segments;

namespace MultiVenueMargin.Journal.Archiving;

/// <summary>
/// Moves old segments to another device, so that starting stays quick and the live disk small. Nothing is deleted: a segment
/// leaves the live device only when its copy is durable and has been read back. Who reads what was moved gets
/// <see cref="CompactedException"/>, and can read archive and live files together (<see cref="JoinedStorage"/>).
/// </summary>
/// <remarks>
/// In two steps, because the first takes long: <see cref="Copy"/> on any thread while the journal runs, then
/// <see cref="TryRelease"/> on the thread that submits and polls.
/// </remarks>
public sealed class SegmentArchive(SegmentJournal journal, IStorageDevice live, IStorageDevice archive)
{
    private LogOrigin? _copied;

    /// <summary>
    /// Copies segments, oldest first, that are closed and covered: every stream in them, and the whole market, has a sound snapshot at or
    /// beyond them, and a seal speaks of all of them. Returns how many.
    /// </summary>
    public async Task<int> CopyAsync(int atMost, CancellationToken cancellation)
    {
        var origin = OriginFile.Read(live);
        var path = SegmentPath.Find(live, origin.End).Segments;
        var sealedUpTo = await SealedPositionsAsync(cancellation);
        var copied = 0;
        // The last one is still written to.
        for (; copied < atMost && copied + 1 < path.Count; copied++)
        {
            cancellation.ThrowIfCancellationRequested();
            var after = OriginBehind(origin, path[copied], path[copied + 1]);
            if (!IsSealed(after.Positions, sealedUpTo) || !await HasSnapshotsAsync(origin, after, cancellation))
            {
                break;
            }

            CopyWhole(SegmentName.Of(path[copied].Number));
            origin = after;
        }

        _copied = copied > 0 ? origin : null;
        return copied;
    }

    /// <summary>Takes what was copied from the live device. False, and nothing happens, while the journal is writing.</summary>
    public bool TryRelease()
    {
        if (_copied is null || !journal.TryForget(_copied))
        {
            return false;
        }

        _copied = null;
        return true;
    }

    private static bool IsSealed(IReadOnlyList<long> positions, IReadOnlyList<long> sealedUpTo) =>
        sealedUpTo.Count == positions.Count && !positions.Where((position, partition) => position > sealedUpTo[partition]).Any();

    /// <summary>Reads a segment once more, checking it, and says what the journal had come to at its end.</summary>
    private LogOrigin OriginBehind(LogOrigin before, SegmentHeader header, SegmentHeader next)
    {
        var positions = before.Positions.ToArray();
        var heads = before.Heads.ToDictionary(head => head.Stream);
        foreach (var (entry, alteration, offset, _) in LogScan.ReadSegment(live, header, next))
        {
            if (alteration is not null)
            {
                throw new JournalCorruptedException(alteration.File, alteration.Offset, alteration.What);
            }

            if (entry is not null)
            {
                var head = heads.GetValueOrDefault(entry.Stream);
                if (entry.Previous != head.Hash || entry.FirstVersion != head.Version + 1 || entry.Position != positions[entry.Stream.Partition] + 1)
                {
                    throw new JournalCorruptedException(SegmentName.Of(header.Number), offset, $"{entry.Stream} version {entry.FirstVersion} does not continue the chain.");
                }

                heads[entry.Stream] = new StreamHead(entry.Stream, entry.LastVersion, entry.Hash);
                positions[entry.Stream.Partition] = entry.Position;
            }
        }

        return new LogOrigin(next.Previous, next.FirstSequence, positions, [.. heads.Values.OrderBy(head => head.Stream)]);
    }

    private async Task<IReadOnlyList<long>> SealedPositionsAsync(CancellationToken cancellation)
    {
        var head = journal.HeadOf(Seal.Stream);
        if (head.Version == 0)
        {
            return [];
        }

        var entries = await journal.ReadStreamAsync(Seal.Stream, head.Version - 1, 1, cancellation);
        return Seal.Read(entries[^1].Records[^1])?.Positions ?? [];
    }

    private async Task<bool> HasSnapshotsAsync(LogOrigin before, LogOrigin after, CancellationToken cancellation)
    {
        var versions = before.Heads.ToDictionary(head => head.Stream, head => head.Version);
        foreach (var head in after.Heads)
        {
            // Of the seals only the last counts, and it lies behind what it covers.
            if (head.Stream == Seal.Stream || versions.GetValueOrDefault(head.Stream) == head.Version)
            {
                continue;
            }

            if (await journal.FindSnapshotAsync(head.Stream, long.MaxValue, cancellation) is not { } snapshot || snapshot.Version < head.Version)
            {
                return false;
            }
        }

        // Of the market nobody could make what all publishers said together without the segments.
        var (known, market) = (before.Positions[StreamId.MarketPartition], after.Positions[StreamId.MarketPartition]);
        return market == known
            || (await journal.FindSnapshotAsync(StreamId.WholeMarket, long.MaxValue, cancellation))?.Version >= market;
    }

    private void CopyWhole(string file)
    {
        var bytes = DeviceWork.ReadWhole(live, file);
        DeviceWork.WriteWhole(archive, file, file + ".new", bytes, bytes.Length);
        if (!DeviceWork.ReadWhole(archive, file).AsSpan().SequenceEqual(bytes))
        {
            throw new JournalCorruptedException(file, 0, "its copy in the archive is not what was written.");
        }
    }
}
