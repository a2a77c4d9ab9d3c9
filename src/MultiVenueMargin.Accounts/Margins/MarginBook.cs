#pragma warning disable CA1822, IDE0060 // an empty part; goes with its content
namespace MultiVenueMargin.Accounts.Margins;

/// <summary>The last recorded margin state of each pool.</summary>
internal sealed class MarginBook
{
    /// <summary>Takes a record over; false when it is not one of this part's.</summary>
    public bool Apply(AccountRecord record) => false;
}
