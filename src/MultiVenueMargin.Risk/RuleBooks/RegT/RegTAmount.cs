namespace MultiVenueMargin.Risk.RuleBooks.RegT;

/// <summary>What a strategy asks: to be entered, without the premium, and to be kept.</summary>
public readonly record struct RegTAmount(decimal Initial, decimal Maintenance)
{
    public static RegTAmount operator *(decimal units, RegTAmount amount) => new(units * amount.Initial, units * amount.Maintenance);

    public static RegTAmount operator +(RegTAmount left, RegTAmount right) => new(left.Initial + right.Initial, left.Maintenance + right.Maintenance);
}
