using System.Globalization;
using MultiVenueMargin.Risk.Hot;
using MultiVenueMargin.Risk.House;
using MultiVenueMargin.Risk.Reports;
using MultiVenueMargin.Risk.Tests.Properties;

namespace MultiVenueMargin.Risk.Tests.Hot;

/// <summary>Compares what the hot path says of a book with the report: figure by figure, each within its own bound.</summary>
internal static class HotBooks
{
    /// <summary>The hot figures of a book on its own market.</summary>
    public static IReadOnlyList<HotFigures> Evaluate(BookCase drawn) => Evaluate(drawn, out _);

    public static IReadOnlyList<HotFigures> Evaluate(BookCase drawn, out CompiledBook book)
    {
        var market = new HotMarket(drawn.Priced);
        book = BookCompiler.Compile(drawn.Book, market);
        return HotHouse.Evaluate(book, market, new HotScratch()).ToArray();
    }

    /// <summary>Every figure of every pool that lies outside its bound, in words; none where all is well.</summary>
    public static List<string> Outside(MarginReport report, IReadOnlyList<HotFigures> figures)
    {
        var outside = new List<string>();
        Assert.Equal(report.Pools.Count, figures.Count);
        for (var i = 0; i < figures.Count; i++)
        {
            if (figures[i].Gap != HotGap.None)
            {
                continue;
            }

            var (pool, hot) = (report.Pools[i], figures[i]);
            foreach (var (name, exact, bounded) in Pairs(pool, hot))
            {
                if (!IsWithin(exact, bounded))
                {
                    outside.Add(string.Create(
                        CultureInfo.InvariantCulture,
                        $"{pool.Pool} {name}: the report says {exact}, the hot path {bounded.Value:R} ± {bounded.Error:R}"));
                }
            }

            if (hot.IsUnknown != pool.Unknown.Count > 0)
            {
                outside.Add($"{pool.Pool} unknown: the report says {pool.Unknown.Count > 0}, the hot path {hot.IsUnknown}");
            }
        }

        return outside;
    }

    public static IEnumerable<(string Name, decimal Exact, Bounded Hot)> Pairs(PoolReport pool, HotFigures hot) =>
    [
        ("Worst", pool.Equity.Adjusted.Amount, hot.Worst),
        ("Likely", pool.Equity.Likely.Amount, hot.Likely),
        ("Best", pool.Equity.Best.Amount, hot.Best),
        ("STALE", pool.Equity.Stale.Amount, hot.Stale),
        ("Options", pool.Equity.OptionValues.Sum(value => value.Counted.Amount), hot.Options),
        ("Units", pool.Units.Sum(unit => unit.Requirement.Amount), hot.Units),
        ("CREDIT", pool.Credit.Amount.Amount, hot.Credit),
        ("BORROW", pool.Borrow.Amount.Amount, hot.Borrow),
        ("VENUE_TRAP", pool.VenueTrap.Amount.Amount, hot.VenueTrap),
        ("ORDERS", pool.Orders.Amount.Amount, hot.Orders),
        ("MM", pool.MaintenanceMargin.Amount, hot.Maintenance),
        ("IM", pool.InitialMargin.Amount, hot.Initial),
    ];

    /// <summary>
    /// |exact − value| ≤ error. The double becomes a decimal of all its digits, not of fifteen; of its last place 2^-53 remains,
    /// which is granted to the comparison.
    /// </summary>
    private static bool IsWithin(decimal exact, Bounded hot)
    {
        var difference = Math.Abs((double)(exact - AllDigits(hot.Value)));
        return difference <= hot.Error + (Math.Abs(hot.Value) * 1e-18);
    }

    private static decimal AllDigits(double value)
    {
        var head = (decimal)value;
        return head + (decimal)(value - (double)head);
    }
}
