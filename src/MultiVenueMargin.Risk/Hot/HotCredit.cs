namespace MultiVenueMargin.Risk.Hot;

/// <summary>
/// CREDIT, the twin of <see cref="House.Credit"/>. Written on the long and the short part of each Δ$, of which one is
/// nothing, so that it stays continuous where a sign is in doubt.
/// </summary>
internal static class HotCredit
{
    public static Bounded Of(CompiledPool pool, HotMarket market, HotScratch scratch)
    {
        var total = Bounded.Zero;
        foreach (ref readonly var pair in pool.CreditPairs.AsSpan())
        {
            var (first, second) = (scratch.Units[pair.First], scratch.Units[pair.Second]);
            var (one, other) = (pool.Units[pair.First].Range, pool.Units[pair.Second].Range);
            var longFirst = Bounded.Min(Directional(first, first.AllDelta, one), Directional(second, -second.AllDelta, other));
            var longSecond = Bounded.Min(Directional(first, -first.AllDelta, one), Directional(second, second.AllDelta, other));
            var share = Bounded.Of(market.CreditShares[pair.Pair]);
            total += (share * (longFirst + longSecond)).Rounded();
        }

        return total;
    }

    /// <summary>dir = min(SCAN, Unit, R·Δ$⁺).</summary>
    private static Bounded Directional(HotUnitFigures unit, Bounded delta, double range)
    {
        var positive = Bounded.Positive(delta);
        return positive.IsZero ? positive
            : Bounded.Min(Bounded.Min(unit.Scan, unit.Requirement), positive * Bounded.Of(range));
    }
}
