using MultiVenueMargin.Risk.RuleBooks.Books;

namespace MultiVenueMargin.Risk.RuleBooks.Okx;

/// <summary>
/// Equity coin by coin, as the multi-currency and portfolio modes have it: wallet, unrealised profit and the value of options in
/// the coin they settle in. What is positive counts by the coin's tiers, what is negative is borrowed and counts in full.
/// </summary>
internal sealed class OkxEquity
{
    public OkxEquity(ModelBook book, IReadOnlyDictionary<string, CoinDiscount> discounts)
    {
        var options = book.Positions.Where(position => position.Option is not null)
            .GroupBy(position => position.Contract.Settlement)
            .ToDictionary(group => group.Key, group => group.Sum(position => position.OptionValue));
        var gaps = new List<ModelGap>();
        foreach (var asset in book.Balances.Select(balance => balance.Asset).Union(options.Keys).Order())
        {
            var balance = book.BalanceOf(asset);
            if (balance.Mark is not > 0)
            {
                continue;
            }

            var price = balance.Mark.Value;
            var value = balance.Value + options.GetValueOrDefault(asset);
            Values[asset.Code] = value;
            if (value <= 0)
            {
                Borrowed -= value;
            }
            else if (discounts.TryGetValue(asset.Code, out var discount))
            {
                Counted += discount.Counted(value / price, price);
            }
            else
            {
                gaps.Add(new ModelGap(asset.Code, "its discount rate is not among the published ones; it counts nothing"));
            }
        }

        NotCovered = gaps;
    }

    /// <summary>USD of each coin's equity, before discounts.</summary>
    public Dictionary<string, decimal> Values { get; } = new(StringComparer.Ordinal);

    /// <summary>USD owed in coins whose equity is negative.</summary>
    public decimal Borrowed { get; }

    public decimal Counted { get; }

    /// <summary>What the venue calls adjusted equity.</summary>
    public decimal Adjusted => Counted - Borrowed;

    public IReadOnlyList<ModelGap> NotCovered { get; }
}
