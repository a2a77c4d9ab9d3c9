using System.Numerics;

namespace MultiVenueMargin.Risk.Scenarios;

/// <summary>
/// The volatility moves of a set, taken apart once for all options. A scan has very few that differ, and an option's answer to each is found once; the
/// days of history have one each, and all are factors.
/// </summary>
internal sealed class VolatilityMoves
{
    private readonly double[]? _factors;
    private readonly int[] _kindOf = [];

    /// <param name="scenarios">Of the set.</param>
    /// <param name="lanes">How many volatilities the kernel wants; what is beyond the set is left as it was.</param>
    public VolatilityMoves(IReadOnlyList<Scenario> scenarios, int lanes)
    {
        var moves = scenarios.Select(scenario => scenario.Volatility).Concat(Enumerable.Repeat(VolatilityMove.Same, lanes - scenarios.Count)).ToArray();
        if (Array.TrueForAll(moves, move => move.Kind is VolatilityMoveKind.Same or VolatilityMoveKind.Factor))
        {
            // Times one is the same to the bit.
            _factors = Array.ConvertAll(moves, move => move.Kind == VolatilityMoveKind.Same ? 1.0 : move.Size);
            return;
        }

        Kinds = [.. moves.Distinct()];
        _kindOf = Array.ConvertAll(moves, move => Array.IndexOf(Kinds, move));
    }

    /// <summary>Those that differ, where not all are factors.</summary>
    public VolatilityMove[] Kinds { get; } = [];

    /// <summary>Whether every answer is the volatility times a number.</summary>
    public bool AreFactors => _factors is not null;

    /// <summary>σ times the factor of each lane.</summary>
    public void Multiply(double volatility, Span<double> volatilities)
    {
        var factors = _factors.AsSpan();
        var i = 0;
        for (; i + Vector<double>.Count <= factors.Length; i += Vector<double>.Count)
        {
            (new Vector<double>(factors[i..]) * volatility).CopyTo(volatilities[i..]);
        }

        for (; i < factors.Length; i++)
        {
            volatilities[i] = volatility * factors[i];
        }
    }

    /// <summary>Of each lane what <paramref name="shocked"/> says of its kind.</summary>
    public void Spread(ReadOnlySpan<double> shocked, Span<double> volatilities)
    {
        for (var i = 0; i < _kindOf.Length; i++)
        {
            volatilities[i] = shocked[_kindOf[i]];
        }
    }
}
