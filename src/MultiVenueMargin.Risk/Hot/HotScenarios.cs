using MultiVenueMargin.Domain.Rules;
using MultiVenueMargin.Risk.Scenarios;

namespace MultiVenueMargin.Risk.Hot;

/// <summary>The scan of a class of units as rows: what a coin gains times its weight, and what a loss is spared.</summary>
internal sealed class HotScenarios
{
    private const int Lanes = 8;

    public HotScenarios(ScenarioSet set, ScanRules rules, int stride)
    {
        Set = set;
        WeightedMoves = new double[stride];
        Dampeners = new double[stride];
        for (var i = 0; i < set.Count; i++)
        {
            WeightedMoves[i] = Kernel.ToDouble(set[i].Move * set[i].Weight);
            Dampeners[i] = set[i].IsTail ? Kernel.ToDouble(rules.TailDampenerUsd) : 0;
            MostMove = Math.Max(MostMove, Math.Abs(WeightedMoves[i]));
        }
    }

    public ScenarioSet Set { get; }

    /// <summary>s·w; 0 beyond the set.</summary>
    public double[] WeightedMoves { get; }

    /// <summary>25 000 USD in tails, else 0.</summary>
    public double[] Dampeners { get; }

    public double MostMove { get; }

    /// <summary>Rows end where a vector of eight does.</summary>
    public static int StrideOf(ScenarioSet set) => (set.Count + Lanes - 1) / Lanes * Lanes;
}
