#pragma warning disable CA1822, IDE0060 // an empty part; goes with its content
namespace MultiVenueMargin.Accounts.Feeds;

/// <summary>What every feed of the account has told, and how far it has come.</summary>
internal sealed class FeedBook
{
    /// <summary>Takes a record over; false when it is not one of this part's.</summary>
    public bool Apply(AccountRecord record, DateTimeOffset at) => false;
}
