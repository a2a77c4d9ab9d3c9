#pragma warning disable CA1822, IDE0060 // an empty part; goes with its content
namespace MultiVenueMargin.Accounts.Alerts;

/// <summary>Which of the client's thresholds are crossed.</summary>
internal sealed class AlertBoard
{
    /// <summary>Takes a record over; false when it is not one of this part's.</summary>
    public bool Apply(AccountRecord record) => false;
}
