using MultiVenueMargin.Domain;
using MultiVenueMargin.Domain.Books;
using MultiVenueMargin.Domain.Instruments;
using MultiVenueMargin.Risk.Collateral;
using MultiVenueMargin.Risk.House;
using MultiVenueMargin.Risk.Valuation;

namespace MultiVenueMargin.Risk.Liquidation;

/// <summary>
/// What closing a part of a position is assumed to cost: LIQ of that part alone (MARGIN §5: the walked book, half spread,
/// impact) as a price on the losing side of the mark, and the venue's fee. Every rounding is against the account.
/// </summary>
internal static class ClosingLeg
{
    private const decimal FeeStep = 0.00000001m;

    /// <summary>USD of what moves with the underlying per contract: |Δ$| of a future, S·m of an option.</summary>
    public static decimal NotionalOf(HeldPosition position) => position.AsOption is { } option
        ? option.UsdPerCoin * option.Option.Multiplier
        : Math.Abs(position.Instrument.Delta);

    /// <returns>The order, or why there is none.</returns>
    public static (LiquidationLeg? Leg, string WhyNot) Of(
        HeldPosition position, decimal quantity, TradingTerms terms, PricedMarket market, LiquidationPolicy policy)
    {
        var contract = position.Instrument.Contract;
        if (position.Instrument.Mark.Mark is not { Value: > 0 } marked)
        {
            return (null, "it has no mark to trade against");
        }

        var sells = position.Quantity > 0;
        var mark = marked.Value;
        var part = new HeldPosition(
            position.Venue, position.Instrument, sells ? quantity : -quantity, position.Uncertainty);
        var cost = LiquidityCost.Of(new UnitHoldings(position.Instrument.Unit, market, [part], [], []), explain: false).Amount.Amount;
        if (PriceAt(part, mark, cost) is not { } exact)
        {
            return (null, "closing would cost as much as it is worth");
        }

        var tick = terms.Tick?.Value ?? TickOf(mark);
        var assumed = OnTick(exact, tick, down: sells);
        var away = OnTick(sells ? mark - (policy.LimitMultiple * (mark - assumed)) : mark + (policy.LimitMultiple * (assumed - mark)), tick, down: sells);
        var limit = Math.Max(away, tick);
        if (assumed < tick || limit > Price.Largest)
        {
            return (null, $"it would be {(sells ? "sold for less than one tick" : "bought for more than a price may be")}");
        }

        var givesAway = Math.Abs(part.Quantity * CashBetween(part, assumed, mark));
        var notional = quantity * NotionalOf(position);
        var settlement = SettlementPrice(part, market);
        var fee = decimal.Round(terms.TakerFee.Value * notional / settlement, 8, MidpointRounding.ToPositiveInfinity);
        if (fee > 0 && fee * settlement < terms.TakerFee.Value * notional)
        {
            fee += FeeStep;
        }

        return (
            new LiquidationLeg(
                position.Venue,
                position.Id,
                sells ? OrderSide.Ask : OrderSide.Bid,
                new Quantity(quantity),
                new Price(assumed),
                new Price(limit),
                new Money(fee, contract.Settlement),
                Usd.Up((givesAway + fee) * settlement)),
            string.Empty);
    }

    /// <summary>The price at which the part is closed at so many USD less than its mark; absent where there is none above zero.</summary>
    private static decimal? PriceAt(HeldPosition part, decimal mark, decimal cost)
    {
        var sells = part.Quantity > 0;
        if (part.Instrument is PricedFuture { Contract.IsInverse: true })
        {
            // In coin: q·c·|1/P′ − 1/P| at S is the cost, so 1/P′ is 1/P by the cost's share of |Δ$| more, or less.
            var share = cost / Math.Abs(part.Delta);
            return sells ? mark / (1 + share) : share < 1 ? mark / (1 - share) : null;
        }

        var distance = cost / (Math.Abs(part.Quantity) * UsdPerPoint(part));
        var price = sells ? mark - distance : mark + distance;
        return price > 0 ? price : null;
    }

    /// <summary>USD per contract and unit of its price: m·X, of a coin premium m·S.</summary>
    private static decimal UsdPerPoint(HeldPosition part) => part.AsOption is { } option
        ? option.Option.Multiplier * (option.Option.IsInverse ? option.UsdPerCoin : option.Inputs.QuoteInUsd)
        : part.Instrument.Contract.Multiplier * ((PricedFuture)part.Instrument).QuoteInUsd;

    /// <summary>What one contract gains in its settlement asset from one price to another.</summary>
    private static decimal CashBetween(HeldPosition part, decimal from, decimal to) => part.Instrument.Contract is EuropeanOption option
        ? option.Multiplier * (to - from)
        : PricedFuture.ProfitBetween(part.Instrument.Contract, from, to);

    private static decimal SettlementPrice(HeldPosition part, PricedMarket market) =>
        market.FindMark(part.Instrument.Contract.Settlement)!.Mark.Value;

    /// <summary>A seller gets the tick below, a buyer pays the tick above.</summary>
    private static decimal OnTick(decimal price, decimal tick, bool down)
    {
        var ticks = price / tick;
        return (down ? Math.Floor(ticks) : Math.Ceiling(ticks)) * tick;
    }

    /// <summary>Eight significant digits of a mark.</summary>
    private static decimal TickOf(decimal mark)
    {
        var tick = 1m;
        while (tick * 100_000_000m <= mark)
        {
            tick *= 10;
        }

        while (tick > TradingTerms.LeastTick && tick * 10_000_000m > mark)
        {
            tick /= 10;
        }

        return tick;
    }
}
