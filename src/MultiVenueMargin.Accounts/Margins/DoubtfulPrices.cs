using MultiVenueMargin.Domain;
using MultiVenueMargin.Domain.Books;
using MultiVenueMargin.Risk.Valuation;

namespace MultiVenueMargin.Accounts.Margins;

/// <summary>The prices that a pool's margin rests on and that are not confirmed. What comes to nothing rests on none.</summary>
internal static class DoubtfulPrices
{
    /// <returns>By name; empty where nothing is doubtful.</returns>
    public static IReadOnlyList<Asset> Of(Book book, PoolId pool, PricedMarket market, IReadOnlySet<Asset> doubtful)
    {
        if (doubtful.Count == 0)
        {
            return [];
        }

        var held = book with
        {
            Lines = [.. book.Lines.Where(line => line.Pool == pool && (line.Balance, line.UnrealisedProfit, line.Owed) != default)],
            Positions = [.. book.Positions.Where(position => position.Pool == pool && position.Quantity != Quantity.Zero)],
        };
        return [.. HeldMarks.Of(held, pool, market).Prices.Keys.Where(doubtful.Contains).Order()];
    }

    /// <summary>What a report says of them, pool by pool.</summary>
    public static IEnumerable<string> Notices(Account account, Book book, TurnContext context)
    {
        if (context.Market is not { } market || context.Doubtful.Count == 0)
        {
            yield break;
        }

        foreach (var pool in account.Pools.All)
        {
            foreach (var asset in Of(book, pool, market, context.Doubtful))
            {
                yield return $"the price of {asset}, on which {pool} rests, is not confirmed by its sources"
                    + (account.Policy.Liquidation.NeedsConfirmedPrices ? ": nothing is liquidated there while it is not" : string.Empty);
            }
        }
    }
}
