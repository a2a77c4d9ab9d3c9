#pragma warning disable CA1822, IDE0060 // an empty part; goes with its content
using MultiVenueMargin.Domain;

namespace MultiVenueMargin.Accounts.Corrections;

/// <summary>Operators' adjustments that are proposed or in force.</summary>
internal sealed class CorrectionBook
{
    /// <summary>Takes a record over; false when it is not one of this part's.</summary>
    public bool Apply(AccountRecord record, AccountId account, long version) => false;
}
