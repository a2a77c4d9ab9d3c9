using System.Numerics;
using MultiVenueMargin.Risk.RuleBooks.Exact;

namespace MultiVenueMargin.Risk.RuleBooks.Drift;

/// <summary>
/// How much Drift v2 closes, at which fees, and who bears what is left. Prices and values are in 10^-6 USD, fees and shares in 10^-6,
/// weights of 10 000, sizes in 10^-9 units; each division is towards zero unless it says otherwise.
/// </summary>
public static class DriftLiquidation
{
    private const int RatioToFee = DriftUnits.Million / DriftUnits.Weight;

    /// <summary>
    /// Size to close so that the shortage is freed: shortage/(price·quote·(ratio − liquidator's fee) − price·insurance fee). Absent:
    /// closing frees nothing, so that all of it is closed.
    /// </summary>
    public static BigInteger? SizeToCover(
        BigInteger shortage, int marginRatio, int liquidatorFee, int insuranceFee, BigInteger price, BigInteger quotePrice)
    {
        var ratio = marginRatio * RatioToFee;
        if (price.IsZero || ratio <= liquidatorFee)
        {
            return null;
        }

        var freed = (price * quotePrice / DriftUnits.Million * (ratio - liquidatorFee) / DriftUnits.Million) - (price * insuranceFee / DriftUnits.Million);
        return freed.Sign > 0 ? shortage * Integers.PowerOfTen(DriftUnits.BaseDigits) / freed : null;
    }

    /// <summary>
    /// Debt to repay out of an asset so that the shortage is freed, in the debt's units; at least one of them. Absent: repaying frees
    /// nothing, for the asset given counts as much as the debt.
    /// </summary>
    /// <param name="shortage">What is missing.</param>
    /// <param name="assetWeight">Of the asset given.</param>
    /// <param name="assetMultiplier">One and the liquidator's premium, in 10^-6.</param>
    /// <param name="liabilityWeight">Of the debt.</param>
    /// <param name="liabilityMultiplier">One less the liquidator's discount, in 10^-6.</param>
    /// <param name="liabilityDecimals">Of its token.</param>
    /// <param name="liabilityPrice">Per token.</param>
    /// <param name="insuranceFee">Of the debt repaid.</param>
    public static BigInteger? DebtToCover(
        BigInteger shortage,
        int assetWeight,
        BigInteger assetMultiplier,
        int liabilityWeight,
        BigInteger liabilityMultiplier,
        int liabilityDecimals,
        BigInteger liabilityPrice,
        int insuranceFee)
    {
        var (liability, asset) = ((BigInteger)liabilityWeight * 10, (BigInteger)assetWeight * 10 * assetMultiplier / liabilityMultiplier);
        if (assetWeight >= liabilityWeight || asset >= liability)
        {
            return null;
        }

        var freed = (liabilityPrice * (liability - asset)) - (liabilityPrice * insuranceFee / DriftUnits.Million * liability);
        if (freed.Sign <= 0)
        {
            return null;
        }

        var beyondQuote = liabilityDecimals - DriftUnits.QuoteDigits;
        var repaid = shortage * Integers.PowerOfTen(Math.Max(0, beyondQuote)) * DriftUnits.Million * DriftUnits.Weight * 10 / freed
            / Integers.PowerOfTen(Math.Max(0, -beyondQuote));
        return BigInteger.Max(repaid, 1);
    }

    /// <summary>
    /// The insurance fund's share of a perpetual that is closed: 95 % of what the requirement leaves after the liquidator and the
    /// shortage, so that the fee itself bankrupts nobody; at most the market's.
    /// </summary>
    public static BigInteger PerpInsuranceFee(
        BigInteger shortage, BigInteger size, int marginRatio, int liquidatorFee, BigInteger price, BigInteger quotePrice, BigInteger maxFee)
    {
        var ratio = marginRatio * RatioToFee;
        var quoted = price * quotePrice / DriftUnits.Million;
        if (quoted.IsZero || size.IsZero || ratio <= liquidatorFee)
        {
            return 0;
        }

        var missing = shortage * Integers.PowerOfTen(DriftUnits.BaseDigits) / size * DriftUnits.Million / quoted;
        return BigInteger.Min(maxFee, BigInteger.Max(0, ratio - liquidatorFee - missing) * 19 / 20);
    }

    /// <summary>The liquidator's fee: the base for a while, then the base and something for every slot under water, up to the most.</summary>
    public static BigInteger Fee(BigInteger baseFee, BigInteger maxFee, BigInteger slotsElapsed, DriftLiquidationTerms terms) =>
        slotsElapsed < terms.FeeGraceSlots ? baseFee : BigInteger.Min(maxFee, baseFee + (slotsElapsed * terms.FeePerSlot));

    /// <summary>A bankrupt perpetual's loss per unit of the market's open interest on both sides, in 10^-6 USD, rounded up.</summary>
    public static BigInteger LossPerUnit(BigInteger loss, BigInteger longs, BigInteger shorts) => Integers.CeilingDivide(
        BigInteger.Abs(loss) * Integers.PowerOfTen(DriftUnits.BaseDigits), BigInteger.Abs(longs) + BigInteger.Abs(shorts));

    /// <summary>The share of every deposit that a bankrupt debt takes, in 10^-10, rounded up; nothing where there are no deposits.</summary>
    public static BigInteger DepositLoss(BigInteger loss, BigInteger deposits) =>
        deposits.IsZero ? 0 : Integers.CeilingDivide(loss * Integers.PowerOfTen(DepositLossDigits), deposits);

    /// <summary>A share of deposits is in 10^-10.</summary>
    public const int DepositLossDigits = 10;
}
