namespace MultiVenueMargin.Risk.Hot;

/// <summary>What kind of contract a position is in, as far as the add-ons ask.</summary>
internal enum HotKind : byte
{
    Perpetual = 0,
    Future,
    Option,
}

/// <summary>One position at risk, with the numbers of the groups it belongs to.</summary>
/// <param name="Slot">Its place among the pool's positions.</param>
/// <param name="Row">Its instrument in the market.</param>
/// <param name="Scan">Where an option's row of the scan begins; 0 of what is linear, which has none.</param>
/// <param name="Quantity">Signed contracts.</param>
/// <param name="Kind">What kind of contract.</param>
/// <param name="Location">Its venue among the unit's locations.</param>
/// <param name="Expiry">Its expiry among those that lie ahead; −1: none.</param>
/// <param name="Quote">Its quote currency among the part's.</param>
internal readonly record struct HotPosition(
    int Slot, int Row, int Scan, double Quantity, HotKind Kind, int Location, int Expiry, int Quote);

/// <summary>Two expiries in the order in which VEGA_TERM matches them.</summary>
/// <param name="One">One.</param>
/// <param name="Other">The other.</param>
/// <param name="Share">min(1, gap/30).</param>
internal readonly record struct VegaPair(int One, int Other, double Share);

/// <summary>Two quote currencies in the order in which PEG matches them.</summary>
internal readonly record struct QuotePair(int One, int Other);

/// <summary>
/// Positions of one unit that are margined together: all of them, or for the bound of the maximum loss those in no group. By
/// location, options first, then in instrument order, so that a sum is taken the same way however often and wherever it is taken.
/// </summary>
internal sealed class CompiledPart
{
    public required HotPosition[] Positions { get; init; }

    /// <summary>Where each location's positions begin; one more than there are locations.</summary>
    public required int[] LocationFrom { get; init; }

    /// <summary>Where each location's options end, and what is linear begins.</summary>
    public required int[] LinearFrom { get; init; }

    /// <summary>Expiries that lie ahead, ascending, in UTC ticks.</summary>
    public required long[] Expiries { get; init; }

    public required VegaPair[] VegaPairs { get; init; }

    /// <summary>Quote currencies as assets of the market.</summary>
    public required int[] Quotes { get; init; }

    /// <summary>Where coins and inverse contracts are netted: USD among the quotes.</summary>
    public required int UsdQuote { get; init; }

    public required QuotePair[] QuotePairs { get; init; }

    /// <summary>Σ over series of net short options in units of the underlying.</summary>
    public required double ShortOptionUnits { get; init; }

    /// <summary>FHS_apc at the book's statistical version; 0 where no history is loaded.</summary>
    public required double Statistical { get; init; }
}
