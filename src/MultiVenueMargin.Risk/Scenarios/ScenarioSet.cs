using System.Globalization;
using MultiVenueMargin.Domain.Rules;
using MultiVenueMargin.Risk.Pricing;

namespace MultiVenueMargin.Risk.Scenarios;

/// <summary>
/// An ordered set of scenarios. Positions meet scenarios in one way only: an instrument's <see cref="RiskArray"/> over a set
/// is priced once, and every account that holds it sums quantity × array.
/// </summary>
public sealed class ScenarioSet
{
    private readonly double[] _growths;
    private readonly double[] _logGrowths;
    private readonly Lazy<decimal[]> _exactMoves;

    private ScenarioSet(IReadOnlyList<Scenario> scenarios)
    {
        Scenarios = scenarios;
        _growths = new double[RiskArrayKernel.LanesFor(scenarios.Count)];
        _logGrowths = new double[_growths.Length];
        AllMoves = [.. scenarios.Select(scenario => (double)scenario.Move)];
        RiskArrayKernel.Prepare(AllMoves, _growths, _logGrowths);
        Volatilities = new VolatilityMoves(scenarios, _growths.Length);
        _exactMoves = new(() => Array.ConvertAll(AllMoves, Kernel.ToDecimal), LazyThreadSafetyMode.PublicationOnly);
    }

    public IReadOnlyList<Scenario> Scenarios { get; }

    public int Count => Scenarios.Count;

    /// <summary>s of each scenario, for the kernels.</summary>
    internal ReadOnlySpan<double> Moves => AllMoves;

    /// <summary>The same, as what every linear contract changes by: nobody writes to it.</summary>
    internal double[] AllMoves { get; }

    /// <summary>The same at 15 significant digits.</summary>
    internal ReadOnlySpan<decimal> ExactMoves => _exactMoves.Value;

    /// <summary>What happens to volatilities, as long as the kernel wants it.</summary>
    internal VolatilityMoves Volatilities { get; }

    /// <summary>1 + s of each scenario and its logarithm, once for all options; as long as the kernel wants them.</summary>
    internal ReadOnlySpan<double> Growths => _growths;

    internal ReadOnlySpan<double> LogGrowths => _logGrowths;

    public Scenario this[int index] => Scenarios[index];

    /// <summary>The scan of a class of units: grid, tails, extremes and, where the rules say so, skew, in the order of MARGIN §3.</summary>
    public static ScenarioSet Scan(ScanRules rules, decimal range)
    {
        var scenarios = new List<Scenario>();
        for (var step = -rules.GridSteps; step <= rules.GridSteps; step++)
        {
            var move = step * range / rules.GridSteps;
            var name = step < 0 ? Text($"G{step}") : Text($"G+{step}");
            scenarios.Add(new Scenario(name + "up", move, VolatilityMove.Up, 1m, IsTail: false));
            scenarios.Add(new Scenario(name + "same", move, VolatilityMove.Same, 1m, IsTail: false));
            scenarios.Add(new Scenario(name + "down", move, VolatilityMove.Down, 1m, IsTail: false));
        }

        foreach (var move in rules.TailMoves)
        {
            var weight = Math.Min(1m, range / Math.Abs(move));
            scenarios.Add(new Scenario(Text($"T{move:+0.00;-0.00}"), move, VolatilityMove.Up, weight, IsTail: true));
        }

        var extreme = rules.ExtremeMultiple * range;
        scenarios.Add(new Scenario("X-1", -extreme, VolatilityMove.Same, rules.ExtremeWeight, IsTail: false));
        scenarios.Add(new Scenario("X+1", extreme, VolatilityMove.Same, rules.ExtremeWeight, IsTail: false));
        if (rules.Optional.Skew)
        {
            var rotation = (double)rules.Optional.SkewRotation;
            scenarios.Add(new Scenario("S-1", 0m, VolatilityMove.Rotation(-rotation), 1m, IsTail: false));
            scenarios.Add(new Scenario("S+1", 0m, VolatilityMove.Rotation(rotation), 1m, IsTail: false));
        }

        return new ScenarioSet(scenarios);
    }

    /// <summary>A set of the scenarios given.</summary>
    public static ScenarioSet Of(params IReadOnlyList<Scenario> scenarios) => new(scenarios);

    /// <summary>Joint moves as they are: relative price moves and volatility factors, all of weight one (MARGIN §4).</summary>
    public static ScenarioSet Joint(string prefix, IReadOnlyList<(double PriceFactor, double VolatilityFactor)> moves)
    {
        var scenarios = new Scenario[moves.Count];
        for (var i = 0; i < moves.Count; i++)
        {
            var (price, volatility) = moves[i];
            scenarios[i] = new Scenario(
                Text($"{prefix}{i + 1}"), Kernel.ToDecimal(price) - 1m, VolatilityMove.Factor(volatility), 1m, IsTail: false);
        }

        return new ScenarioSet(scenarios);
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
