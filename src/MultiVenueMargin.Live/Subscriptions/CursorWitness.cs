using System.Buffers.Binary;
using MultiVenueMargin.Journal;

namespace MultiVenueMargin.Live.Subscriptions;

/// <summary>
/// One entry that a reader has seen, the latest by time, by a part of its hash. Positions alone say nothing of whose they are: after a restore from a
/// backup the same ones are given to other entries, and a reader that had come further would go on with a hole behind it.
/// </summary>
/// <param name="Check">The first eight bytes of the entry's hash: it tells journals apart and proves nothing.</param>
public readonly record struct CursorWitness(int Partition, long Position, DateTimeOffset At, long Check)
{
    public static CursorWitness Of(JournalEntry entry)
    {
        ArgumentNullException.ThrowIfNull(entry);
        var hash = entry.Hash;
        return new(entry.Stream.Partition, entry.Position, entry.At, BinaryPrimitives.ReadInt64LittleEndian(hash));
    }

    /// <summary>The one of the later entry.</summary>
    public static CursorWitness? Later(CursorWitness? one, CursorWitness? other) => one is null || other?.At >= one.Value.At ? other : one;
}
