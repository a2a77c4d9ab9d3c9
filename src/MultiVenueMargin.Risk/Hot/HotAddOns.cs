namespace MultiVenueMargin.Risk.Hot;

/// <summary>The add-ons of one unit that look at its risk lines alone, the twin of <see cref="House.AddOns"/>.</summary>
internal static class HotAddOns
{
    private const double TicksPerYear = 365.0 * 86_400;

    /// <summary>
    /// BASIS: |net Δ$|·max(a, b·T) per dated expiry, and min(longs, shorts) of the venues' perpetuals. No Δ$ is in two of
    /// the sums, so the error is that of one sum of all at the highest rate.
    /// </summary>
    public static Bounded Basis(CompiledUnit unit, CompiledPart part, double gross, HotMarket market, HotScratch scratch)
    {
        var nets = scratch.Sums.AsSpan(0, part.Expiries.Length);
        nets.Clear();
        var (longs, shorts) = (0.0, 0.0);
        for (var location = 0; location < unit.Locations; location++)
        {
            var perpetuals = 0.0;
            for (var i = part.LocationFrom[location]; i < part.LocationFrom[location + 1]; i++)
            {
                ref readonly var position = ref part.Positions[i];
                if (position.Kind == HotKind.Perpetual)
                {
                    perpetuals += scratch.Deltas[position.Slot];
                }
                else if (position.Expiry >= 0)
                {
                    nets[position.Expiry] += scratch.Deltas[position.Slot];
                }
            }

            longs += Math.Max(perpetuals, 0);
            shorts += Math.Max(-perpetuals, 0);
        }

        var (total, most) = (Math.Min(longs, shorts) * unit.PerpetualBasis, unit.PerpetualBasis);
        for (var i = 0; i < nets.Length; i++)
        {
            var years = (part.Expiries[i] - market.AsOf) / TimeSpan.TicksPerSecond / TicksPerYear;
            var rate = Math.Max(unit.BasisFloor, unit.BasisPerYear * years);
            total += Math.Abs(nets[i]) * rate;
            most = Math.Max(most, rate);
        }

        return Bounded.OfSum(total, gross * most, part.Positions.Length + nets.Length + unit.Locations).Rounded();
    }

    /// <summary>
    /// VEGA_TERM: long and short vega of different expiries, matched by least gap, then earlier expiry.
    /// </summary>
    /// <remarks>
    /// Matching takes a pair (x, y) of opposite signs to ((x − y)⁺, (y − x)⁺), which moves the sum of all sizes by no more than
    /// the inputs moved it: errors add up over expiries and do not grow from pair to pair. Shares never fall along the order,
    /// so Σ share·matched, summed by parts over the masses that remain, moves by at most the last share, at most 1, times that.
    /// </remarks>
    public static Bounded VegaTerm(CompiledPart part, HotMarket market, HotScratch scratch)
    {
        if (part.VegaPairs.Length == 0)
        {
            return Bounded.Zero;
        }

        var open = scratch.Sums.AsSpan(0, part.Expiries.Length);
        open.Clear();
        var mass = 0.0;
        foreach (ref readonly var position in part.Positions.AsSpan())
        {
            if (position.Kind == HotKind.Option && position.Expiry >= 0)
            {
                var vega = position.Quantity * market.Instruments[position.Row].Vega;
                open[position.Expiry] += vega;
                mass += Math.Abs(vega);
            }
        }

        var total = 0.0;
        foreach (ref readonly var pair in part.VegaPairs.AsSpan())
        {
            total += Match(ref open[pair.One], ref open[pair.Other]) * pair.Share;
        }

        var points = market.Rules.VegaTermPoints;
        return Bounded.OfSum(total * points, mass * points, part.Positions.Length + (2 * part.VegaPairs.Length)).Rounded();
    }

    /// <summary>RATE: |Σ T·q·m·V| of the options × the shock.</summary>
    public static Bounded RateRisk(CompiledPart part, HotMarket market)
    {
        var (total, mass) = (0.0, 0.0);
        foreach (ref readonly var position in part.Positions.AsSpan())
        {
            var value = position.Quantity * market.Instruments[position.Row].RateWeight;
            total += value;
            mass += Math.Abs(value);
        }

        var shock = market.Rules.RateShock;
        return Bounded.OfSum(Math.Abs(total) * shock, mass * shock, part.Positions.Length).Rounded();
    }

    /// <summary>FUNDING: the next payment of each perpetual that pays.</summary>
    public static Bounded Funding(CompiledPart part, HotMarket market, HotScratch scratch)
    {
        var total = 0.0;
        foreach (ref readonly var position in part.Positions.AsSpan())
        {
            total += Math.Max(scratch.Deltas[position.Slot] * market.Instruments[position.Row].Funding, 0);
        }

        return Bounded.OfSum(total, total, part.Positions.Length).Rounded();
    }

    /// <summary>SHORT_OPTION_MIN: what is net short of a series stands still while prices move.</summary>
    public static Bounded ShortOptionMinimum(CompiledUnit unit, CompiledPart part, HotMarket market)
    {
        var total = part.ShortOptionUnits * market.Units[unit.Row].Index * unit.ShortOptionShare;
        return Bounded.OfSum(total, total, 1).Rounded();
    }

    /// <summary>MIN_DELTA: a share of what is net and of what is hedged.</summary>
    public static Bounded MinimumDelta(Bounded netDelta, Bounded grossDelta, HotRules rules)
    {
        var net = Bounded.Abs(netDelta);
        var hedged = (grossDelta - net) * new Bounded(0.5, 0);
        return ((net * Bounded.Of(rules.MinimumOnNet)) + (hedged * Bounded.Of(rules.MinimumOnHedged))).Rounded();
    }

    /// <summary>CONC: a position that takes days to close bears its core risk for longer.</summary>
    public static Bounded Concentration(CompiledUnit unit, Bounded netDelta, Bounded core, HotMarket market)
    {
        var rules = market.Rules;
        var most = Bounded.Of(rules.ConcentrationMostDays);
        var days = most;
        ref readonly var said = ref market.Units[unit.Row];
        if (said.DailyVolume > 0 && said.Index > 0)
        {
            var coins = Bounded.Abs(netDelta) / Bounded.Of(said.Index);
            var daily = Bounded.Of(rules.ConcentrationVolumeShare) * Bounded.Of(said.DailyVolume);
            // Compared before it is divided: a volume next to nothing would make the quotient anything.
            if (coins.Least < (most * daily).Most)
            {
                days = Bounded.Min(coins / daily, most);
            }
        }

        var horizon = Bounded.Min(days + Bounded.Of(rules.ConcentrationBaseDays), most) / Bounded.Of(rules.ConcentrationHorizonDays);
        var factor = Bounded.Min(
            Bounded.Positive(Bounded.Sqrt(horizon) - new Bounded(1, 0)), Bounded.Of(rules.ConcentrationMost));
        return (core * factor).Rounded();
    }

    /// <summary>What two open amounts of opposite signs have in common; both are less by it.</summary>
    internal static double Match(ref double one, ref double other)
    {
        if (one > 0 == other > 0 || one == 0 || other == 0)
        {
            return 0;
        }

        var matched = Math.Min(Math.Abs(one), Math.Abs(other));
        one -= Math.CopySign(matched, one);
        other -= Math.CopySign(matched, other);
        return matched;
    }
}
