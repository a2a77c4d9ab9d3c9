namespace MultiVenueMargin.Risk.Hot;

/// <summary>
/// The house margin (MARGIN §2–§6) of a compiled book, in double with a bound: the twin of <see cref="House.HouseModel"/>, by
/// the same formulas in the same order under the same names. It allocates nothing once the scratch has grown, and it never
/// guesses: what it does not cover is a <see cref="HotGap"/>, and then the report decides, as it does within the bound of a
/// threshold.
/// </summary>
/// <remarks>
/// The bound is proven against the report on the same market, but for the statistical figures (§4): those are held for up to a minute, with
/// an allowance (<see cref="HotStatistics"/>).
/// </remarks>
public static class HotHouse
{
    /// <summary>One figure set per pool, in the order of <see cref="CompiledBook.Pools"/>; valid until the scratch is used again.</summary>
    public static ReadOnlySpan<HotFigures> Evaluate(CompiledBook book, HotMarket market, HotScratch scratch)
    {
        ArgumentNullException.ThrowIfNull(book);
        ArgumentNullException.ThrowIfNull(market);
        ArgumentNullException.ThrowIfNull(scratch);
        scratch.Reserve(book, market);
        var figures = scratch.Figures.AsSpan(0, book.CompiledPools.Length);
        if (book.IsHalfPatched || HotAges.IsOutOfDate(book, market))
        {
            // Of the whole account: an asset's tiers are shared by all its pools.
            figures.Fill(new HotFigures { Gap = HotGap.OutOfDate });
            return figures;
        }

        scratch.StatisticalShare = HotStatistics.IsOfThisMarket(book, market) ? 0 : HotStatistics.Share;
        HotAmounts.FillTotals(book, market, scratch);
        for (var i = 0; i < figures.Length; i++)
        {
            var pool = book.CompiledPools[i];
            var of = pool.Gap == HotGap.None ? HotPoolMargin.Of(pool, market, scratch) : new HotFigures { Gap = pool.Gap };
            figures[i] = of.Gap != HotGap.None || of.IsFinite ? of.Widened() : new HotFigures { Gap = HotGap.Unbounded };
        }

        return figures;
    }
}
