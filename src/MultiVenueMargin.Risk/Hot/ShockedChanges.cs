using MultiVenueMargin.Domain.Instruments;
using MultiVenueMargin.Domain.Rules;
using MultiVenueMargin.Risk.Pricing;
using MultiVenueMargin.Risk.Scenarios;

namespace MultiVenueMargin.Risk.Hot;

/// <summary>
/// An option's changes of B over the scenarios of a scan, for many options one after the other in one memory: the bits that
/// <see cref="Valuation.PricedOptionContract"/> finds, from the same kernel at the same arguments.
/// </summary>
internal sealed class ShockedChanges
{
    private readonly VolatilityMove[] _moves;
    private readonly int[] _moveOf;
    private readonly double[] _levels;
    private readonly double[] _volatilities;
    private readonly double[] _changes;
    private readonly double[] _room = new double[RiskArrayKernel.RoomLength];
    private readonly ScanRules _rules;

    public ShockedChanges(ScenarioSet set, ScanRules rules)
    {
        (Set, _rules) = (set, rules);
        _moves = [.. set.Scenarios.Select(scenario => scenario.Volatility).Distinct()];
        _moveOf = [.. set.Scenarios.Select(scenario => Array.IndexOf(_moves, scenario.Volatility))];
        _levels = new double[_moves.Length];
        _volatilities = new double[set.Growths.Length];
        _changes = new double[set.Growths.Length];
    }

    public ScenarioSet Set { get; }

    /// <summary>What σ is multiplied by where it rises or falls with its term: the same at every forward.</summary>
    public (double Up, double Down) Shocks(double days)
    {
        var power = days < 30 ? _rules.ShortTermPower : _rules.LongTermPower;
        var term = KernelMath.Exp((double)power * KernelMath.Log(30 / Math.Max(days, 1)));
        return (1 + ((double)_rules.VolatilityUp * term), 1 - ((double)_rules.VolatilityDown * term));
    }

    /// <summary>Whether an option's shocked σ are the same at every forward: all but rotations are.</summary>
    public bool HangOnForward => Array.Exists(_moves, move => move.Kind == VolatilityMoveKind.Rotation);

    /// <summary>σ after each scenario's shock, and σ itself beyond.</summary>
    public double[] Volatilities(double forward, double strike, double volatility, (double Up, double Down) shocks)
    {
        var volatilities = new double[Set.Growths.Length];
        Fill(volatilities, forward, strike, volatility, shocks);
        return volatilities;
    }

    /// <summary>Valid until the next option is asked for. The price is B before any scenario, by the kernel.</summary>
    public ReadOnlySpan<double> Of(
        OptionRight right, double forward, double strike, double rootYears, double price, double volatility, (double Up, double Down) shocks)
    {
        Fill(_volatilities, forward, strike, volatility, shocks);
        return Of(right, forward, strike, rootYears, price, _volatilities);
    }

    /// <summary>The same at shocked σ that are known.</summary>
    public ReadOnlySpan<double> Of(OptionRight right, double forward, double strike, double rootYears, double price, ReadOnlySpan<double> volatilities)
    {
        RiskArrayKernel.PriceChangesTrusted(
            right, forward, strike, Black76.LogMoneyness(forward, strike), rootYears, price, Set.Growths, Set.LogGrowths, volatilities, _room, _changes);
        return _changes;
    }

    private void Fill(Span<double> volatilities, double forward, double strike, double volatility, (double Up, double Down) shocks)
    {
        for (var i = 0; i < _levels.Length; i++)
        {
            _levels[i] = Shocked(_moves[i], forward, strike, volatility, shocks);
        }

        for (var i = 0; i < _moveOf.Length; i++)
        {
            volatilities[i] = _levels[_moveOf[i]];
        }

        volatilities[_moveOf.Length..].Fill(volatility);
    }

    private double Shocked(VolatilityMove move, double forward, double strike, double volatility, (double Up, double Down) shocks) => move.Kind switch
    {
        VolatilityMoveKind.Same => volatility,
        VolatilityMoveKind.Up => Math.Max(volatility * shocks.Up, (double)_rules.LeastVolatilityUp),
        VolatilityMoveKind.Down => Math.Max(volatility * shocks.Down, 0),
        VolatilityMoveKind.Factor => volatility * move.Size,
        VolatilityMoveKind.Rotation => Math.Max(volatility * (1 + (move.Size * Math.Clamp(KernelMath.LogRatio(strike, forward), -1, 1))), 0),
        _ => throw new ArgumentOutOfRangeException(nameof(move), move.Kind, "Not a volatility move."),
    };
}
