using MultiVenueMargin.Accounts;
using MultiVenueMargin.Domain;

namespace MultiVenueMargin.Host.Demo;

/// <summary>One account of the street: what it means to hold, and its venue accounts.</summary>
internal sealed class DemoDesk
{
    public required AccountId Account { get; init; }

    public required IReadOnlyList<DemoVenueAccount> Venues { get; init; }

    /// <summary>What its trader goes back to after every excursion.</summary>
    public required IReadOnlyDictionary<InstrumentId, decimal> Wanted { get; init; }

    /// <summary>Whether its treasurer answers margin calls.</summary>
    public bool PaysCalls { get; init; }

    /// <summary>Calls that are paid already.</summary>
    public HashSet<DecisionId> Paid { get; } = [];

    public DemoVenueAccount At(LocationId venue) => Venues.First(account => account.Feed.Location == venue);
}
