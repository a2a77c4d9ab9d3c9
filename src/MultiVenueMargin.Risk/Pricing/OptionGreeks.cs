namespace MultiVenueMargin.Risk.Pricing;

/// <summary>
/// One option's undiscounted Black-76 price and its derivatives, all in units of the forward per one unit of the
/// underlying: multiply by quantity, contract multiplier, discount and currency to value a position. <c>default</c> is a
/// worthless option without risk, which no calculation returns for a live one.
/// </summary>
/// <param name="Price">Undiscounted value, never negative.</param>
/// <param name="Delta">Change per unit of forward: in [0, 1] for a call, [−1, 0] for a put.</param>
/// <param name="Gamma">Change of delta per unit of forward. +∞ at the strike with no volatility left: the limit.</param>
/// <param name="Vega">Change per 1.00 of volatility (a "vol point" is a hundredth of it).</param>
/// <param name="Theta">
/// Change per year of calendar time passing, forward and volatility held: not positive. −∞ at the strike at expiry: the limit.
/// </param>
public readonly record struct OptionGreeks(double Price, double Delta, double Gamma, double Vega, double Theta);
