namespace MultiVenueMargin.Risk.Hot;

/// <summary>
/// How statistical figures (MARGIN §4) are held between compilations: they roll every minute, and before that where the index has moved. On
/// the market of the compilation they are the report's; on a later one the report's are taken to lie within a share of them. That share
/// is no bound that could be proven, it is how much nearer to a threshold the report is asked.
/// </summary>
internal static class HotStatistics
{
    /// <summary>Of themselves.</summary>
    public const double Share = 0.1;

    /// <summary>Of a unit's index since the compilation.</summary>
    public const double MostMove = 0.05;

    public static readonly long HeldFor = TimeSpan.TicksPerMinute;

    public static bool IsOfThisMarket(CompiledBook book, HotMarket market) =>
        !book.HasOlderStatistics && book.CompiledAt == market.AsOf && book.StatisticsOf == market.Priced.Market.Version;

    public static bool HaveRolled(CompiledBook book, HotMarket market)
    {
        if (!book.HasStatistics)
        {
            return HasNewHistory(book, market);
        }

        if (IsOfThisMarket(book, market))
        {
            return false;
        }

        if (Math.Abs(market.AsOf - book.CompiledAt) > HeldFor)
        {
            return true;
        }

        foreach (var pool in book.CompiledPools)
        {
            foreach (var unit in pool.Units)
            {
                // Also where there is no index any more.
                if (unit.Whole.Statistical > 0 && !(Math.Abs(market.Units[unit.Row].Index - unit.IndexThen) <= MostMove * unit.IndexThen))
                {
                    return true;
                }
            }
        }

        return HasNewHistory(book, market);
    }

    /// <summary>A history that was loaded since, or is no longer there: a book that was compiled without it knows nothing of it.</summary>
    private static bool HasNewHistory(CompiledBook book, HotMarket market)
    {
        foreach (var pool in book.CompiledPools)
        {
            foreach (var unit in pool.Units)
            {
                if (market.Units[unit.Row].HasHistory != unit.HasHistory)
                {
                    return true;
                }
            }
        }

        return false;
    }
}
