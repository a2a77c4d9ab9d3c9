using MultiVenueMargin.Domain;
using MultiVenueMargin.Risk.RuleBooks.Books;

namespace MultiVenueMargin.Risk.RuleBooks.Collateral;

/// <summary>
/// The coins a venue takes as collateral, with their haircuts. A coin that it does not take counts nothing; what is owed counts in
/// full whatever the coin, for a debt does not go away with a venue that does not know it.
/// </summary>
/// <param name="haircuts">By the coin's code.</param>
/// <param name="venue">For the words.</param>
public sealed class AcceptedCoins(IReadOnlyDictionary<string, decimal> haircuts, string venue)
{
    public bool Takes(Asset asset) => haircuts.ContainsKey(asset.Code);

    /// <summary>The value of all coins, before haircuts or after.</summary>
    public decimal ValueOf(ModelBook book, bool afterHaircuts) => book.Balances.Sum(balance => balance.Value switch
    {
        <= 0 => balance.Value,
        _ when haircuts.TryGetValue(balance.Asset.Code, out var haircut) => balance.Value * (afterHaircuts ? 1m - haircut : 1m),
        _ => 0m,
    });

    public IEnumerable<ModelGap> NotTaken(ModelBook book) =>
        from balance in book.Balances
        where balance.Amount != 0 && !Takes(balance.Asset)
        select new ModelGap(balance.Asset.Code, balance.Amount > 0
            ? $"no collateral at {venue}; it counts nothing"
            : $"{venue} does not lend it; what is owed is counted in full");
}
