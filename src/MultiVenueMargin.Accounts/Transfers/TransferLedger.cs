#pragma warning disable CA1822, IDE0060 // an empty part; goes with its content
namespace MultiVenueMargin.Accounts.Transfers;

/// <summary>Transfers on their way, and movements that nobody announced.</summary>
internal sealed class TransferLedger
{
    /// <summary>Takes a record over; false when it is not one of this part's.</summary>
    public bool Apply(AccountRecord record, DateTimeOffset at) => false;
}
