namespace MultiVenueMargin.Risk.RuleBooks.Bybit;

/// <summary>
/// Longs of one expiry against shorts of another: what nets in the scan although the expiries may part. Pairs are matched by the
/// least gap in days, then by the earlier expiry.
/// </summary>
public static class ExpirySpread
{
    /// <summary>Σ matched amount × gap in days.</summary>
    /// <param name="amounts">Net amount by days to expiry, a perpetual at zero; expiries differ.</param>
    public static decimal AmountDays(IEnumerable<(decimal Days, decimal Amount)> amounts)
    {
        var sides = amounts.ToLookup(entry => entry.Amount > 0);
        var longs = sides[true].ToDictionary(entry => entry.Days, entry => entry.Amount);
        var shorts = sides[false].ToDictionary(entry => entry.Days, entry => -entry.Amount);
        var pairs = from bought in longs.Keys
                    from sold in shorts.Keys
                    orderby Math.Abs(bought - sold), Math.Min(bought, sold)
                    select (bought, sold);
        var total = 0m;
        foreach (var (bought, sold) in pairs.ToList())
        {
            var matched = Math.Min(longs[bought], shorts[sold]);
            longs[bought] -= matched;
            shorts[sold] -= matched;
            total += matched * Math.Abs(bought - sold);
        }

        return total;
    }
}
