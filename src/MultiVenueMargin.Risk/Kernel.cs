namespace MultiVenueMargin.Risk;

/// <summary>The edge between kernels, which compute in double, and figures, which are exact (MARGIN §1, Rounding).</summary>
internal static class Kernel
{
    /// <summary>
    /// To decimal at 15 significant digits, half to even. .NET's conversion does exactly that; it throws for NaN, infinity
    /// and what decimal cannot hold, so no such value enters a figure.
    /// </summary>
    public static decimal ToDecimal(double value) => (decimal)value;

    /// <summary>
    /// The same double for the same number. .NET divides the digits by a power of ten, each already rounded, so that 92.8 and
    /// 92.80 may come out one bit apart; how a book was cut into entries would then show in its figures.
    /// </summary>
    public static double ToDouble(decimal value)
    {
        // Digits and power of ten both exact: their quotient is rounded once, and trailing zeros change nothing.
        const ulong LargestExact = 1UL << 53;
        const int LargestExactPower = 22;
        return IsShort(value, out var digits) && digits <= LargestExact && value.Scale <= LargestExactPower ? (double)value : (double)WithoutTrailingZeros(value);
    }

    /// <summary>The same number in its shortest form: dividing by a one with 28 zeros takes its trailing zeros away.</summary>
    public static decimal WithoutTrailingZeros(decimal value) =>
        value.Scale == 0 || (IsShort(value, out var digits) && digits % 10 != 0) ? value : value / 1.0000000000000000000000000000m;

    /// <summary>
    /// To 1e-12 USD, nearest. Not a rounding of a figure (those are at 1e-8): decimal would cut a product or quotient at its 28th
    /// digit anyway, and on a common grid parts add up to their whole to the last digit.
    /// </summary>
    public static decimal OnGrid(decimal amount) => decimal.Round(amount, 12, MidpointRounding.ToEven);

    /// <summary>√x at 15 significant digits.</summary>
    public static decimal Sqrt(decimal value) => (decimal)Math.Sqrt(ToDouble(value));

    public static decimal Positive(decimal value) => value > 0 ? value : 0m;

    /// <summary>Whether the digits fit into 64 bits, and if so which they are.</summary>
    private static bool IsShort(decimal value, out ulong digits)
    {
        Span<int> parts = stackalloc int[4];
        decimal.GetBits(value, parts);
        digits = unchecked(((ulong)(uint)parts[1] << 32) | (uint)parts[0]);
        return parts[2] == 0;
    }
}
