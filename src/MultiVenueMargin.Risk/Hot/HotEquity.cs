namespace MultiVenueMargin.Risk.Hot;

/// <summary>What positions bring to equity, the twin of <see cref="Collateral.Equity"/>: their Δ$, their options' value, what age and spread may cost.</summary>
internal static class HotEquity
{
    /// <summary>Δ$ of every position and its sums by unit; the sum of all sizes.</summary>
    public static double FillDeltas(CompiledPool pool, HotMarket market, HotScratch scratch)
    {
        var magnitude = 0.0;
        for (var i = 0; i < pool.Units.Length; i++)
        {
            scratch.UnitDeltas[i] = FillDeltas(pool.Units[i], pool.Slots, market, scratch.Deltas);
            magnitude += scratch.UnitDeltas[i].Gross;
        }

        return magnitude;
    }

    private static HotUnitDelta FillDeltas(CompiledUnit unit, HeldSlot[] slots, HotMarket market, double[] deltas)
    {
        var volatility = market.Units[unit.Row].DailyVolatility;
        var (net, gross, stale, grossStale) = (0.0, 0.0, 0.0, 0.0);
        for (var i = unit.Slots.From; i < unit.Slots.To; i++)
        {
            ref readonly var slot = ref slots[i];
            ref readonly var instrument = ref market.Instruments[slot.Row];
            var delta = slot.Quantity * instrument.Delta;
            var uncertainty = HotAges.Uncertainty(instrument.Confidence, volatility, Math.Min(slot.AsOf, instrument.AsOf), market);
            deltas[i] = delta;
            net += delta;
            gross += Math.Abs(delta);
            stale += delta * uncertainty;
            grossStale += Math.Abs(delta) * uncertainty;
        }

        return new HotUnitDelta(net, gross, stale, grossStale, unit.Slots.To - unit.Slots.From);
    }

    /// <summary>Options at their marks, netted per location; a positive net bears the location's haircut.</summary>
    public static Bounded OptionValues(CompiledPool pool, HotMarket market, HotScratch scratch, out double gross)
    {
        gross = 0;
        if (pool.OptionLocations.Length == 0)
        {
            return Bounded.Zero;
        }

        var nets = scratch.Groups.AsSpan(0, pool.OptionLocations.Length);
        nets.Clear();
        foreach (ref readonly var slot in pool.Slots.AsSpan())
        {
            if (slot.OptionLocation >= 0)
            {
                var value = slot.Quantity * market.Instruments[slot.Row].ContractValue;
                ref var net = ref nets[slot.OptionLocation];
                net = new Bounded(net.Value + value, net.Error + Math.Abs(value));
                gross += Math.Abs(value);
            }
        }

        var total = Bounded.Zero;
        for (var i = 0; i < nets.Length; i++)
        {
            var net = Bounded.OfSum(nets[i].Value, nets[i].Error, pool.Slots.Length);
            total += ((Bounded.Positive(net) * Bounded.Of(pool.OptionLocations[i])) - Bounded.Positive(-net)).Rounded();
        }

        return total;
    }

    /// <summary>STALE: |Σ Δ$·u| per unit.</summary>
    public static Bounded Stale(CompiledPool pool, HotScratch scratch)
    {
        var total = Bounded.Zero;
        for (var i = 0; i < pool.Units.Length; i++)
        {
            ref readonly var unit = ref scratch.UnitDeltas[i];
            total += Bounded.OfSum(Math.Abs(unit.Stale), unit.GrossStale, unit.Count).Rounded();
        }

        return total;
    }
}
