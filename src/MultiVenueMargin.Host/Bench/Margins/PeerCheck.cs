using MultiVenueMargin.Risk.Pricing;

namespace MultiVenueMargin.Host.Bench.Margins;

/// <summary>Whether a peer computes the same: one that does not is no peer.</summary>
internal static class PeerCheck
{
    /// <summary>What prices may differ by, as a share of the forward: what MARGIN §9 asks of ours, and as much for theirs.</summary>
    public const double Tolerance = 2e-13;

    /// <summary>Of price, delta, γ·F, vega/F and θ·T/F: a peer's greeks go through a discount and a spot price, and lose digits there.</summary>
    public const double GreeksTolerance = 1e-11;

    private const int GreeksEach = 5;

    /// <summary>The largest difference of a change of value, relative to the larger of the forwards before and after.</summary>
    /// <param name="theirs">Of each option the price before any scenario, then in each.</param>
    /// <param name="ours">Of each option the change in each scenario.</param>
    public static double LargestDifference(IReadOnlyList<BookedOption> options, IReadOnlyList<double> moves, double[] theirs, IReadOnlyList<double[]> ours)
    {
        RequireAll(theirs.Length, options.Count * (moves.Count + 1));
        var largest = 0d;
        for (var i = 0; i < options.Count; i++)
        {
            var before = i * (moves.Count + 1);
            for (var j = 0; j < moves.Count; j++)
            {
                var difference = Math.Abs(theirs[before + 1 + j] - theirs[before] - ours[i][j]);
                // Not a number is the largest of all.
                largest = Math.Max(largest, difference / (options[i].Forward * Math.Max(1, 1 + moves[j])));
            }
        }

        return largest;
    }

    /// <summary>The same of price and greeks, each in units of its own.</summary>
    /// <param name="theirs">Of each option its price and the four.</param>
    /// <param name="greeks">The same, ours.</param>
    public static double LargestDifference(IReadOnlyList<BookedOption> options, double[] theirs, IReadOnlyList<OptionGreeks> greeks)
    {
        RequireAll(theirs.Length, options.Count * GreeksEach);
        var largest = 0d;
        for (var i = 0; i < options.Count; i++)
        {
            var (option, ours, at) = (options[i], greeks[i], i * GreeksEach);
            largest = Math.Max(largest, Math.Abs(theirs[at] - ours.Price) / option.Forward);
            largest = Math.Max(largest, Math.Abs(theirs[at + 1] - ours.Delta));
            largest = Math.Max(largest, Math.Abs(theirs[at + 2] - ours.Gamma) * option.Forward);
            largest = Math.Max(largest, Math.Abs(theirs[at + 3] - ours.Vega) / option.Forward);
            largest = Math.Max(largest, Math.Abs(theirs[at + 4] - ours.Theta) * option.Years / option.Forward);
        }

        return largest;
    }

    private static void RequireAll(int said, int asked)
    {
        if (said != asked)
        {
            throw new InvalidOperationException($"The peer said {said} figures where {asked} were asked for.");
        }
    }
}
