using MultiVenueMargin.Accounts.Platform;
using MultiVenueMargin.Domain;

namespace MultiVenueMargin.Accounts.Deficits;

/// <summary>What remained unpaid, and how far the fund is with it.</summary>
/// <param name="Granted">What the fund reserved; absent before it answered.</param>
internal sealed record Deficit(DecisionId Id, PoolId Pool, Usd Amount, Usd? Granted, bool IsSettled)
{
    public DeficitView View => new(Id, Pool, Amount, Granted, IsSettled);
}
