using MultiVenueMargin.Domain;
using MultiVenueMargin.Domain.Books;
using MultiVenueMargin.Domain.Instruments;
using MultiVenueMargin.Risk.Collateral;
using MultiVenueMargin.Risk.Reports;
using MultiVenueMargin.Risk.Valuation;

namespace MultiVenueMargin.Risk.House;

/// <summary>
/// ORDERS (MARGIN §6): per (venue, instrument), standing alone, what the fills of one side could add to its own scan, and what
/// they would give away against the mark.
/// </summary>
internal static class OpenOrders
{
    public static OrdersReport Of(
        Book book, PoolHoldings holdings, PricedMarket market, List<Omission> unknown, List<Omission> omissions)
    {
        var items = new List<OrderItem>();
        foreach (var orders in book.Orders
            .Where(order => order.Pool == holdings.Pool)
            .GroupBy(order => (order.Venue, order.Instrument))
            .OrderBy(group => group.Key.Instrument)
            .ThenBy(group => group.Key.Venue))
        {
            var (venue, id) = orders.Key;
            if (!TryPrice(id, market, out var instrument, out var reason))
            {
                unknown.Add(new Omission(OmissionKind.UnpricedOrder, $"{id}@{venue}", reason));
                continue;
            }

            var age = market.AsOf - instrument!.Mark.AsOf;
            if (!instrument.IsDelivered && Uncertainty.IsLost(age, market.Rules.Uncertainty))
            {
                omissions.Add(new Omission(
                    OmissionKind.LostOrderMark, $"{id}@{venue}", $"its mark is {Uncertainty.Describe(age)} old; orders there are margined on it"));
            }

            if (!instrument.IsDelivered)
            {
                var held = holdings.Positions.FirstOrDefault(position => position.Id == id && position.Venue == venue);
                items.Add(Worse(venue, instrument, held?.Quantity ?? 0m, orders.ToList(), market));
            }
        }

        return new OrdersReport(Usd.Sum(items.Select(item => item.Amount)), items);
    }

    /// <summary>
    /// A derivative as it is; a spot pair as the linear contract its base moves like, for a fill turns one balance into the
    /// other. A pair whose base belongs to no unit (a stablecoin, fiat) has no scan of its own, only what it gives away.
    /// </summary>
    private static bool TryPrice(InstrumentId id, PricedMarket market, out PricedInstrument? instrument, out string reason)
    {
        if (market.Market.Instruments.GetValueOrDefault(id) is not Spot pair)
        {
            return market.TryPrice(id, out instrument, out reason);
        }

        instrument = market.PriceOfPair(pair);
        reason = instrument is null ? $"no price of {pair.Base} or {pair.Quote}" : string.Empty;
        return instrument is not null;
    }

    private static OrderItem Worse(
        LocationId venue, PricedInstrument instrument, decimal held, List<RestingOrder> orders, PricedMarket market)
    {
        var (bids, asks, bidsGive, asksGive) = (0m, 0m, 0m, 0m);

        // Orders at one limit are one order: what a quotient loses in its last digit must not be lost once per entry.
        foreach (var level in orders
            .GroupBy(order => (order.Side, order.Limit))
            .OrderBy(level => level.Key.Side)
            .ThenBy(level => level.Key.Limit))
        {
            var quantity = level.Sum(order => order.Quantity.Value);
            if (level.Key.Side == OrderSide.Bid)
            {
                bids += quantity;
                bidsGive += GivenAway(instrument, level.Key.Side, level.Key.Limit, quantity);
            }
            else
            {
                asks += quantity;
                asksGive += GivenAway(instrument, level.Key.Side, level.Key.Limit, quantity);
            }
        }

        var now = ScanAlone(instrument, held, market);
        var ifBids = ScanAlone(instrument, held + bids, market) + bidsGive - now;
        var ifAsks = ScanAlone(instrument, held - asks, market) + asksGive - now;
        return new OrderItem(
            venue,
            instrument.Contract.Id,
            new Usd(ifBids),
            new Usd(ifAsks),
            Usd.Up(Math.Max(0m, Math.Max(ifBids, ifAsks))));
    }

    /// <summary>A(q) = (−min)⁺ over the scenarios of the instrument alone, weights and dampener applied.</summary>
    private static decimal ScanAlone(PricedInstrument instrument, decimal quantity, PricedMarket market)
    {
        if (market.Rules.Collateral.UnitOf(instrument.Unit.NativeCoin) is null)
        {
            return 0m;
        }

        var array = instrument.ScanArray;
        var profits = array.ExactProfit;
        var least = 0m;
        for (var i = 0; i < profits.Length; i++)
        {
            var scenario = array.Set[i];
            var value = quantity * profits[i] * scenario.Weight;
            if (scenario.IsTail && value < 0)
            {
                value = Math.Min(0m, value + market.Rules.Scan.TailDampenerUsd);
            }

            least = Math.Min(least, Usd.Down(value).Amount);
        }

        return -least;
    }

    /// <summary>What a fill gives away: the distance from the mark to a worse limit, on the size of the order in USD.</summary>
    private static decimal GivenAway(PricedInstrument instrument, OrderSide side, Price limit, decimal quantity)
    {
        var option = instrument as PricedOptionContract;
        // The limit is in the premium's currency: coin for an inverse option, the quote otherwise.
        var premiumInUsd = option is null ? 0m
            : option.Option.IsInverse ? option.UsdPerCoin : option.Inputs.QuoteInUsd;
        var mark = option is not null ? option.Value / premiumInUsd : ((PricedFuture)instrument).Price;
        var worse = Kernel.Positive(side == OrderSide.Bid ? limit.Value - mark : mark - limit.Value);
        if (option is not null)
        {
            // (worse / mark) of the value is worse in USD; written so that a worthless option does not divide by zero.
            return worse * premiumInUsd * option.Option.Multiplier * quantity;
        }

        return worse / mark * Math.Abs(instrument.Delta) * quantity;
    }
}
