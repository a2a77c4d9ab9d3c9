namespace MultiVenueMargin.Risk.Hot;

/// <summary>The requirement of one risk unit, the twin of <see cref="House.UnitRequirement"/>.</summary>
internal static class HotUnitRequirement
{
    public static HotUnitFigures Of(CompiledUnit unit, HotMarket market, HotScratch scratch)
    {
        var whole = Unbounded(unit, unit.Whole, market, scratch);
        if (unit.Rest is null)
        {
            return whole;
        }

        // From here on the state holds what the rest owes for the groups' cover too.
        var losses = HotMaximumLoss.Of(unit, market, scratch.State);
        if (losses.Least > whole.Requirement.Most)
        {
            // The rest requires nothing or more: the bound lies above, whatever it is.
            return whole;
        }

        var rest = Unbounded(unit, unit.Rest, market, scratch);
        return whole with { Requirement = Bounded.Min(whole.Requirement, losses + rest.Requirement) };
    }

    private static HotUnitFigures Unbounded(CompiledUnit unit, CompiledPart part, HotMarket market, HotScratch scratch)
    {
        var state = scratch.State;
        var (net, gross) = (0.0, 0.0);
        foreach (ref readonly var position in part.Positions.AsSpan())
        {
            var delta = scratch.Deltas[position.Slot];
            net += delta;
            gross += Math.Abs(delta);
        }

        var netDelta = Bounded.OfSum(net, gross, part.Positions.Length) + state.CoinDelta;
        var allDelta = netDelta + state.FreeDelta;
        var grossDelta = Bounded.OfSum(gross, gross, part.Positions.Length) + Bounded.Abs(state.CoinDelta);
        var scan = HotScan.Of(unit, part, market, scratch);
        var grossFloor = (grossDelta * Bounded.Of(unit.GrossFloorShare)).Rounded();
        var statistical = scratch.History is { } history ? history.Of(unit, part, scratch)
            : Bounded.Of(part.Statistical) + new Bounded(0, part.Statistical * scratch.StatisticalShare);
        var core = Bounded.Max(Bounded.Max(scan, statistical), grossFloor);
        var basis = HotAddOns.Basis(unit, part, gross, market, scratch);
        var vegaTerm = HotAddOns.VegaTerm(part, market, scratch);
        var peg = HotPegRisk.Of(part, gross, market, scratch);
        var rate = HotAddOns.RateRisk(part, market);
        var funding = HotAddOns.Funding(part, market, scratch);
        var liquidity = HotLiquidityCost.Of(unit, part, market, scratch);
        var concentration = HotAddOns.Concentration(unit, netDelta, core, market);
        var shortOption = HotAddOns.ShortOptionMinimum(unit, part, market);
        var minimumDelta = HotAddOns.MinimumDelta(netDelta, grossDelta, market.Rules);
        var added = core + basis + vegaTerm + peg + rate + funding + liquidity + concentration;
        return new HotUnitFigures(Bounded.Max(Bounded.Max(added, shortOption), minimumDelta), scan, allDelta);
    }
}
