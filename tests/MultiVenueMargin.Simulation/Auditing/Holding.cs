using MultiVenueMargin.Domain;

namespace MultiVenueMargin.Simulation.Auditing;

/// <summary>What an account owns or owes at a venue: told, on its way there, or corrected.</summary>
/// <param name="Besides">Profit less what is owed on it.</param>
internal sealed record Holding(VenueAccountId Feed, PoolId Pool, Asset Asset, bool IsLoan, decimal Balance, decimal Besides, DateTimeOffset AsOf)
{
    /// <summary>A loan is told as what was borrowed.</summary>
    public decimal Amount => (IsLoan ? -Balance : Balance) + Besides;
}
