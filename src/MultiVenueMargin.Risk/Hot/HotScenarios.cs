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
        Weights = new double[stride];
        Dampeners = new double[stride];
        IsTail = new bool[set.Count];
        for (var i = 0; i < set.Count; i++)
        {
            WeightedMoves[i] = Kernel.ToDouble(set[i].Move * set[i].Weight);
            Weights[i] = Kernel.ToDouble(set[i].Weight);
            IsTail[i] = set[i].IsTail;
            Dampeners[i] = IsTail[i] ? Kernel.ToDouble(rules.TailDampenerUsd) : 0;
            MostMove = Math.Max(MostMove, Math.Abs(WeightedMoves[i]));
            if (IsTail[i])
            {
                Tails = (Math.Min(Tails.Least, WeightedMoves[i]), Math.Max(Tails.Most, WeightedMoves[i]));
            }
            else
            {
                Grid = (Math.Min(Grid.Least, WeightedMoves[i]), Math.Max(Grid.Most, WeightedMoves[i]));
            }
        }
    }

    public ScenarioSet Set { get; }

    /// <summary>s·w; 0 beyond the set.</summary>
    public double[] WeightedMoves { get; }

    /// <summary>w; 0 beyond the set.</summary>
    public double[] Weights { get; }

    /// <summary>25 000 USD in tails, else 0.</summary>
    public double[] Dampeners { get; }

    /// <summary>Which scenarios of the set are tails.</summary>
    public bool[] IsTail { get; }

    public double MostMove { get; }

    /// <summary>The least and the most s·w over the scenarios without the dampener, or 0 where that is less or more: nothing is lost by not moving.</summary>
    public (double Least, double Most) Grid { get; }

    /// <summary>The same over the tails, which have it.</summary>
    public (double Least, double Most) Tails { get; }

    /// <summary>Rows end where a vector of eight does.</summary>
    public static int StrideOf(ScenarioSet set) => (set.Count + Lanes - 1) / Lanes * Lanes;
}
