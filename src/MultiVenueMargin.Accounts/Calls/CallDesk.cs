#pragma warning disable CA1822, IDE0060 // an empty part; goes with its content
using MultiVenueMargin.Domain;

namespace MultiVenueMargin.Accounts.Calls;

/// <summary>Margin calls: at most one open per pool, and the last that ended.</summary>
internal sealed class CallDesk
{
    /// <summary>Takes a record over; false when it is not one of this part's.</summary>
    public bool Apply(AccountRecord record, AccountId account, long version, DateTimeOffset at) => false;
}
