using MultiVenueMargin.Domain;
using MultiVenueMargin.Domain.Books;
using MultiVenueMargin.Domain.Instruments;
using MultiVenueMargin.Risk.Tests.Properties;
using MultiVenueMargin.Risk.Valuation;
using static MultiVenueMargin.Risk.Tests.NaiveEvaluator.BigRational;

namespace MultiVenueMargin.Risk.Tests.NaiveEvaluator;

/// <summary>ORDERS of MARGIN §6: max(0, A(q + bids) + g_b − A(q), A(q − asks) + g_a − A(q)) per venue and instrument.</summary>
internal static class NaiveOrders
{
    public static BigRational Of(BookCase drawn, PricedMarket priced, PoolId pool, NaiveHoldings holdings, ref bool isUnknown)
    {
        var sum = Zero;
        foreach (var orders in drawn.Book.Orders.Where(order => order.Pool == pool).GroupBy(order => (order.Venue, order.Instrument)))
        {
            if (drawn.Market.Instruments.GetValueOrDefault(orders.Key.Instrument) is Spot pair)
            {
                isUnknown |= !TryPair(drawn, priced, pair, orders, ref sum);
            }
            else if (priced.TryPrice(orders.Key.Instrument, out var instrument, out _))
            {
                var held = holdings.Positions.FirstOrDefault(position =>
                    position.Venue == orders.Key.Venue && position.Contract.Id == orders.Key.Instrument)?.Quantity ?? Zero;
                sum += instrument!.IsDelivered ? Zero : OfContract(drawn, instrument, held, orders);
            }
            else
            {
                isUnknown = true;
            }
        }

        return sum;
    }

    private static BigRational OfContract(BookCase drawn, PricedInstrument instrument, BigRational held, IEnumerable<RestingOrder> orders)
    {
        var array = instrument.ScanArray;
        return Worse(held, orders, Alone, GivesAway);

        BigRational Alone(BigRational quantity)
        {
            var least = Zero;
            for (var i = 0; i < array.Set.Count; i++)
            {
                least = Min(least, Scenario(quantity * array.ExactProfit[i] * array.Set[i].Weight, array.Set[i].IsTail, drawn));
            }

            return -least;
        }

        BigRational GivesAway(RestingOrder order)
        {
            if (instrument is PricedOptionContract option)
            {
                // As a share of the mark × the value, which is the difference itself in USD.
                BigRational premium = option.Option.IsInverse ? option.UsdPerCoin : option.Inputs.QuoteInUsd;
                return Worse(order, option.Value / premium) * premium * option.Option.Multiplier * order.Quantity.Value;
            }

            BigRational mark = ((PricedFuture)instrument).Price;
            return Worse(order, mark) / mark * Abs(instrument.Delta) * order.Quantity.Value;
        }
    }

    /// <summary>A fill turns one balance into the other: it moves like the base, or not at all where that belongs to no unit.</summary>
    private static bool TryPair(BookCase drawn, PricedMarket priced, Spot pair, IEnumerable<RestingOrder> orders, ref BigRational sum)
    {
        if (priced.FindMark(pair.Base) is not { } baseMark || priced.FindMark(pair.Quote) is not { } quoteMark)
        {
            return false;
        }

        BigRational quote = quoteMark.Mark.Value;
        var price = drawn.Market.Marks.TryGetValue(pair.Id, out var mark) && mark.Mark is { } stated ? stated.Value : baseMark.Mark.Value / quote;
        var unit = drawn.Rules.Collateral.UnitOf(pair.Base);
        sum += Worse(Zero, orders, Alone, order => Worse(order, price) * quote * order.Quantity.Value);
        return true;

        BigRational Alone(BigRational quantity) => unit is not { } known ? Zero : -priced.ScanOf(known).Scenarios
            .Select(scenario => Scenario(quantity * price * quote * scenario.Move * scenario.Weight, scenario.IsTail, drawn))
            .Append(Zero)
            .Aggregate(Min);
    }

    private static BigRational Scenario(BigRational profit, bool isTail, BookCase drawn) =>
        Down(isTail && profit.Sign < 0 ? -Positive(-profit - drawn.Rules.Scan.TailDampenerUsd) : profit);

    private static BigRational Worse(
        BigRational held, IEnumerable<RestingOrder> orders, Func<BigRational, BigRational> alone, Func<RestingOrder, BigRational> givesAway)
    {
        var bids = orders.Where(order => order.Side == OrderSide.Bid).ToList();
        var asks = orders.Where(order => order.Side == OrderSide.Ask).ToList();
        var filledBids = alone(held + Sum(bids.Select(order => (BigRational)order.Quantity.Value))) + Sum(bids.Select(givesAway));
        var filledAsks = alone(held - Sum(asks.Select(order => (BigRational)order.Quantity.Value))) + Sum(asks.Select(givesAway));
        return Up(Positive(Max(filledBids, filledAsks) - alone(held)));
    }

    /// <summary>(limit − mark)⁺ on bids, (mark − limit)⁺ on asks.</summary>
    private static BigRational Worse(RestingOrder order, BigRational mark) =>
        Positive(order.Side == OrderSide.Bid ? order.Limit.Value - mark : mark - order.Limit.Value);
}
