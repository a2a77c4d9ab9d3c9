using System.Runtime.CompilerServices;

namespace MultiVenueMargin.Accounts.Codec;

/// <summary>Which numbers of an enum are defined, found once per enum so that reading and writing one allocates nothing.</summary>
internal static class EnumNumbers<T>
    where T : struct, Enum
{
    private const int Most = 64;

    private static readonly ulong Defined = Bits();

    /// <summary>Whether the enum has a member for "nobody said", which is zero and refused unless a field allows it.</summary>
    private static readonly bool ZeroIsUnspecified = Enum.GetName(default(T)) == "Unspecified";

    /// <summary>All members of a flags enum together.</summary>
    private static readonly ulong AnyFlags = Enum.GetValues<T>().Aggregate(0UL, (all, value) => all | Of(value));

    public static ulong Of(T value) => unchecked((ulong)Unsafe.As<T, int>(ref value));

    public static T From(ulong number)
    {
        var small = checked((int)number);
        return Unsafe.As<int, T>(ref small);
    }

    public static bool Accepts(ulong number, bool allowUnspecified) =>
        number < Most && (Defined & (1UL << (int)number)) != 0 && (number != 0 || allowUnspecified || !ZeroIsUnspecified);

    /// <summary>Whether a number is made of defined flags only; none at all is a possible answer.</summary>
    public static bool AcceptsFlags(ulong number) => (number & ~AnyFlags) == 0;

    private static ulong Bits()
    {
        if (Enum.GetUnderlyingType(typeof(T)) != typeof(int))
        {
            throw new NotSupportedException($"{typeof(T).Name} is not an enum of int.");
        }

        var bits = 0UL;
        foreach (var value in Enum.GetValues<T>())
        {
            var number = Of(value);
            bits |= number < Most
                ? 1UL << (int)number
                : throw new NotSupportedException($"{typeof(T).Name}.{value} lies outside 0 to {Most - 1}.");
        }

        return bits;
    }
}
