namespace MultiVenueMargin.Risk.RuleBooks.Perpetuals;

/// <summary>Unrealised profit of a future or perpetual against its entry.</summary>
public static class FuturesProfit
{
    /// <summary>In the quote currency.</summary>
    /// <param name="size">Signed units of the underlying.</param>
    /// <param name="entry">What it was entered at.</param>
    /// <param name="mark">What it is marked at.</param>
    public static decimal Linear(decimal size, decimal entry, decimal mark) => size * (mark - entry);

    /// <summary>In coins of the underlying.</summary>
    /// <param name="notional">Signed USD.</param>
    /// <param name="entry">What it was entered at.</param>
    /// <param name="mark">What it is marked at.</param>
    public static decimal Inverse(decimal notional, decimal entry, decimal mark) => notional * ((mark - entry) / entry) / mark;
}
