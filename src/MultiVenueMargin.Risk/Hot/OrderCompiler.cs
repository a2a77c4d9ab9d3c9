using MultiVenueMargin.Domain;
using MultiVenueMargin.Domain.Books;
using MultiVenueMargin.Domain.Instruments;
using MultiVenueMargin.Domain.Rules;
using MultiVenueMargin.Risk.Collateral;

namespace MultiVenueMargin.Risk.Hot;

/// <summary>The resting orders of a pool, by instrument, then venue; of each the bids, then the asks, by limit.</summary>
internal sealed class OrderCompiler
{
    public OrderCompiler(Book book, PoolHoldings holdings, SlotCompiler slots, HotMarket market)
    {
        var resting = Sorted(book.Orders, holdings.Pool);
        var orders = new List<CompiledOrders>();
        var levels = new List<OrderLevel>(resting.Count);
        for (var (from, to) = (0, 0); from < resting.Count; from = to)
        {
            var (id, venue) = (resting[from].Instrument, resting[from].Venue);
            var asks = from;
            for (to = from; to < resting.Count && resting[to].Instrument == id && resting[to].Venue == venue; to++)
            {
                asks += resting[to].Side == OrderSide.Bid ? 1 : 0;
            }

            var row = market.RowOf(id);
            var status = market.Instruments[row].Status;
            IsUnknown |= status == HotStatus.Unpriced;
            var levelFrom = levels.Count;
            var bids = AddLevels(resting, from, asks, levels);
            var askFrom = levels.Count;
            var offered = AddLevels(resting, asks, to, levels);
            var slot = slots.Find(id, venue);
            if (slot != SlotPlace.Nowhere)
            {
                slots.Places[slot] = slots.Places[slot] with { Orders = orders.Count };
            }

            orders.Add(new CompiledOrders(
                row,
                status,
                HasScan(market.Priced.Market.Instruments.GetValueOrDefault(id), market.Priced.Rules.Collateral),
                slot == SlotPlace.Nowhere ? 0 : slots.Slots[slot].Quantity,
                bids,
                offered,
                levelFrom,
                askFrom,
                levels.Count));
        }

        Orders = [.. orders];
        Levels = [.. levels];
    }

    public CompiledOrders[] Orders { get; }

    public OrderLevel[] Levels { get; }

    /// <summary>One of them has no price.</summary>
    public bool IsUnknown { get; }

    private static List<RestingOrder> Sorted(IReadOnlyList<RestingOrder> orders, PoolId pool)
    {
        var own = new List<(RestingOrder Order, int Number)>(orders.Count);
        for (var i = 0; i < orders.Count; i++)
        {
            if (orders[i].Pool == pool)
            {
                own.Add((orders[i], i));
            }
        }

        own.Sort((left, right) => Compare(left.Order, right.Order) is not 0 and var order ? order : left.Number.CompareTo(right.Number));
        return own.ConvertAll(each => each.Order);
    }

    private static int Compare(RestingOrder left, RestingOrder right) =>
        left.Instrument.CompareTo(right.Instrument) is not 0 and var byInstrument ? byInstrument
        : left.Venue.CompareTo(right.Venue) is not 0 and var byVenue ? byVenue
        : (left.Side != OrderSide.Bid).CompareTo(right.Side != OrderSide.Bid) is not 0 and var bySide ? bySide
        : left.Limit.CompareTo(right.Limit);

    private static double AddLevels(List<RestingOrder> orders, int from, int to, List<OrderLevel> levels)
    {
        var total = 0m;
        while (from < to)
        {
            var (limit, quantity) = (orders[from].Limit, 0m);
            for (; from < to && orders[from].Limit == limit; from++)
            {
                quantity += orders[from].Quantity.Value;
            }

            total += quantity;
            levels.Add(new OrderLevel(Kernel.ToDouble(limit.Value), Kernel.ToDouble(quantity)));
        }

        return Kernel.ToDouble(total);
    }

    private static bool HasScan(Instrument? instrument, CollateralRules rules)
    {
        var unit = instrument switch
        {
            Derivative contract => contract.Unit,
            Spot pair => rules.UnitOf(pair.Base) ?? new RiskUnit(pair.Base.Code),
            _ => (RiskUnit?)null,
        };
        return unit is { } its && rules.UnitOf(its.NativeCoin) is not null;
    }
}
