using MultiVenueMargin.Domain.Instruments;

namespace MultiVenueMargin.Risk.RuleBooks.Pricing;

/// <summary>
/// Black and Scholes with a cost of carry: the forward is S·exp(b·T) and the price is discounted at r. b = r is a share without
/// dividends, b = 0 a future, b = r − q a share or currency that yields q.
/// </summary>
public static class CarriedOption
{
    public static decimal Price(
        OptionRight right, decimal spot, decimal strike, double years, double rate, double carry, double volatility) =>
        ForwardOption.Price(
            right,
            spot * DoubleDigits.ToDecimal(Math.Exp(carry * years)),
            strike,
            volatility,
            years,
            DoubleDigits.ToDecimal(Math.Exp(-rate * years)));
}
