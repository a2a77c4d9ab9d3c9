using MultiVenueMargin.Accounts;

namespace MultiVenueMargin.Journal.Segments;

/// <summary>What is durable: the last entry of every stream and partition, and where those before it lie. Safe from any thread.</summary>
internal sealed class LogIndex
{
    private readonly Lock _gate = new();
    private readonly Dictionary<StreamId, (ChainHash Hash, Trail Trail)> _streams = [];
    private readonly Trail[] _partitions;
    private Dictionary<StreamId, StreamHead> _archivedHeads;
    private IReadOnlyList<long> _archivedPositions;

    public LogIndex(LogOrigin origin)
    {
        _partitions = [.. origin.Positions.Select(Trail.StartingBehind)];
        _archivedPositions = origin.Positions;
        _archivedHeads = origin.Heads.ToDictionary(head => head.Stream);
        foreach (var head in origin.Heads)
        {
            _streams[head.Stream] = (head.Hash, Trail.StartingBehind(head.Version));
        }
    }

    public void Add(StreamId stream, long position, long lastVersion, ChainHash hash, Location place)
    {
        lock (_gate)
        {
            _partitions[stream.Partition].Add(position, place);
            var trail = _streams.TryGetValue(stream, out var known) ? known.Trail : new Trail();
            trail.Add(lastVersion, place);
            _streams[stream] = (hash, trail);
        }
    }

    public StreamHead HeadOf(StreamId stream)
    {
        lock (_gate)
        {
            return _streams.TryGetValue(stream, out var known) ? new(stream, known.Trail.LastKey, known.Hash) : new(stream, 0, default);
        }
    }

    public IReadOnlyList<StreamHead> Heads()
    {
        lock (_gate)
        {
            return
            [
                .. _streams.Select(each => new StreamHead(each.Key, each.Value.Trail.LastKey, each.Value.Hash)).OrderBy(head => head.Stream),
            ];
        }
    }

    public long LastPositionOf(int partition)
    {
        lock (_gate)
        {
            return _partitions[partition].LastKey;
        }
    }

    /// <summary>The last entry of a partition and of a stream; nowhere where there is none here.</summary>
    public Location LastOf(int partition)
    {
        lock (_gate)
        {
            return _partitions[partition].Last;
        }
    }

    public Location LastOf(StreamId stream)
    {
        lock (_gate)
        {
            return _streams.TryGetValue(stream, out var known) ? known.Trail.Last : default;
        }
    }

    /// <summary>Where to begin to read a partition backwards (<see cref="Trail.StartFor"/>).</summary>
    public Location StartFor(int partition, long after, int max)
    {
        lock (_gate)
        {
            ThrowIfArchived(partition, after < _archivedPositions[partition], after);
            return _partitions[partition].StartFor(after, max);
        }
    }

    /// <summary>Where to begin to read a stream backwards (<see cref="Trail.StartFor"/>).</summary>
    public Location StartFor(StreamId stream, long afterVersion, int max)
    {
        lock (_gate)
        {
            ThrowIfArchived(
                stream.Partition, _archivedHeads.TryGetValue(stream, out var archived) && afterVersion < archived.Version, after: 0);
            return _streams.TryGetValue(stream, out var known) ? known.Trail.StartFor(afterVersion, max) : default;
        }
    }

    /// <summary>From now on, what the origin covers is answered as archived.</summary>
    public void Archive(LogOrigin origin)
    {
        lock (_gate)
        {
            _archivedPositions = origin.Positions;
            _archivedHeads = origin.Heads.ToDictionary(head => head.Stream);
        }
    }

    private void ThrowIfArchived(int partition, bool archived, long after)
    {
        if (archived)
        {
            throw new CompactedException(partition, after, _archivedPositions[partition] + 1);
        }
    }
}
