#pragma warning disable CA1822, IDE0060 // an empty part; goes with its content
namespace MultiVenueMargin.Accounts.Requests;

/// <summary>Answers to the last requests, so that a repetition gets the same.</summary>
internal sealed class RequestMemory
{
    /// <summary>Takes a record over; false when it is not one of this part's.</summary>
    public bool Apply(AccountRecord record, long version) => false;
}
