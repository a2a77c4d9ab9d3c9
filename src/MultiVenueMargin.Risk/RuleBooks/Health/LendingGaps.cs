using MultiVenueMargin.Risk.RuleBooks.Books;

namespace MultiVenueMargin.Risk.RuleBooks.Health;

/// <summary>What of a book no lending protocol knows.</summary>
internal static class LendingGaps
{
    public static IEnumerable<ModelGap> Of(ModelBook book) => book.Positions
        .Select(position => new ModelGap(position.Name, "a lending protocol holds no derivatives"))
        .Concat(book.Balances
            .Where(balance => balance.UnrealisedProfit != 0)
            .Select(balance => new ModelGap($"unrealised profit in {balance.Asset}", "a lending protocol takes no profit of derivatives; it counts nothing")))
        .Concat(book.Orders.Select(order => new ModelGap($"order {order.Instrument.Contract.Id}@{order.Venue}", "a lending protocol keeps no orders")));
}
