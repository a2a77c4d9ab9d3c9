#pragma warning disable CA1822, IDE0060 // an empty part; goes with its content
using MultiVenueMargin.Domain;

namespace MultiVenueMargin.Accounts.Liquidations;

/// <summary>Liquidations: at most one under way per pool, and the last that ended.</summary>
internal sealed class LiquidationDesk
{
    /// <summary>Takes a record over; false when it is not one of this part's.</summary>
    public bool Apply(AccountRecord record, AccountId account, long version, DateTimeOffset at) => false;
}
