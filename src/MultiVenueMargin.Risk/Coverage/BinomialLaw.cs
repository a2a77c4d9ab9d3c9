using System.Numerics;

namespace MultiVenueMargin.Risk.Coverage;

/// <summary>
/// How many of n independent periods exceed a figure that each exceeds with probability q. Exact: with q = p/d in lowest terms
/// every probability is a whole number over dⁿ, C(n,k)·pᵏ·(d − p)ⁿ⁻ᵏ, and comparisons are of whole numbers; a band that was found in
/// double could be off by one just where it decides.
/// </summary>
public sealed class BinomialLaw
{
    /// <summary>Forty years of days; the whole numbers grow with the number of periods.</summary>
    public const int MostPeriods = 10_000;

    private const int ShownDigits = 12;

    private readonly BigInteger _hit;
    private readonly BigInteger _miss;
    private readonly BigInteger _all;

    /// <param name="periods">1 to <see cref="MostPeriods"/>.</param>
    /// <param name="tail">The probability of one exceedance, between 0 and 1, neither included.</param>
    public BinomialLaw(int periods, decimal tail)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(periods, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(periods, MostPeriods);
        var (numerator, denominator) = FractionOf(tail, nameof(tail));
        Periods = periods;
        _hit = numerator;
        _miss = denominator - numerator;
        _all = BigInteger.Pow(denominator, periods);
    }

    public int Periods { get; }

    /// <summary>P(at most so many exceedances), rounded down to twelve decimals, for display.</summary>
    public decimal AtMost(int exceedances)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(exceedances);
        var sum = Cumulative().ElementAt(Math.Min(exceedances, Periods));
        return (decimal)(sum * BigInteger.Pow(10, ShownDigits) / _all) / (decimal)BigInteger.Pow(10, ShownDigits);
    }

    /// <summary>
    /// The counts that a test of this confidence accepts: at most half of what is missing to certainty lies below the least, and at most
    /// half above the most.
    /// </summary>
    /// <param name="confidence">Between 0 and 1, neither included.</param>
    public ExceedanceBand Band(decimal confidence)
    {
        var (sure, whole) = FractionOf(confidence, nameof(confidence));

        // P ≤ (1 − c)/2 with P = ways/all and c = sure/whole: 2·whole·ways ≤ (whole − sure)·all.
        var outside = (whole - sure) * _all;
        var (least, count) = (-1, 0);
        foreach (var atMost in Cumulative())
        {
            least = least < 0 && 2 * whole * atMost > outside ? count : least;
            if (2 * whole * (_all - atMost) <= outside)
            {
                return new ExceedanceBand(least, count);
            }

            count++;
        }

        throw new System.Diagnostics.UnreachableException("Nothing lies above all periods.");
    }

    /// <summary>The numerators of P(X ≤ 0), P(X ≤ 1), …; each C(n,k)·pᵏ·(d − p)ⁿ⁻ᵏ follows from the one before it by a division without rest.</summary>
    private IEnumerable<BigInteger> Cumulative()
    {
        var ways = BigInteger.Pow(_miss, Periods);
        var sum = ways;
        yield return sum;
        for (var count = 1; count <= Periods; count++)
        {
            ways = ways * (Periods - count + 1) * _hit / (count * _miss);
            sum += ways;
            yield return sum;
        }
    }

    private static (BigInteger Numerator, BigInteger Denominator) FractionOf(decimal share, string name)
    {
        if (share is <= 0m or >= 1m)
        {
            throw new ArgumentOutOfRangeException(name, share, "Must lie between 0 and 1.");
        }

        var denominator = BigInteger.Pow(10, share.Scale);
        var numerator = new BigInteger(share * (decimal)denominator);
        var common = BigInteger.GreatestCommonDivisor(numerator, denominator);
        return (numerator / common, denominator / common);
    }
}

/// <summary>The exceedances that chance alone explains.</summary>
/// <param name="Least">Fewer say that the figure is larger than it claims to need to be.</param>
/// <param name="Most">More say that it is too small.</param>
public readonly record struct ExceedanceBand(int Least, int Most);
