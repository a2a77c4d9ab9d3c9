using MultiVenueMargin.Accounts;
using MultiVenueMargin.Journal.Seals;

namespace MultiVenueMargin.Journal.Verification;

/// <summary>
/// Holds seals against the entries themselves. A seal speaks of a moment before it was committed, so the heads it is held
/// against follow the entries only as far as seals have come.
/// </summary>
internal sealed class SealCheck(IReadOnlyList<SealKey> keys, IEnumerable<StreamHead> heads, IReadOnlyList<long> positions)
{
    private readonly SortedDictionary<StreamId, StreamHead> _heads = new(heads.ToDictionary(head => head.Stream));
    private readonly long[] _positions = [.. positions];
    private readonly Queue<(long Position, StreamHead Head)>[] _notSealed = [.. positions.Select(_ => new Queue<(long, StreamHead)>())];

    public Seal? Last { get; private set; }

    public long Count { get; private set; }

    public void Add(JournalEntry entry) =>
        _notSealed[entry.Stream.Partition].Enqueue((entry.Position, new StreamHead(entry.Stream, entry.LastVersion, entry.Hash)));

    /// <summary>What is wrong with the next seal; null when it holds.</summary>
    /// <param name="isFirstKnown">Whether seals before it may have existed that are not read.</param>
    public string? Wrong(Seal seal, bool isFirstKnown)
    {
        if (!keys.Any(key => key.Signed(seal)))
        {
            return keys.Any(key => key.Id == seal.KeyId) ? "its signature does not hold" : $"it is signed with key {seal.KeyId}, which is not among those given";
        }

        if (Last is null ? !isFirstKnown && (seal.Sequence != 1 || seal.Previous != default) : seal.Sequence != Last.Sequence + 1 || seal.Previous != Last.Hash())
        {
            return $"it does not follow seal {Last?.Sequence ?? 0}";
        }

        if (seal.Positions.Count != _positions.Length)
        {
            return $"it counts {seal.Positions.Count} partitions, not {_positions.Length}";
        }

        for (var partition = 0; partition < _positions.Length; partition++)
        {
            if (!TryAdvance(partition, seal.Positions[partition]))
            {
                return $"it speaks of position {seal.Positions[partition]} of partition {partition}, where there is none";
            }
        }

        var root = MerkleTree.RootOf([.. _heads.Values]);
        if (root != seal.Root || seal.Streams != _heads.Count)
        {
            return $"over its positions the {_heads.Count} streams have the root {root}, not {seal.Root} over {seal.Streams}";
        }

        Last = seal;
        Count++;
        return null;
    }

    private bool TryAdvance(int partition, long position)
    {
        if (position < _positions[partition])
        {
            return false;
        }

        while (_positions[partition] < position)
        {
            if (!_notSealed[partition].TryDequeue(out var next))
            {
                return false;
            }

            _heads[next.Head.Stream] = next.Head;
            _positions[partition] = next.Position;
        }

        return true;
    }
}
