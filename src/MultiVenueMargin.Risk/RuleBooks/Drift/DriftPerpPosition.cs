using System.Numerics;
using MultiVenueMargin.Risk.RuleBooks.Exact;

namespace MultiVenueMargin.Risk.RuleBooks.Drift;

/// <summary>A perpetual in an account, with what rests in orders. Sizes are in 10^-9 units.</summary>
/// <param name="Name">For the lines it makes.</param>
/// <param name="Market">Its ratios.</param>
/// <param name="Size">Signed.</param>
/// <param name="Profit">Unrealised and unsettled, in 10^-6 of the quote currency, signed.</param>
/// <param name="Price">The oracle's, in the quote currency per unit.</param>
/// <param name="Bids">Size that resting bids would add; not negative.</param>
/// <param name="Asks">Size that resting asks would take away, as a negative number.</param>
/// <param name="OrderCount">How many orders rest.</param>
/// <param name="OwnRatio">The ratio that the user set for this position, of 10 000.</param>
/// <param name="IsolatedCollateral">USDC set aside for it, in 10^-6; absent: it is part of the cross account.</param>
public sealed record DriftPerpPosition(
    string Name,
    DriftPerpMarket Market,
    BigInteger Size,
    BigInteger Profit,
    Fraction Price,
    BigInteger Bids = default,
    BigInteger Asks = default,
    int OrderCount = 0,
    int OwnRatio = 0,
    BigInteger? IsolatedCollateral = null)
{
    /// <summary>The size after all bids or all asks, whichever is larger; the asks where both are alike.</summary>
    public BigInteger WorstSize
    {
        get
        {
            var (bids, asks) = (BigInteger.Abs(Size + Bids), BigInteger.Abs(Size + Asks));
            return BigInteger.Max(bids, asks);
        }
    }

    /// <summary>Profit of a position whose quote balance is known: what it is worth and what was paid for it, which is negative for a long.</summary>
    public static BigInteger ProfitOf(BigInteger size, BigInteger quote, Fraction price) =>
        quote + (size.Sign * DriftUnits.ValueOf(BigInteger.Abs(size), DriftUnits.BaseDigits, price));
}
