namespace MultiVenueMargin.Risk.Hot;

/// <summary>LIQ, the twin of <see cref="House.LiquidityCost"/>: what closing each line would cost, by spread and by impact.</summary>
internal static class HotLiquidityCost
{
    public static Bounded Of(CompiledUnit unit, CompiledPart part, HotMarket market, HotScratch scratch)
    {
        var index = market.Units[unit.Row].Index;
        var (total, magnitude) = (0.0, 0.0);
        foreach (ref readonly var position in part.Positions.AsSpan())
        {
            ref readonly var instrument = ref market.Instruments[position.Row];
            var size = Math.Abs(scratch.Deltas[position.Slot]);
            var impact = instrument.ImpactUnknown + (instrument.ImpactOfRoot * Math.Sqrt(size));
            if (position.Kind == HotKind.Option)
            {
                var cost = (instrument.OptionHalfSpread * Math.Abs(position.Quantity)) + (size * impact);
                var value = position.Quantity * Math.Max(instrument.ContractValue, 0);
                total += position.Quantity > 0 ? Math.Min(cost, value) : cost;
                magnitude += cost + Math.Abs(value);
                continue;
            }

            total += instrument.Depth.From == instrument.Depth.To
                ? size * (instrument.HalfSpread + impact)
                : Walked(instrument, market.Depth, size / index, index, instrument.HalfSpread + impact);
            magnitude += size * (instrument.DepthMost + instrument.HalfSpread + impact);
        }

        return (Bounded.OfSum(total, magnitude, part.Positions.Length + 8) + Coins(unit, market, scratch.State)).Rounded();
    }

    /// <summary>
    /// The unit's coins as one. c·√c grows by at most 1.5·√c per c, so a relative error grows to one and a half of itself; next
    /// to nothing it is the error's own cost.
    /// </summary>
    private static Bounded Coins(CompiledUnit unit, HotMarket market, HotUnitState state)
    {
        ref readonly var said = ref market.Units[unit.Row];
        var size = Bounded.Abs(state.CoinDelta);
        var ratio = said.DailyVolume > 0 && said.Index > 0
            ? size / (Bounded.Of(said.Index) * Bounded.Of(said.DailyVolume))
            : new Bounded(1, 0);
        var impact = Bounded.Of(market.Rules.ImpactCoefficient) * Bounded.Of(said.DailyVolatility) * Bounded.Sqrt(ratio);
        return size * (Bounded.Of(unit.HalfSpread) + impact);
    }

    /// <summary>Walks a published book: the cost of what it takes, and of the rest by the formula.</summary>
    private static double Walked(in HotInstrument instrument, ReadOnlySpan<double> depth, double coins, double index, double rateBeyond)
    {
        var (left, cost) = (coins, 0.0);
        for (var i = instrument.Depth.From; i < instrument.Depth.To && left > 0; i += 2)
        {
            var taken = Math.Min(left, depth[i + 1]);
            cost += taken * index * depth[i];
            left -= taken;
        }

        return cost + (left * index * rateBeyond);
    }
}
