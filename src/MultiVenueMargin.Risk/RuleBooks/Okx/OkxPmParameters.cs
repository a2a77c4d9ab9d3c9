using MultiVenueMargin.Risk.RuleBooks.Deribit;

namespace MultiVenueMargin.Risk.RuleBooks.Okx;

/// <summary>What <c>okx-pm</c> reads.</summary>
/// <param name="InitialFactor">IMR over MMR of a risk unit.</param>
/// <param name="ExtremeCover">Share of the loss at the extreme move (MR6).</param>
/// <param name="Classes">By underlying; the last holds for all others.</param>
/// <param name="Volatility">How volatilities move in MR1.</param>
/// <param name="LeastDays">Below so many days the volatility shock grows no further.</param>
/// <param name="MinimumChargeTiers">Multipliers of MR7.</param>
/// <param name="Borrow">MR8.</param>
/// <param name="Stablecoins">MR9.</param>
/// <param name="Discounts">By coin.</param>
public sealed record OkxPmParameters(
    decimal InitialFactor,
    decimal ExtremeCover,
    IReadOnlyList<OkxUnitClass> Classes,
    VolatilityShock Volatility,
    decimal LeastDays,
    IReadOnlyList<RateTier> MinimumChargeTiers,
    BorrowRates Borrow,
    StablecoinCharge Stablecoins,
    IReadOnlyDictionary<string, CoinDiscount> Discounts)
{
    public OkxUnitClass ClassOf(string unit) =>
        Classes.FirstOrDefault(each => each.Units.Contains(unit, StringComparer.Ordinal)) ?? Classes[^1];
}
