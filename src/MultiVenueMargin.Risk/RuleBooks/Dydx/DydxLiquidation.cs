using System.Numerics;
using MultiVenueMargin.Risk.RuleBooks.Exact;

namespace MultiVenueMargin.Risk.RuleBooks.Dydx;

/// <summary>At which prices dYdX v4 closes a position of an account that has too little, and what the insurance fund gets or pays.</summary>
public static class DydxLiquidation
{
    /// <summary>
    /// What closing a part must bring for the account to end with nothing when all else is closed alike: −ΔN − NC·|ΔMMR|/MMR in quote
    /// quantums, rounded up. Positive for what is sold, negative for what is bought.
    /// </summary>
    /// <param name="account">The whole account; its maintenance requirement is positive.</param>
    /// <param name="before">The position as it stands.</param>
    /// <param name="after">The position once the part is closed.</param>
    public static BigInteger BankruptcyPrice(DydxRisk account, DydxRisk before, DydxRisk after)
    {
        var released = BigInteger.Abs(after.Maintenance - before.Maintenance);
        return before.NetCollateral - after.NetCollateral - Integers.FloorDivide(account.NetCollateral * released, account.Maintenance);
    }

    /// <summary>
    /// The worst price at which a liquidation order may fill, in quote quantums per base quantum, exactly: (N − ABR·SMMR·MMR)/size,
    /// where ABR = BA·(1 − NC/MMR) of the account, between 0 and 1.
    /// </summary>
    /// <param name="account">The whole account; its maintenance requirement is positive.</param>
    /// <param name="position">The position alone.</param>
    /// <param name="quantums">Its size, signed, not zero.</param>
    /// <param name="terms">BA and SMMR.</param>
    public static Fraction FillablePrice(DydxRisk account, DydxRisk position, BigInteger quantums, DydxLiquidationTerms terms)
    {
        var rating = new Fraction(terms.BankruptcyAdjustmentPpm, DydxTier.Million)
            * (Fraction.One - new Fraction(account.NetCollateral, account.Maintenance));
        var bounded = Fraction.Min(Fraction.One, Fraction.Max(Fraction.Zero, rating));
        var spread = bounded * new Fraction(position.Maintenance * terms.SpreadToMaintenancePpm, DydxTier.Million);
        return (new Fraction(position.NetCollateral, 1) - spread) / new Fraction(quantums, 1);
    }

    /// <summary>
    /// What the insurance fund gets (positive) or pays (negative): what closing brought less the bankruptcy price, but never more than
    /// the largest fee.
    /// </summary>
    /// <param name="proceeds">Quote quantums: positive for what was sold, negative for what was bought.</param>
    /// <param name="bankruptcyPrice">Of the same part.</param>
    /// <param name="maxFeePpm">Of the notional traded.</param>
    public static BigInteger InsuranceFundDelta(BigInteger proceeds, BigInteger bankruptcyPrice, BigInteger maxFeePpm) => BigInteger.Min(
        proceeds - bankruptcyPrice,
        Integers.FloorDivide(BigInteger.Abs(proceeds) * maxFeePpm, DydxTier.Million));

    /// <summary>The most of a position that one block closes, in quote quantums of its notional.</summary>
    public static BigInteger LargestSlice(BigInteger notional, DydxLiquidationTerms terms) => BigInteger.Max(
        BigInteger.Min(terms.MinPositionNotional, notional),
        Integers.FloorDivide(notional * terms.MaxPositionPortionPpm, DydxTier.Million));
}
