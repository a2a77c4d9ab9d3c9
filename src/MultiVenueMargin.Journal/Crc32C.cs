using System.Buffers.Binary;
using System.Numerics;

namespace MultiVenueMargin.Journal;

/// <summary>CRC-32C (Castagnoli): what notices that stored bytes are not those that were written.</summary>
public static class Crc32C
{
    /// <summary>What a computation starts from; <see cref="Finish"/> of it is the CRC of nothing, 0.</summary>
    public const uint Start = uint.MaxValue;

    public static uint Of(ReadOnlySpan<byte> bytes) => Finish(Append(Start, bytes));

    public static uint Append(uint crc, ulong value) => BitOperations.Crc32C(crc, value);

    public static uint Append(uint crc, ReadOnlySpan<byte> bytes)
    {
        for (; bytes.Length >= sizeof(ulong); bytes = bytes[sizeof(ulong)..])
        {
            crc = BitOperations.Crc32C(crc, BinaryPrimitives.ReadUInt64LittleEndian(bytes));
        }

        foreach (var each in bytes)
        {
            crc = BitOperations.Crc32C(crc, each);
        }

        return crc;
    }

    public static uint Finish(uint crc) => ~crc;
}
