#pragma warning disable CA1822, IDE0060 // an empty part; goes with its content
using MultiVenueMargin.Domain;

namespace MultiVenueMargin.Accounts.Deficits;

/// <summary>What remained unpaid, and what the fund said to it.</summary>
internal sealed class DeficitBook
{
    /// <summary>Takes a record over; false when it is not one of this part's.</summary>
    public bool Apply(AccountRecord record, AccountId account, long version) => false;
}
