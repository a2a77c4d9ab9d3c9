using System.Text;

namespace MultiVenueMargin.Accounts.Codec;

/// <summary>
/// The same few ids are read in every record: one string serves them all. A fixed number of slots, the newest name of a
/// slot replaces the one before, so nothing grows; a race between two threads costs one string more and nothing else.
/// </summary>
internal static class InternedNames
{
    private const int Slots = 4_096;

    private const int LongestBytes = 128;

    private static readonly string?[] Names = new string?[Slots];

    /// <summary>The text of bytes that are known to be ASCII.</summary>
    public static string Of(ReadOnlySpan<byte> ascii)
    {
        if (ascii.IsEmpty || ascii.Length > LongestBytes)
        {
            return Encoding.ASCII.GetString(ascii);
        }

        ref var slot = ref Names[(int)(Hash(ascii) % Slots)];
        var known = Volatile.Read(ref slot);
        if (known is not null && Ascii.Equals(ascii, known))
        {
            return known;
        }

        var name = Encoding.ASCII.GetString(ascii);
        Volatile.Write(ref slot, name);
        return name;
    }

    private static uint Hash(ReadOnlySpan<byte> bytes)
    {
        // FNV-1a. Hostile names can at worst share a slot, which costs what there was without slots.
        var hash = 2_166_136_261;
        foreach (var each in bytes)
        {
            hash = unchecked((hash ^ each) * 16_777_619);
        }

        return hash;
    }
}
