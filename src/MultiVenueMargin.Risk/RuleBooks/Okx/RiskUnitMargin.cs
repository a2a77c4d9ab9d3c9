namespace MultiVenueMargin.Risk.RuleBooks.Okx;

/// <summary>The parts of one risk unit's maintenance margin, in USD. MR3, MR5 are zero where nobody knows them.</summary>
/// <param name="SpotShock">MR1: the worst of the price and volatility moves.</param>
/// <param name="ThetaDecay">MR2: what one day takes from the options.</param>
/// <param name="VegaTerm">MR3.</param>
/// <param name="Basis">MR4.</param>
/// <param name="InterestRate">MR5.</param>
/// <param name="Extreme">MR6: a share of the worst loss at the extreme moves.</param>
/// <param name="MinimumCharge">MR7, after its multipliers.</param>
/// <param name="Stablecoins">MR9.</param>
public sealed record RiskUnitMargin(
    decimal SpotShock,
    decimal ThetaDecay,
    decimal VegaTerm,
    decimal Basis,
    decimal InterestRate,
    decimal Extreme,
    decimal MinimumCharge,
    decimal Stablecoins)
{
    /// <summary>max(MR1, MR2, MR6).</summary>
    public decimal Market => Math.Max(Math.Max(SpotShock, ThetaDecay), Extreme);

    /// <summary>max(MR1, MR2, MR6) + MR3 + MR4 + MR5 + MR9.</summary>
    public decimal Sum => Market + VegaTerm + Basis + InterestRate + Stablecoins;

    public decimal Maintenance => Math.Max(Sum, MinimumCharge);

    /// <summary>Whether the minimum charge is the larger.</summary>
    public bool IsMinimum => MinimumCharge > Sum;
}
