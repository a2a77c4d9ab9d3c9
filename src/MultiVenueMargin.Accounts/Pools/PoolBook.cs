#pragma warning disable CA1822, IDE0060 // an empty part; goes with its content
namespace MultiVenueMargin.Accounts.Pools;

/// <summary>The pools of the account beside the cross pool.</summary>
internal sealed class PoolBook
{
    /// <summary>Takes a record over; false when it is not one of this part's.</summary>
    public bool Apply(AccountRecord record) => false;
}
