using System.Buffers.Binary;
using System.Numerics;
using System.Security.Cryptography;
using System.Text;

namespace MultiVenueMargin.Journal.Seals;

/// <summary>
/// One hash over the heads of all streams, in order of their ids: the tree of RFC 6962 (Certificate Transparency). Leaves and
/// nodes are hashed with different first bytes, so that neither can be passed off as the other; a subtree is cut at the
/// largest power of two below its size, so that no leaf is counted twice.
/// </summary>
public static class MerkleTree
{
    private const byte LeafMark = 0;
    private const byte NodeMark = 1;

    /// <summary>The root over heads that are ordered by stream. Of none: the hash of nothing.</summary>
    public static ChainHash RootOf(IReadOnlyList<StreamHead> heads)
    {
        for (var i = 1; i < heads.Count; i++)
        {
            if (heads[i - 1].Stream >= heads[i].Stream)
            {
                throw new ArgumentException("Heads are ordered by stream, each once.", nameof(heads));
            }
        }

        return heads.Count == 0 ? Hash([]) : Root(Leaves(heads), 0, heads.Count);
    }

    public static ChainHash LeafOf(StreamHead head)
    {
        var name = Encoding.UTF8.GetByteCount(head.Stream.Code);
        var bytes = new byte[1 + sizeof(ushort) + name + sizeof(long) + ChainHash.Length];
        bytes[0] = LeafMark;
        BinaryPrimitives.WriteUInt16LittleEndian(bytes.AsSpan(1), (ushort)name);
        Encoding.UTF8.GetBytes(head.Stream.Code, bytes.AsSpan(3));
        BinaryPrimitives.WriteInt64LittleEndian(bytes.AsSpan(3 + name), head.Version);
        var hash = head.Hash;
        ((ReadOnlySpan<byte>)hash).CopyTo(bytes.AsSpan(11 + name));
        return Hash(bytes);
    }

    /// <summary>What leads from a leaf to the root: the hashes beside the path, from below.</summary>
    public static IReadOnlyList<ChainHash> ProofOf(IReadOnlyList<StreamHead> heads, int index)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(index);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(index, heads.Count);
        var leaves = Leaves(heads);
        var proof = new List<ChainHash>();
        var (from, to) = (0, heads.Count);
        while (to - from > 1)
        {
            var cut = from + CutOf(to - from);
            var isLeft = index < cut;
            proof.Add(isLeft ? Root(leaves, cut, to) : Root(leaves, from, cut));
            (from, to) = isLeft ? (from, cut) : (cut, to);
        }

        proof.Reverse();
        return proof;
    }

    /// <summary>Whether a head is the one at this index among so many below the root.</summary>
    public static bool Proves(ChainHash root, StreamHead head, int index, int count, IReadOnlyList<ChainHash> proof) =>
        index >= 0 && index < count && Climb(LeafOf(head), index, count, proof, proof.Count) == root;

    private static ChainHash? Climb(ChainHash leaf, int index, int count, IReadOnlyList<ChainHash> proof, int left)
    {
        if (count == 1)
        {
            return left == 0 ? leaf : null;
        }

        if (left == 0)
        {
            return null;
        }

        var cut = CutOf(count);
        return index < cut
            ? Climb(leaf, index, cut, proof, left - 1) is { } below ? Node(below, proof[left - 1]) : null
            : Climb(leaf, index - cut, count - cut, proof, left - 1) is { } beside ? Node(proof[left - 1], beside) : null;
    }

    private static ChainHash[] Leaves(IReadOnlyList<StreamHead> heads) => [.. heads.Select(LeafOf)];

    private static ChainHash Root(ChainHash[] leaves, int from, int to)
    {
        if (to - from == 1)
        {
            return leaves[from];
        }

        var cut = from + CutOf(to - from);
        return Node(Root(leaves, from, cut), Root(leaves, cut, to));
    }

    /// <summary>The largest power of two below a size.</summary>
    private static int CutOf(int size) => 1 << (31 - BitOperations.LeadingZeroCount((uint)(size - 1)));

    private static ChainHash Node(ChainHash left, ChainHash right) => Hash([NodeMark, .. (ReadOnlySpan<byte>)left, .. (ReadOnlySpan<byte>)right]);

    private static ChainHash Hash(ReadOnlySpan<byte> bytes)
    {
        ChainHash hash = default;
        SHA256.HashData(bytes, hash);
        return hash;
    }
}
