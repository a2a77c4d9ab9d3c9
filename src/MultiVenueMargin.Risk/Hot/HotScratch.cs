namespace MultiVenueMargin.Risk.Hot;

/// <summary>
/// The memory in which one thread evaluates compiled books, one after the other. It grows to the largest it has seen and
/// is then used again.
/// </summary>
public sealed class HotScratch
{
    internal HotFigures[] Figures { get; private set; } = [];

    /// <summary>x_total, h_a and 1 − h_a of each asset of the account.</summary>
    internal Bounded[] Totals { get; private set; } = [];

    internal Bounded[] Haircuts { get; private set; } = [];

    internal Bounded[] Kept { get; private set; } = [];

    /// <summary>Δ$ of each position of the pool.</summary>
    internal double[] Deltas { get; private set; } = [];

    /// <summary>Σ Δ$ and STALE of each unit of the pool, with their magnitudes.</summary>
    internal HotUnitDelta[] UnitDeltas { get; private set; } = [];

    /// <summary>Of each unit at one end: N and the exposure its hedge parts stand against, then the hedge.</summary>
    internal Bounded[] Coins { get; private set; } = [];

    internal Bounded[] Hedges { get; private set; } = [];

    internal HotUnitFigures[] Units { get; private set; } = [];

    internal HotLines Lines { get; } = new();

    /// <summary>Sums by group: of options, caps and borrowed assets, one after the other.</summary>
    internal Bounded[] Groups { get; private set; } = [];

    /// <summary>What each location of the pool can spare.</summary>
    internal double[] Spare { get; private set; } = [];

    /// <summary>Sums by expiry or quote.</summary>
    internal double[] Sums { get; private set; } = [];

    /// <summary>The scan's vector.</summary>
    internal double[] Vector { get; private set; } = [];

    internal HotUnitState State { get; } = new();

    /// <summary>What the statistical figures may be off by, of themselves: nothing on the market of the compilation.</summary>
    internal double StatisticalShare { get; set; }

    /// <summary>An end of the statistical figures on a market that moved; absent: those of the compilation.</summary>
    internal HistoryBounds? History { get; set; }

    internal void Reserve(CompiledBook book, HotMarket market)
    {
        Figures = Grown(Figures, book.CompiledPools.Length);
        Totals = Grown(Totals, book.Totals.Length);
        Haircuts = Grown(Haircuts, book.Totals.Length);
        Kept = Grown(Kept, book.Totals.Length);
        Vector = Grown(Vector, market.Stride);
        foreach (var pool in book.CompiledPools)
        {
            Deltas = Grown(Deltas, pool.Slots.Length);
            UnitDeltas = Grown(UnitDeltas, pool.Units.Length);
            Coins = Grown(Coins, pool.Units.Length);
            Hedges = Grown(Hedges, pool.Units.Length);
            Units = Grown(Units, pool.Units.Length);
            Lines.Reserve(pool.Lines.Length);
            Groups = Grown(Groups, Math.Max(
                Math.Max(pool.OptionLocations.Length, pool.BorrowGroups),
                Math.Max(pool.AssetGroups.Length, Math.Max(pool.IssuerGroups.Length, pool.VenueGroups.Length))));
            Spare = Grown(Spare, pool.LocationCount);
            foreach (var unit in pool.Units)
            {
                Sums = Grown(Sums, Math.Max(unit.Whole.Expiries.Length, unit.Whole.Quotes.Length));
                State.Reserve(unit.Locations, pool.Lines.Length);
            }
        }
    }

    internal static T[] Grown<T>(T[] held, int needed) => held.Length >= needed ? held : new T[Math.Max(needed, 8)];
}
