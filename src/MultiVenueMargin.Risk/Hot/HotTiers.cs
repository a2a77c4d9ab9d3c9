using MultiVenueMargin.Domain.Rules;

namespace MultiVenueMargin.Risk.Hot;

/// <summary>A schedule of slices, the twin of <see cref="Tier"/>.</summary>
internal sealed class HotTiers
{
    private readonly double[] _upTo;
    private readonly double[] _rates;

    public HotTiers(IReadOnlyList<Tier> schedule)
    {
        _upTo = [.. schedule.Select(tier => tier.UpTo is { } end ? Kernel.ToDouble(end) : double.PositiveInfinity)];
        _rates = [.. schedule.Select(tier => Kernel.ToDouble(tier.Rate))];
        MostRate = _rates.DefaultIfEmpty(0).Max();
    }

    public double MostRate { get; }

    /// <summary>Σ slice·rate: never steeper than the highest rate, and the sum of parts none of which is negative.</summary>
    public Bounded Charge(Bounded total)
    {
        var (charge, from) = (0.0, 0.0);
        for (var i = 0; i < _rates.Length && from < total.Value; i++)
        {
            var to = Math.Min(_upTo[i], total.Value);
            if (to > from)
            {
                charge += (to - from) * _rates[i];
                from = to;
            }
        }

        return new(
            charge,
            (MostRate * total.Error) + Bounded.ErrorOfSum(MostRate * Math.Max(total.Value, 0), _rates.Length));
    }
}
