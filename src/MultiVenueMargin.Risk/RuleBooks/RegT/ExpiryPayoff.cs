namespace MultiVenueMargin.Risk.RuleBooks.RegT;

/// <summary>
/// The most that options lose at expiry, premiums apart: what a spread asks whose loss is limited. Payoffs are straight between
/// strikes, so that the worst lies on a strike, at a price of nothing, or nowhere, if they fall for ever.
/// </summary>
public static class ExpiryPayoff
{
    /// <summary>As a positive number; nothing where no price loses; absent where the loss has no bound.</summary>
    public static decimal? WorstLoss(IReadOnlyCollection<RegTOption> options)
    {
        if (options.Where(option => option.IsCall).Sum(option => option.Units) < 0)
        {
            return null;
        }

        var prices = options.Select(option => option.Strike).Append(0m);
        return Math.Max(0m, -prices.Min(price => options.Sum(option => option.Units * option.InTheMoney(price))));
    }
}
