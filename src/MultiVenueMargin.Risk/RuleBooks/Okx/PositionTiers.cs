namespace MultiVenueMargin.Risk.RuleBooks.Okx;

/// <summary>
/// Position tiers: the whole position at the rates of the tier its size falls into. Beyond the listed tiers each further step of
/// one width adds as much to both rates.
/// </summary>
/// <param name="Tiers">By size.</param>
/// <param name="FurtherWidth">USD of each further step.</param>
/// <param name="FurtherRate">What each adds.</param>
public sealed record PositionTiers(IReadOnlyList<PositionTier> Tiers, decimal FurtherWidth, decimal FurtherRate)
{
    /// <summary>The tier of a position worth so much; exactly at a tier's end is in it.</summary>
    public PositionTier Of(decimal value)
    {
        if (Tiers.FirstOrDefault(tier => value <= tier.UpTo) is { } listed)
        {
            return listed;
        }

        var last = Tiers[^1];
        var steps = decimal.Ceiling((value - last.UpTo) / FurtherWidth);
        return new PositionTier(last.UpTo + (steps * FurtherWidth), last.Maintenance + (steps * FurtherRate), last.Initial + (steps * FurtherRate));
    }
}

/// <summary>Up to so many USD: the rates of maintenance and of initial margin at the highest leverage.</summary>
public sealed record PositionTier(decimal UpTo, decimal Maintenance, decimal Initial);
