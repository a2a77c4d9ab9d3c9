using System.Runtime.CompilerServices;

namespace MultiVenueMargin.Journal;

/// <summary>
/// The hash of a stream up to an entry: SHA-256 over the hash before it and the entry's stored bytes. 32 bytes; the default
/// value, all zero, is what comes before the first entry. Printed as lower-case hex.
/// </summary>
[InlineArray(Length)]
public struct ChainHash : IEquatable<ChainHash>
{
    public const int Length = 32;

    private byte _first;

    public static ChainHash Of(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length != Length)
        {
            throw new ArgumentException($"A chain hash has {Length} bytes, not {bytes.Length}.", nameof(bytes));
        }

        ChainHash hash = default;
        bytes.CopyTo(hash);
        return hash;
    }

    public readonly bool Equals(ChainHash other) => ((ReadOnlySpan<byte>)this).SequenceEqual(other);

    public override readonly bool Equals(object? obj) => obj is ChainHash hash && Equals(hash);

    public override readonly int GetHashCode() => BitConverter.ToInt32(this);

    public override readonly string ToString() => Convert.ToHexStringLower(this);

    public static bool operator ==(ChainHash left, ChainHash right) => left.Equals(right);

    public static bool operator !=(ChainHash left, ChainHash right) => !left.Equals(right);
}
