using MultiVenueMargin.Domain;
using MultiVenueMargin.Domain.Feeds;

namespace MultiVenueMargin.Accounts.Feeds;

/// <summary>Something that a feed told and has not taken back.</summary>
/// <param name="UnconfirmedSince">
/// Absent: every sign of life of the feed confirms it. Otherwise a later snapshot did not list it and did not say that it lists
/// everything either: it was last known to be true at this moment.
/// </param>
internal readonly record struct ToldFact<T>(T Fact, DateTimeOffset? UnconfirmedSince)
    where T : FeedFact;

/// <summary>A balance or loan of one venue account: what a later fact of the same key replaces.</summary>
internal readonly record struct BalanceKey(Asset Asset, bool IsLoan) : IComparable<BalanceKey>
{
    public static BalanceKey Of(BalanceFact fact) => new(fact.Asset, fact.IsLoan);

    public int CompareTo(BalanceKey other)
    {
        var byAsset = Asset.CompareTo(other.Asset);
        return byAsset != 0 ? byAsset : IsLoan.CompareTo(other.IsLoan);
    }
}

/// <summary>Whether one part of what a venue says was ever told completely, and until when that was confirmed.</summary>
/// <param name="UnconfirmedSince">As of a fact.</param>
internal readonly record struct KnownPart(bool IsKnown, DateTimeOffset? UnconfirmedSince)
{
    /// <summary>A later snapshot does not vouch for it.</summary>
    public KnownPart Unconfirmed(DateTimeOffset? heardAt) => this with { UnconfirmedSince = UnconfirmedSince ?? heardAt };
}
