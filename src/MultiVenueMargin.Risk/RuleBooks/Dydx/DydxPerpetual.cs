using System.Numerics;
using MultiVenueMargin.Risk.RuleBooks.Exact;

namespace MultiVenueMargin.Risk.RuleBooks.Dydx;

/// <summary>
/// A market of dYdX v4 as the chain holds it: sizes in base quantums, prices as whole numbers, both with their power of ten, so that
/// a notional is exact up to its one division.
/// </summary>
/// <param name="AtomicResolution">One base quantum is 10^this units of the underlying.</param>
/// <param name="Price">The oracle's price; times 10^<paramref name="Exponent"/> it is USD per unit.</param>
/// <param name="Exponent">Its power of ten.</param>
/// <param name="Tier">What is asked of positions in it.</param>
/// <param name="OpenInterest">Of the whole market, in base quantums.</param>
public sealed record DydxPerpetual(int AtomicResolution, BigInteger Price, int Exponent, DydxTier Tier, BigInteger OpenInterest = default)
{
    /// <summary>One quote quantum is 10^-6 USDC.</summary>
    public const int QuoteDigits = 6;

    /// <summary>A market for sizes with so many digits after the point.</summary>
    public static DydxPerpetual Of(int sizeDigits, decimal price, DydxTier tier)
    {
        var (digits, scale) = Integers.DigitsOf(price);
        return new DydxPerpetual(-sizeDigits, digits, -scale, tier);
    }

    /// <summary>Signed notional in quote quantums, towards zero.</summary>
    public BigInteger NotionalOf(BigInteger quantums)
    {
        var exponent = AtomicResolution + Exponent + QuoteDigits;
        return exponent >= 0
            ? quantums * Price * Integers.PowerOfTen(exponent)
            : BigInteger.Divide(quantums * Price, Integers.PowerOfTen(-exponent));
    }

    /// <summary>What a position of this many base quantums is worth and asks for.</summary>
    /// <param name="quantums">Signed.</param>
    /// <param name="ownInitialPpm">What the user set for himself; zero where he set nothing, and always zero in a liquidation.</param>
    public DydxRisk RiskOf(BigInteger quantums, BigInteger ownInitialPpm = default)
    {
        var notional = NotionalOf(BigInteger.Abs(quantums));
        return new DydxRisk(NotionalOf(quantums), Tier.Initial(notional, NotionalOf(OpenInterest), ownInitialPpm), Tier.Maintenance(notional));
    }
}
