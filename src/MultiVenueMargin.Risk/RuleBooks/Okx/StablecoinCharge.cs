namespace MultiVenueMargin.Risk.RuleBooks.Okx;

/// <summary>MR9: a hedge whose legs are quoted in different dollars loses when these part.</summary>
/// <param name="Pairs">In the order in which they are matched.</param>
/// <param name="Bands">The tiers by price of the pair, the highest first; the last holds for everything below.</param>
public sealed record StablecoinCharge(IReadOnlyList<DollarPair> Pairs, IReadOnlyList<PriceBand> Bands)
{
    /// <param name="deltas">Net delta by quote currency, USD.</param>
    /// <param name="priceOf">USD per unit of a quote currency.</param>
    public decimal Of(IReadOnlyDictionary<string, decimal> deltas, Func<string, decimal> priceOf)
    {
        var left = new Dictionary<string, decimal>(deltas, StringComparer.Ordinal);
        var charge = 0m;
        foreach (var (first, second) in Pairs)
        {
            var (one, other) = (left.GetValueOrDefault(first), left.GetValueOrDefault(second));
            if (Math.Sign(one) * Math.Sign(other) >= 0)
            {
                continue;
            }

            var hedge = Math.Min(Math.Abs(one), Math.Abs(other));
            left[first] = one - (Math.Sign(one) * hedge);
            left[second] = other - (Math.Sign(other) * hedge);
            charge += SlicedCharge.Of(TiersAt(priceOf(first) / priceOf(second)), hedge);
        }

        return charge;
    }

    private IReadOnlyList<RateTier> TiersAt(decimal price)
    {
        // A pair above one has lost as much the other way round.
        var lower = Math.Min(price, 1m / price);
        return (Bands.FirstOrDefault(band => band.Above is { } above && lower > above) ?? Bands[^1]).Tiers;
    }
}

/// <summary>Two dollars that are matched with each other.</summary>
public sealed record DollarPair(string First, string Second);

/// <summary>The tiers that hold while the pair's price is above this; absent: however low it is.</summary>
public sealed record PriceBand(decimal? Above, IReadOnlyList<RateTier> Tiers);
