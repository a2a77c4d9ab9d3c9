namespace MultiVenueMargin.Risk.Hot;

/// <summary>BORROW, the twin of <see cref="House.Borrow"/>: what is owed in an asset, at its counted value, goes through the slices.</summary>
internal static class HotBorrow
{
    public static Bounded Of(CompiledPool pool, HotMarket market, HotScratch scratch)
    {
        var debts = scratch.Groups.AsSpan(0, pool.BorrowGroups);
        debts.Clear();
        for (var i = 0; i < pool.Lines.Length; i++)
        {
            if (pool.Lines[i].Counts && scratch.Lines.IsDebt[i])
            {
                debts[pool.Lines[i].BorrowGroup] -= scratch.Lines.Counted(i);
            }
        }

        var total = Bounded.Zero;
        foreach (var debt in debts)
        {
            if (!debt.IsZero)
            {
                total += market.Rules.BorrowTiers.Charge(debt).Rounded();
            }
        }

        return total;
    }
}
