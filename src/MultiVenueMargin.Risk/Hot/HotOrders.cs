namespace MultiVenueMargin.Risk.Hot;

/// <summary>ORDERS, the twin of <see cref="House.OpenOrders"/>: what the fills of one side could add, and what they would give away.</summary>
internal static class HotOrders
{
    public static Bounded Of(CompiledPool pool, HotMarket market, out double gross)
    {
        gross = 0;
        var total = Bounded.Zero;
        foreach (ref readonly var orders in pool.Orders.AsSpan())
        {
            if (orders.Status is not (HotStatus.Unpriced or HotStatus.Delivered))
            {
                ref readonly var instrument = ref market.Instruments[orders.Row];
                gross += (Math.Abs(orders.Held) + orders.Bids + orders.Asks) * Math.Abs(instrument.Delta);
                total += Worse(orders, pool, instrument, market);
            }
        }

        return total;
    }

    private static Bounded Worse(in CompiledOrders orders, CompiledPool pool, in HotInstrument instrument, HotMarket market)
    {
        var size = Math.Abs(orders.Held) + orders.Bids + orders.Asks;
        var now = ScanAlone(orders, orders.Held, size, instrument, market.Rules);
        var levels = pool.OrderLevels.AsSpan();
        var ifBids = ScanAlone(orders, orders.Held + orders.Bids, size, instrument, market.Rules)
            + GivenAway(levels[orders.LevelFrom..orders.AskFrom], 1, instrument) - now;
        var ifAsks = ScanAlone(orders, orders.Held - orders.Asks, size, instrument, market.Rules)
            + GivenAway(levels[orders.AskFrom..orders.LevelTo], -1, instrument) - now;
        return Bounded.Positive(Bounded.Max(ifBids, ifAsks)).Rounded();
    }

    /// <summary>
    /// A(q) = (−min)⁺ over the scenarios of the instrument alone. q × the least is the least of all q × P&amp;L (for a short:
    /// q × the most), with and without the dampener; a product in double keeps the order of its factors.
    /// </summary>
    private static Bounded ScanAlone(in CompiledOrders orders, double quantity, double size, in HotInstrument instrument, HotRules rules)
    {
        if (!orders.HasScan || size == 0)
        {
            return Bounded.Zero;
        }

        var ofGrid = quantity * (quantity >= 0 ? instrument.Grid.Least : instrument.Grid.Most);
        var ofTails = quantity * (quantity >= 0 ? instrument.Tails.Least : instrument.Tails.Most);
        var loss = Math.Max(0, Math.Max(-ofGrid, -ofTails - rules.TailDampenerUsd));
        return Bounded.OfSum(loss, size * instrument.ScanMost, 3).Rounded();
    }

    /// <summary>The distance from the mark to a worse limit, on the size of the order in USD; the side of a bid is 1, of an ask −1.</summary>
    private static Bounded GivenAway(ReadOnlySpan<OrderLevel> levels, int side, in HotInstrument instrument)
    {
        var (total, magnitude) = (0.0, 0.0);
        foreach (ref readonly var level in levels)
        {
            var usd = instrument.OrderUsd * level.Quantity;
            total += Math.Max(side * (level.Limit - instrument.OrderMark), 0) * usd;
            magnitude += (level.Limit + Math.Abs(instrument.OrderMark)) * usd;
        }

        return Bounded.OfSum(total, magnitude, levels.Length);
    }
}
