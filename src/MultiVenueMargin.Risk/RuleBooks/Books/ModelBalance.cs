using MultiVenueMargin.Domain;

namespace MultiVenueMargin.Risk.RuleBooks.Books;

/// <summary>All of one asset in one pool, over the locations that are looked at.</summary>
/// <param name="Asset">What.</param>
/// <param name="Owned">What lies there, less fees and funding owed; never negative.</param>
/// <param name="Borrowed">What is owed: loans and negative balances, as a positive number.</param>
/// <param name="UnrealisedProfit">Profit of futures and perpetuals that settle in it, not yet in the balance; signed.</param>
/// <param name="Mark">USD per unit; absent: unpriced, and named among what is unknown.</param>
public sealed record ModelBalance(Asset Asset, decimal Owned, decimal Borrowed, decimal UnrealisedProfit, decimal? Mark)
{
    /// <summary>Owned less borrowed, without unrealised profit: what a venue calls the wallet balance.</summary>
    public decimal Wallet => Owned - Borrowed;

    /// <summary>The wallet with unrealised profit: what a venue calls equity in this asset.</summary>
    public decimal Amount => Wallet + UnrealisedProfit;

    /// <summary>The equity in USD at the mark, no haircut; an unpriced one counts nothing.</summary>
    public decimal Value => Amount * (Mark ?? 0m);
}
