namespace MultiVenueMargin.Risk.RuleBooks.Deribit;

/// <summary>Standard margin of a perpetual or future: a rate that grows with the size of the position.</summary>
/// <param name="Initial">Of the value, for a small position.</param>
/// <param name="Maintenance">The same.</param>
/// <param name="Slope">Added to both per coin.</param>
public sealed record SizedRate(decimal Initial, decimal Maintenance, decimal Slope)
{
    public decimal InitialRate(decimal coins) => Initial + (Math.Abs(coins) * Slope);

    public decimal MaintenanceRate(decimal coins) => Maintenance + (Math.Abs(coins) * Slope);
}
