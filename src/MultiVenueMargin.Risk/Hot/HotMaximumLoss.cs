namespace MultiVenueMargin.Risk.Hot;

/// <summary>
/// No more than can be lost, the twin of <see cref="House.MaximumLoss"/>. What options pay at a strike is the same whatever the
/// market does; only futures, their cover and the currency move.
/// </summary>
internal static class HotMaximumLoss
{
    /// <summary>Σ of the groups' maximum losses; what they owe for their cover is added to the unit's coins.</summary>
    public static Bounded Of(CompiledUnit unit, HotMarket market, HotUnitState state)
    {
        var index = market.Units[unit.Row].Index;
        var total = Bounded.Zero;
        foreach (var group in unit.Groups)
        {
            total += LossOf(group, index, market, out var cover);
            if (!cover.IsZero)
            {
                state.AddCoin(group.Location, -(cover * Bounded.Of(index)));
            }
        }

        return total;
    }

    private static Bounded LossOf(CompiledGroup group, double index, HotMarket market, out Bounded cover)
    {
        var quote = market.Instruments[group.Options[0].Row].QuoteInUsd;
        // Futures pay slope·(price − P): their slopes, and what they cost at their prices.
        var (slopes, grossSlopes, cost, grossCost) = (0.0, 0.0, 0.0, 0.0);
        foreach (ref readonly var future in group.Futures.AsSpan())
        {
            ref readonly var instrument = ref market.Instruments[future.Row];
            var slope = future.IsInverse ? future.Units / instrument.Price : future.Units;
            slopes += slope;
            grossSlopes += Math.Abs(slope);
            cost += slope * instrument.Price * instrument.QuoteInUsd;
            grossCost += Math.Abs(slope * instrument.Price * instrument.QuoteInUsd);
        }

        var terms = group.Options.Length + group.Futures.Length;
        var gross = grossSlopes + group.GrossUnits;
        cover = Bounded.Positive(Bounded.OfSum(-(slopes + group.CallUnits), gross, terms));
        var least = double.PositiveInfinity;
        foreach (ref readonly var at in group.Strikes.AsSpan())
        {
            var price = at.Strike * quote;
            least = Math.Min(
                least, (cover.Value * (price - index)) + (at.OptionPayoff * quote) + (slopes * price) - cost);
        }

        // Every payoff is made of amounts up to the highest strike or the index on all units, and of the futures' cost.
        var magnitude = (2 * gross * ((group.HighestStrike * quote) + index)) + grossCost;
        var certain = Certain(Bounded.OfSum(least, magnitude, terms + 4), group, market);
        return Bounded.Positive(Value(group, market) - certain).Rounded();
    }

    private static Bounded Value(CompiledGroup group, HotMarket market)
    {
        var (value, magnitude) = (0.0, 0.0);
        foreach (ref readonly var option in group.Options.AsSpan())
        {
            var its = option.Quantity * market.Instruments[option.Row].ContractValue;
            value += its;
            magnitude += Math.Abs(its);
        }

        return Bounded.OfSum(value, magnitude, group.Options.Length);
    }

    /// <summary>A certain payoff is worth D·e^{−0.01·T} of itself today, the least D of the group; a certain loss is owed in full.</summary>
    private static Bounded Certain(Bounded least, CompiledGroup group, HotMarket market)
    {
        var discount = double.PositiveInfinity;
        foreach (ref readonly var option in group.Options.AsSpan())
        {
            discount = Math.Min(discount, market.Instruments[option.Row].Discount);
        }

        var factor = Bounded.Of(discount) * Bounded.Of(market.Instruments[group.Options[0].Row].Decay);
        return (Bounded.Positive(least) * factor) - Bounded.Positive(-least);
    }
}
