using MultiVenueMargin.Risk.Pricing;
using MultiVenueMargin.Risk.Valuation;

namespace MultiVenueMargin.Risk.RuleBooks.Grids;

/// <summary>The model value of an option of the market under another forward, volatility or time: USD per unit of the underlying, the discount held.</summary>
public static class RepricedOption
{
    private const double DaysInYear = 365;

    /// <param name="option">As the market prices it.</param>
    /// <param name="forward">In the strike's currency; below zero is worth as much as zero.</param>
    /// <param name="volatility">Per year.</param>
    /// <param name="days">To expiry; none are left where it is not positive.</param>
    public static decimal ValueAt(PricedOptionContract option, decimal forward, double volatility, double days) =>
        option.UsdFactor * (decimal)Black76.Price(
            option.Option.Right,
            (double)Math.Max(forward, 0m),
            (double)option.Option.Strike.Value,
            Math.Max(volatility, 0),
            Math.Max(days, 0) / DaysInYear);

    /// <summary>As the market stands; what the others are compared with, so that no move is no profit.</summary>
    public static decimal ValueNow(PricedOptionContract option) =>
        ValueAt(option, option.Inputs.Forward, option.Inputs.Volatility, option.DaysToExpiry);
}
