namespace MultiVenueMargin.Risk;

/// <summary>The edge between kernels, which compute in double, and figures, which are exact (MARGIN §1, Rounding).</summary>
internal static class Kernel
{
    /// <summary>
    /// To decimal at 15 significant digits, half to even. .NET's conversion does exactly that; it throws for NaN, infinity
    /// and what decimal cannot hold, so no such value enters a figure.
    /// </summary>
    public static decimal ToDecimal(double value) => (decimal)value;

    /// <summary>√x at 15 significant digits.</summary>
    public static decimal Sqrt(decimal value) => (decimal)Math.Sqrt((double)value);

    public static decimal Positive(decimal value) => value > 0 ? value : 0m;
}
