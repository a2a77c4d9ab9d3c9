namespace MultiVenueMargin.Risk.Valuation;

/// <summary>What is kept in memory of prices: instruments, their arrays of profits, and the bytes of those.</summary>
public readonly record struct KeptPrices(int Instruments, int Arrays, long ArrayBytes)
{
    public static KeptPrices operator +(KeptPrices one, KeptPrices other) =>
        new(one.Instruments + other.Instruments, one.Arrays + other.Arrays, one.ArrayBytes + other.ArrayBytes);

    internal static KeptPrices Of(IEnumerable<Pricing> pricings)
    {
        var all = default(KeptPrices);
        foreach (var pricing in pricings)
        {
            if (pricing.Instrument?.Kept is var (arrays, bytes))
            {
                all += new KeptPrices(1, arrays, bytes);
            }
        }

        return all;
    }
}
