using MultiVenueMargin.Domain;
using MultiVenueMargin.Domain.Books;
using MultiVenueMargin.Risk.Hot;

namespace MultiVenueMargin.Accounts.Margins;

/// <summary>The margin of an account with bounds; empty where only the report can tell. Valid until the next evaluation of the same loop.</summary>
internal readonly ref struct QuickFigures(CompiledBook book, HotMarket market, ReadOnlySpan<HotFigures> pools)
{
    public ReadOnlySpan<HotFigures> Pools { get; } = pools;

    public bool IsEmpty => Pools.IsEmpty;

    public HotMarket Market { get; } = market;

    public CompiledBook Book { get; } = book;

    /// <summary>The ratio of the pool that stands worst, for an order; infinite where nothing is required.</summary>
    public double WorstRatio
    {
        get
        {
            var worst = double.PositiveInfinity;
            foreach (ref readonly var pool in Pools)
            {
                worst = Math.Min(worst, pool.Maintenance.Value > 0 ? pool.Worst.Value / pool.Maintenance.Value
                    : pool.Worst.Value < 0 ? double.NegativeInfinity
                    : double.PositiveInfinity);
            }

            return worst;
        }
    }

    /// <summary>The number of a pool among them; −1: the book names it nowhere.</summary>
    public int Find(PoolId pool)
    {
        for (var i = 0; i < Book.Pools.Count; i++)
        {
            if (Book.Pools[i] == pool)
            {
                return i;
            }
        }

        return -1;
    }

    /// <summary>The state that hysteresis would go on from; absent where it hangs on digits that only the report has.</summary>
    public MarginState? StateOf(int pool, MarginState prior, bool callExpired) => HotStates.Of(Pools[pool], prior, callExpired, Market);
}
