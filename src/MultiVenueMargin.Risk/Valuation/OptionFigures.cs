using MultiVenueMargin.Domain.Instruments;
using MultiVenueMargin.Risk.Pricing;

namespace MultiVenueMargin.Risk.Valuation;

/// <summary>What the kernel says of an option as it stands, in units of the forward.</summary>
/// <param name="Price">B.</param>
/// <param name="Delta">Per unit of forward.</param>
/// <param name="Vega">Per 1.00 of volatility.</param>
/// <param name="LogMoneyness">ln(F/K), which its scenarios begin from.</param>
internal readonly record struct OptionFigures(double Price, double Delta, double Vega, double LogMoneyness)
{
    /// <summary>Of one option; of many, <see cref="OptionBatch"/> gives the same bits sooner.</summary>
    public static OptionFigures Of(OptionRight right, double forward, double strike, double volatility, double years)
    {
        var greeks = Black76.PriceAndGreeks(right, forward, strike, volatility, years);
        return new OptionFigures(greeks.Price, greeks.Delta, greeks.Vega, Black76.LogMoneyness(forward, strike));
    }
}
