using MultiVenueMargin.Domain;
using MultiVenueMargin.Domain.Books;
using MultiVenueMargin.Domain.Feeds;
using MultiVenueMargin.Venues.Exchanges.Deribit.Wire;
using MultiVenueMargin.Venues.Numbers;
using MultiVenueMargin.Venues.Updates;

namespace MultiVenueMargin.Venues.Exchanges.Deribit;

/// <summary>Positions, orders and trades of an account.</summary>
internal static class DeribitHoldings
{
    public static IReadOnlyList<VenueUpdate> Positions(FieldReader fields, IReadOnlyList<DeribitPosition> rows, FeedParts complete, DateTimeOffset? saidAt)
    {
        var told = new List<PositionTold>();
        foreach (var row in rows)
        {
            if (Position(fields, row) is { } position)
            {
                told.Add(position);
            }
        }

        // The average entry is told for a reader only: what was won since then is in the balance from the settlement of each day on.
        var facts = from position in told select new PositionFact(position.Instrument, position.Quantity, AverageEntry: null);
        return [new HoldingsTold([.. facts], complete, saidAt), .. told];
    }

    public static HoldingsTold Orders(FieldReader fields, IReadOnlyList<DeribitOrder> rows, FeedParts complete, DateTimeOffset? saidAt)
    {
        var facts = new List<FeedFact>();
        foreach (var row in rows)
        {
            if (Order(fields, row) is { } order)
            {
                // One message may tell of an order twice, as it came and as it was filled; the later is how it stands.
                facts.RemoveAll(each => ((OrderFact)each).Order == order.Order);
                facts.Add(order);
            }
        }

        return new HoldingsTold(facts, complete, saidAt);
    }

    public static IReadOnlyList<VenueUpdate> Changes(FieldReader fields, DeribitChanges changes)
    {
        fields.Unnamed(changes.Rest, DeribitFields.Changes, "user.changes");
        var saidAt = SaidAt(fields, changes);
        var positions = Positions(fields, changes.Positions ?? [], FeedParts.None, saidAt);
        var orders = Orders(fields, changes.Orders ?? [], FeedParts.None, saidAt);
        var facts = ((HoldingsTold)positions[0]).Facts.Concat(orders.Facts);
        return
        [
            new HoldingsTold([.. facts], FeedParts.None, saidAt),
            .. positions.Skip(1),
            .. Liquidations(fields, changes.Orders ?? []),
            .. Liquidations(fields, changes.Trades ?? []),
        ];
    }

    /// <summary>Trades in which this account's side, and not the other's, was liquidated.</summary>
    public static IReadOnlyList<VenueUpdate> Liquidations(FieldReader fields, IReadOnlyList<DeribitTrade> trades)
    {
        var notices = new List<VenueUpdate>();
        foreach (var trade in trades)
        {
            fields.Unnamed(trade.Rest, DeribitFields.Trade, "trade");
            var instrument = fields.Instrument(trade.InstrumentName, "instrument_name");
            var side = Side(fields, trade.Direction, "direction");
            var amount = fields.Needed(fields.Quantity(trade.Amount, "amount"), "amount");
            var at = fields.Instant(trade.Timestamp, "timestamp");
            if (instrument is { } name && IsOwnLiquidation(trade))
            {
                notices.Add(new LiquidationNoticed(name, side, amount, TradePrice(fields, trade), at));
            }
        }

        return notices;
    }

    public static IReadOnlyList<VenueUpdate> Liquidations(FieldReader fields, IReadOnlyList<DeribitOrder> orders) =>
    [
        .. from order in orders
           where order.IsLiquidation == true
           let instrument = fields.Instrument(order.InstrumentName, "instrument_name")
           where instrument is not null
           select new LiquidationNoticed(
               instrument.Value,
               Side(fields, order.Direction, "direction"),
               fields.Needed(fields.Quantity(order.Amount, "amount"), "amount"),
               Price: null,
               fields.Instant(order.LastUpdateTimestamp, "last_update_timestamp")),
    ];

    // Where it does not say which side was ours, it may have been ours.
    private static bool IsOwnLiquidation(DeribitTrade trade) =>
        trade.Liquidation is { Length: > 0 } sides && (trade.Liquidity is null || sides.Contains(trade.Liquidity, StringComparison.Ordinal));

    private static PositionTold? Position(FieldReader fields, DeribitPosition row)
    {
        fields.Unnamed(row.Rest, DeribitFields.Position, "position");
        if (fields.Instrument(row.InstrumentName, "instrument_name") is not { } instrument)
        {
            return null;
        }

        if (row.Kind is not ("future" or "option"))
        {
            fields.Refuse($"kind of {instrument} is {row.Kind ?? "missing"}");
            return null;
        }

        // A linear future states its size in dollars at the mark, which moves with the price; what is held is the size in coins.
        var isInCoins = row.Kind == "future" && DeribitInstruments.IsLinear(instrument.Code);
        var (size, field) = isInCoins ? (row.SizeCurrency, "size_currency") : (row.Size, "size");
        var quantity = fields.Needed(fields.Quantity(size, field), field);
        if (SignOf(row.Direction) is not { } sign || (quantity != Quantity.Zero && Math.Sign(quantity.Value) != sign))
        {
            fields.Refuse($"direction of {instrument} is {row.Direction ?? "missing"} and its {field} {quantity}");
        }

        return new PositionTold(
            instrument,
            quantity,
            fields.PriceUnlessZero(row.AveragePrice, "average_price"),
            fields.Price(row.MarkPrice, "mark_price"),
            fields.Required(row.InitialMargin, "initial_margin"),
            fields.Required(row.MaintenanceMargin, "maintenance_margin"),
            fields.Required(row.OpenOrdersMargin, "open_orders_margin"),
            fields.Owned(row.FloatingProfitLoss, "floating_profit_loss"),
            fields.PriceUnlessZero(row.EstimatedLiquidationPrice, "estimated_liquidation_price"));
    }

    private static OrderFact? Order(FieldReader fields, DeribitOrder row)
    {
        fields.Unnamed(row.Rest, DeribitFields.Order, "order");
        if (!Identifier.IsValid(row.OrderId, 128) || fields.Instrument(row.InstrumentName, "instrument_name") is not { } instrument)
        {
            fields.Refuse("order_id is missing");
            return null;
        }

        if (DeribitInstruments.IsCombo(instrument.Code))
        {
            // Its price is a difference, which may be negative, and what it would fill is several legs: no order that we can state.
            fields.Remark(RemarkKind.LeftOut, "orders", $"order {row.OrderId} on the combination {instrument} is not told");
            return null;
        }

        var side = Side(fields, row.Direction, "direction");
        switch (row.OrderState)
        {
            case "open":
                var amount = fields.Needed(fields.Quantity(row.Amount, "amount"), "amount");
                var filled = fields.Needed(fields.Quantity(row.FilledAmount, "filled_amount"), "filled_amount");
                var limit = fields.Needed(fields.Price(row.Price, "price"), "price");
                return new OrderFact(row.OrderId!, instrument, side, amount - filled, limit);

            // One that waits for its trigger does not rest: the order that the trigger makes has another id.
            case "filled" or "cancelled" or "rejected" or "untriggered" or "triggered":
                return new OrderFact(row.OrderId!, instrument, side, Quantity.Zero, default);

            default:
                fields.Refuse($"order_state of {row.OrderId} is {row.OrderState ?? "missing"}");
                return null;
        }
    }

    /// <summary>Positions have no time of their own; the trades and orders that changed them have.</summary>
    private static DateTimeOffset? SaidAt(FieldReader fields, DeribitChanges changes)
    {
        var times = (changes.Trades ?? []).Select(trade => fields.Instant(trade.Timestamp, "timestamp"))
            .Concat((changes.Orders ?? []).Select(order => fields.Instant(order.LastUpdateTimestamp, "last_update_timestamp")));
        return times.Max();
    }

    // A combination may trade below zero, which is no price; that it was traded by force is told all the same.
    private static Price? TradePrice(FieldReader fields, DeribitTrade trade) =>
        trade.Price.Text.StartsWith('-') ? null : fields.Price(trade.Price, "price");

    private static OrderSide Side(FieldReader fields, string? direction, string field)
    {
        var side = direction switch { "buy" => OrderSide.Bid, "sell" => OrderSide.Ask, _ => OrderSide.Unspecified };
        if (side == OrderSide.Unspecified)
        {
            fields.Refuse($"{field} is {direction ?? "missing"}");
        }

        return side;
    }

    private static int? SignOf(string? direction) => direction switch { "buy" => 1, "sell" => -1, "zero" => 0, _ => null };
}
