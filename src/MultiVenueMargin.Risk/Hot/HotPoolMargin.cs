using MultiVenueMargin.Risk.Collateral;
using MultiVenueMargin.Risk.Reports;

namespace MultiVenueMargin.Risk.Hot;

/// <summary>One pool's margin, the twin of <see cref="House.PoolMargin"/>: collateral at each end, units on the worst lines, the account's own parts.</summary>
internal static class HotPoolMargin
{
    public static HotFigures Of(CompiledPool pool, HotMarket market, HotScratch scratch)
    {
        if (HotVenueTrap.NeedsRuleBooks(pool, market))
        {
            return new HotFigures { Gap = HotGap.VenueRules };
        }

        var magnitude = HotEquity.FillDeltas(pool, market, scratch);
        if (!HotCollateral.FillRaw(pool, market, scratch.Lines, out var isUnknown, out var raw))
        {
            return new HotFigures { Gap = HotGap.ProfitNextToNothing };
        }

        var options = HotEquity.OptionValues(pool, market, scratch, out var grossOptions);
        var stale = HotEquity.Stale(pool, scratch);
        var best = HotCollateral.At(ValuationEnd.Best, pool, market, scratch);
        var likely = HotCollateral.At(ValuationEnd.Likely, pool, market, scratch);
        // Last, because the units are margined on the lines that it leaves behind.
        var worst = HotCollateral.At(ValuationEnd.Worst, pool, market, scratch);

        var units = Bounded.Zero;
        for (var i = 0; i < pool.Units.Length; i++)
        {
            FillState(pool, i, scratch);
            scratch.Units[i] = HotUnitRequirement.Of(pool.Units[i], market, scratch);
            units += scratch.Units[i].Requirement;
        }

        var credit = HotCredit.Of(pool, market, scratch);
        var borrow = HotBorrow.Of(pool, market, scratch);
        var trap = HotVenueTrap.Of(pool, market, scratch);
        var orders = HotOrders.Of(pool, market, out var grossOrders);
        var maintenance = units - credit + borrow + trap + orders;
        return new HotFigures
        {
            IsUnknown = isUnknown,
            Worst = worst + options - stale,
            Likely = likely + options,
            Best = best + options + stale,
            Stale = stale,
            Options = options,
            Units = units,
            Credit = credit,
            Borrow = borrow,
            VenueTrap = trap,
            Orders = orders,
            Maintenance = maintenance,
            Initial = (Bounded.Of(market.Rules.InitialMarginFactor) * maintenance).Rounded(),
            Magnitude = magnitude + raw + grossOptions + grossOrders + maintenance.Value,
        };
    }

    /// <summary>Debts and hedge parts of a unit as coins, free lines at G = counted/(1 − h_a).</summary>
    private static void FillState(CompiledPool pool, int unit, HotScratch scratch)
    {
        var (state, lines) = (scratch.State, scratch.Lines);
        state.Clear(pool.Units[unit].Locations);
        for (var i = 0; i < pool.Lines.Length; i++)
        {
            ref readonly var line = ref pool.Lines[i];
            if (line.Unit != unit || !line.Counts)
            {
                continue;
            }

            if (lines.IsDebt[i])
            {
                state.AddCoin(line.UnitLocation, lines.Value[i]);
                continue;
            }

            if (!lines.Hedge[i].IsZero)
            {
                state.AddCoin(line.UnitLocation, lines.Hedge[i]);
            }

            if (!lines.Free[i].IsZero && !line.IsTakenWhole)
            {
                state.AddFree(
                    line.UnitLocation, lines.Free[i].Rounded() / scratch.Kept[line.Total], scratch.Haircuts[line.Total]);
            }
        }
    }
}
