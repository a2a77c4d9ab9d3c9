using System.Numerics;
using MultiVenueMargin.Risk.RuleBooks.Exact;

namespace MultiVenueMargin.Risk.RuleBooks.Drift;

/// <summary>
/// How Drift v2 makes size expensive: with the square root of the size, an asset counts less and a liability more. Whole numbers
/// throughout; the root is cut to 10^-5.
/// </summary>
public static class DriftSizeCurve
{
    private const int RootScale = 100_000;

    /// <summary>min(w, 1.1/(1 + imf·√size)).</summary>
    /// <param name="size">In 10^-9 units; not negative.</param>
    /// <param name="factor">imf, in 10^-6; zero: no curve.</param>
    /// <param name="weight">w, of 10 000.</param>
    public static int AssetWeight(BigInteger size, int factor, int weight)
    {
        if (factor == 0)
        {
            return weight;
        }

        var discounted = (BigInteger)(DriftUnits.Million + (DriftUnits.Million / 10)) * DriftUnits.Weight
            / (DriftUnits.Million + (Root(size) * factor / RootScale));
        return (int)BigInteger.Min(weight, discounted);
    }

    /// <summary>max(w, 0.8·w + imf·√size).</summary>
    /// <param name="size">In 10^-9 units; not negative.</param>
    /// <param name="factor">imf, in 10^-6; zero: no curve.</param>
    /// <param name="weight">w, a liability weight or a margin ratio, of 10 000.</param>
    public static BigInteger LiabilityWeight(BigInteger size, int factor, int weight) =>
        factor == 0 ? weight : BigInteger.Max(weight, LiabilityWeightUnbounded(size, factor, weight));

    /// <summary>The same without its floor: below w while the size is small.</summary>
    public static BigInteger LiabilityWeightUnbounded(BigInteger size, int factor, int weight) => factor == 0
        ? weight
        : weight - (weight / 5) + (Root(size) * factor / ((BigInteger)RootScale * (DriftUnits.Million / DriftUnits.Weight)));

    // √(10·size + 1): from 10^-9 units to 10^-5.
    private static BigInteger Root(BigInteger size) => Integers.SquareRoot((size * 10) + 1);
}
