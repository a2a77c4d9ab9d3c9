using System.Buffers.Binary;
using System.Numerics;
using System.Text;

namespace MultiVenueMargin.Contracts.Feeds;

/// <summary>
/// The same few names come in every message: whoever has read one before finds it by its bytes, checked already and in one string for all. A fixed
/// number of slots, the newest name of a slot replaces the one before, so nothing grows, and whoever sends ever new names gains what
/// there was without slots. Safe from any thread: a race costs a name that is read twice.
/// </summary>
/// <param name="read">What a text names; null where it names nothing.</param>
internal sealed class KnownNames<T>(Func<string, T?> read)
    where T : struct
{
    private const int Slots = 8_192;

    private const int LongestBytes = 200;

    private readonly Name?[] _names = new Name?[Slots];

    /// <summary>Null where the bytes are no ASCII or name nothing: then somebody else is to say what is wrong with them, if anything.</summary>
    public Name? Find(ReadOnlySpan<byte> bytes)
    {
        ref var slot = ref _names[Hash(bytes) % Slots];
        var known = Volatile.Read(ref slot);
        if (known is not null && Ascii.Equals(bytes, known.Text))
        {
            return known;
        }

        if (bytes.Length > LongestBytes || !Ascii.IsValid(bytes))
        {
            return null;
        }

        var text = Encoding.ASCII.GetString(bytes);
        if (read(text) is not { } value)
        {
            return null;
        }

        var name = new Name(text, value);
        Volatile.Write(ref slot, name);
        return name;
    }

    private static uint Hash(ReadOnlySpan<byte> bytes)
    {
        var hash = (uint)bytes.Length;
        for (; bytes.Length >= sizeof(ulong); bytes = bytes[sizeof(ulong)..])
        {
            hash = BitOperations.Crc32C(hash, BinaryPrimitives.ReadUInt64LittleEndian(bytes));
        }

        foreach (var each in bytes)
        {
            hash = BitOperations.Crc32C(hash, each);
        }

        return hash;
    }

    public sealed record Name(string Text, T Value);
}
