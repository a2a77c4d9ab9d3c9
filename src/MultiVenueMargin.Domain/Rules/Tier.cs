namespace MultiVenueMargin.Domain.Rules;

/// <summary>One slice of a schedule, like a tax bracket: <see cref="Rate"/> applies to what lies below <see cref="UpTo"/> and above the tier before; the last has no upper end.</summary>
public readonly record struct Tier(decimal? UpTo, decimal Rate)
{
    /// <summary>Σ slice·rate of a total under a schedule: what the brackets take, before any rounding.</summary>
    public static decimal Charge(IReadOnlyList<Tier> schedule, decimal total)
    {
        var (charge, from) = (0m, 0m);
        foreach (var tier in schedule)
        {
            var to = tier.UpTo is { } end && end < total ? end : total;
            if (to > from)
            {
                charge += (to - from) * tier.Rate;
                from = to;
            }
        }

        return charge;
    }
}
