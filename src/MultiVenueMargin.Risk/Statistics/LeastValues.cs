using System.Buffers;
using System.Runtime.Intrinsics;

namespace MultiVenueMargin.Risk.Statistics;

/// <summary>
/// The few least of many numbers, in order. A tail is a fortieth of its scenarios: to sort them all would cost several times what adding them up does.
/// </summary>
internal static class LeastValues
{
    // Each number that belongs to the least so far moves those above it on by one: worth it while they are few.
    private const int MostInserted = 64;

    /// <summary>
    /// Fills <paramref name="least"/>, least first, with as many of the least of <paramref name="values"/> as it has places for; there are no fewer values.
    /// One that is not a number is never passed over: then all of them are none.
    /// </summary>
    public static void Take(ReadOnlySpan<double> values, Span<double> least)
    {
        if (least.Length > MostInserted)
        {
            TakeSorted(values, least);
        }
        else if (!least.IsEmpty && !TryTakeInserted(values, least))
        {
            least.Fill(double.NaN);
        }
    }

    private static void TakeSorted(ReadOnlySpan<double> values, Span<double> least)
    {
        var rented = ArrayPool<double>.Shared.Rent(values.Length);
        var sorted = rented.AsSpan(0, values.Length);
        values.CopyTo(sorted);
        sorted.Sort();

        // Those that are no numbers come first.
        if (double.IsNaN(sorted[0]))
        {
            least.Fill(double.NaN);
        }
        else
        {
            sorted[..least.Length].CopyTo(least);
        }

        ArrayPool<double>.Shared.Return(rented);
    }

    private static bool TryTakeInserted(ReadOnlySpan<double> values, Span<double> least)
    {
        for (var i = 0; i < least.Length; i++)
        {
            if (!TryInsert(values[i], least[..(i + 1)]))
            {
                return false;
            }
        }

        var next = least.Length;
        for (; next + Vector512<double>.Count <= values.Length; next += Vector512<double>.Count)
        {
            // What is not a number is not above anything either.
            var most = Vector512.Create(least[^1]);
            if (!Vector512.GreaterThanOrEqualAll(Vector512.Create(values.Slice(next, Vector512<double>.Count)), most)
                && !TryInsertSome(values.Slice(next, Vector512<double>.Count), least))
            {
                return false;
            }
        }

        return TryInsertSome(values[next..], least);
    }

    private static bool TryInsertSome(ReadOnlySpan<double> values, Span<double> least)
    {
        foreach (var value in values)
        {
            if (!(value >= least[^1]) && !TryInsert(value, least))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Puts a number where it belongs; the last makes room for it.</summary>
    private static bool TryInsert(double value, Span<double> least)
    {
        var place = least.Length - 1;
        for (; place > 0 && least[place - 1] > value; place--)
        {
            least[place] = least[place - 1];
        }

        least[place] = value;
        return !double.IsNaN(value);
    }
}
