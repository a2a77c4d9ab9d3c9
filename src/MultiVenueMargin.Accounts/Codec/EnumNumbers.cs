using System.Runtime.CompilerServices;

namespace MultiVenueMargin.Accounts.Codec;

/// <summary>Which numbers of an enum are defined, found once per enum so that reading and writing one allocates nothing.</summary>
internal static class EnumNumbers<T>
    where T : struct, Enum
{
    // Kinds of records are numbered in tens and hundreds; a table for larger numbers would be mostly holes.
    private const int Most = 1_024;

    private static readonly bool[] Defined = Table();

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
        number < (ulong)Defined.Length && Defined[number] && (number != 0 || allowUnspecified || !ZeroIsUnspecified);

    /// <summary>Whether a number is made of defined flags only; none at all is a possible answer.</summary>
    public static bool AcceptsFlags(ulong number) => (number & ~AnyFlags) == 0;

    private static bool[] Table()
    {
        if (Enum.GetUnderlyingType(typeof(T)) != typeof(int))
        {
            throw new NotSupportedException($"{typeof(T).Name} is not an enum of int.");
        }

        ulong[] numbers = [.. Enum.GetValues<T>().Select(Of)];
        if (numbers.Max() >= Most)
        {
            throw new NotSupportedException($"A number of {typeof(T).Name} lies outside 0 to {Most - 1}.");
        }

        var table = new bool[numbers.Max() + 1];
        foreach (var number in numbers)
        {
            table[number] = true;
        }

        return table;
    }
}
