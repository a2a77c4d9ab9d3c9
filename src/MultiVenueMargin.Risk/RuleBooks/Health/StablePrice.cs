namespace MultiVenueMargin.Risk.RuleBooks.Health;

/// <summary>
/// A price that follows the oracle, but by no more than a share per second, and by less the further it would get from what the
/// oracle said a day ago: target within ± limit·f²·seconds, f = min(price/delayed, delayed/price).
/// </summary>
/// <param name="GrowthLimit">Share per second.</param>
/// <param name="LeastSeconds">Updates closer to the last one than this are passed over.</param>
/// <param name="MostSeconds">No more time than this counts at once.</param>
public sealed record StablePrice(decimal GrowthLimit, int LeastSeconds, int MostSeconds)
{
    /// <summary>The next price; the last one where too little time has passed.</summary>
    public decimal Next(decimal last, decimal delayed, decimal oracle, int seconds)
    {
        if (seconds < LeastSeconds)
        {
            return last;
        }

        var fraction = Math.Min(last / delayed, delayed / last);
        var limit = GrowthLimit * fraction * fraction * Math.Min(seconds, MostSeconds);
        return Math.Clamp(oracle, last * (1m - limit), last * (1m + limit));
    }
}
