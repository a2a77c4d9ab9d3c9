using MultiVenueMargin.Risk.RuleBooks.Books;
using MultiVenueMargin.Risk.Valuation;

namespace MultiVenueMargin.Risk.RuleBooks.Perpetuals;

/// <summary>
/// The part of a book that a venue's rules know. Contracts they do not know are named and left out together with the profit that
/// they made, so that equity and requirement are about the same positions.
/// </summary>
internal sealed class CoveredBook
{
    private CoveredBook()
    {
    }

    public required IReadOnlyList<ModelPosition> Positions { get; init; }

    public required IReadOnlyList<ModelOrder> Orders { get; init; }

    /// <summary>All coins, without the profit of positions that are left out.</summary>
    public required IReadOnlyList<ModelBalance> Coins { get; init; }

    public required IReadOnlyList<ModelGap> NotCovered { get; init; }

    /// <param name="book">All of it.</param>
    /// <param name="reasonAgainst">Why the rules do not know a contract; absent where they do.</param>
    public static CoveredBook Of(ModelBook book, Func<PricedInstrument, string?> reasonAgainst)
    {
        var gaps = new List<ModelGap>();
        var positions = new List<ModelPosition>();
        foreach (var position in book.Positions)
        {
            if (reasonAgainst(position.Instrument) is { } reason)
            {
                gaps.Add(new ModelGap(position.Name, reason));
            }
            else
            {
                positions.Add(position);
            }
        }

        var orders = new List<ModelOrder>();
        foreach (var order in book.Orders)
        {
            if (reasonAgainst(order.Instrument) is { } reason)
            {
                gaps.Add(new ModelGap($"order {order.Instrument.Contract.Id}@{order.Venue}", reason));
            }
            else
            {
                orders.Add(order);
            }
        }

        var left = book.Positions.Except(positions).Where(position => position.UnrealisedProfit != 0).ToLookup(position => position.Contract.Settlement);
        return new CoveredBook
        {
            Positions = positions,
            Orders = orders,
            Coins = [.. book.Balances.Select(balance => balance with { UnrealisedProfit = balance.UnrealisedProfit - left[balance.Asset].Sum(position => position.UnrealisedProfit) })],
            NotCovered = gaps,
        };
    }
}
