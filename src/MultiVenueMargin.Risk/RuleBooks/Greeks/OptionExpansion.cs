using MultiVenueMargin.Domain.Instruments;
using MultiVenueMargin.Risk.Pricing;

namespace MultiVenueMargin.Risk.RuleBooks.Greeks;

/// <summary>
/// The second-order expansion of a position's value, in USD: Δ·s + ½Γ·s² + vega·dσ + vanna·s·dσ + ½volga·dσ² + θ·dt, s the relative
/// move of the forward. Short-dated wings leave it beyond moves of some five per cent.
/// </summary>
/// <param name="Delta">Per move of one.</param>
/// <param name="Gamma">Per move of one, squared.</param>
/// <param name="Vega">Per volatility of one (a hundred points).</param>
/// <param name="Vanna">Per both.</param>
/// <param name="Volga">Per volatility of one, squared.</param>
/// <param name="Theta">Per year.</param>
public readonly record struct OptionExpansion(double Delta, double Gamma, double Vega, double Vanna, double Volga, double Theta)
{
    /// <summary>One long option on one unit of its underlying, undiscounted, in the strike's currency.</summary>
    /// <remarks>Without time or volatility left nothing but the step at the strike is: it is linear then.</remarks>
    public static OptionExpansion Of(OptionRight right, double forward, double strike, double volatility, double years)
    {
        var width = volatility * Math.Sqrt(years);
        if (width <= 0 || forward <= 0 || strike <= 0)
        {
            return new OptionExpansion(forward * Black76.Delta(right, forward, strike, volatility, years), 0, 0, 0, 0, 0);
        }

        var greeks = Black76.PriceAndGreeks(right, forward, strike, volatility, years);
        var near = (Math.Log(forward / strike) / width) + (width / 2);
        var far = near - width;
        return new OptionExpansion(
            forward * greeks.Delta,
            forward * forward * greeks.Gamma,
            greeks.Vega,
            -greeks.Vega * far / width,
            greeks.Vega * near * far / volatility,
            greeks.Theta);
    }

    /// <summary>Of something linear.</summary>
    public static OptionExpansion Linear(double delta) => new(delta, 0, 0, 0, 0, 0);

    public OptionExpansion Times(double quantity) =>
        new(Delta * quantity, Gamma * quantity, Vega * quantity, Vanna * quantity, Volga * quantity, Theta * quantity);

    /// <summary>What each term adds in a scenario.</summary>
    public ExpansionTerms At(double move, double volatilityChange, double years) => new(
        Delta * move,
        0.5 * Gamma * move * move,
        Vega * volatilityChange,
        Vanna * move * volatilityChange,
        0.5 * Volga * volatilityChange * volatilityChange,
        Theta * years);
}
