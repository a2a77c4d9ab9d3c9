using MultiVenueMargin.Risk.Collateral;
using MultiVenueMargin.Risk.Reports;

namespace MultiVenueMargin.Risk.Hot;

/// <summary>
/// The lines of a pool at one end, the twin of <see cref="CollateralValuation"/>: price and credit, the part that hedges,
/// the asset haircut on the rest, the caps.
/// </summary>
internal static class HotCollateral
{
    /// <summary>
    /// Amount, raw value and uncertainty of every line, the same at each end. False where a line is worth next to nothing by a
    /// profit, so that whether it is owned or owed, or how old it is, hangs on a last digit.
    /// </summary>
    public static bool FillRaw(CompiledPool pool, HotMarket market, HotLines lines, out bool isUnknown, out double magnitude)
    {
        isUnknown = pool.IsUnknown;
        magnitude = 0;
        for (var i = 0; i < pool.Lines.Length; i++)
        {
            ref readonly var line = ref pool.Lines[i];
            ref readonly var asset = ref market.Assets[line.Row];
            var amount = HotAmounts.AmountOf(line, pool, market);
            lines.IsDebt[i] = amount.Value < 0;
            if (line.LotFrom < line.LotTo
                && (Math.Abs(amount.Value) <= amount.Error || HotAmounts.HangsOnNothing(line, pool, market)))
            {
                return false;
            }

            if (!line.Counts)
            {
                // An unpriced asset counts nothing; an unpriced debt, or what is known no longer, makes the state unknown.
                isUnknown |= !line.IsSilent && (asset.HasMark ? HotAges.IsLost(line, market) : lines.IsDebt[i]);
                continue;
            }

            var raw = amount * Bounded.Of(asset.Mark);
            magnitude += Math.Abs(raw.Value);
            lines.Raw[i] = lines.IsDebt[i] ? raw : raw * Bounded.Of(line.Credit);
            var uncertainty = line.IsUsd ? 0
                : HotAges.Uncertainty(asset.Confidence, asset.DailyVolatility, Math.Min(line.AsOf, asset.AsOf), market);
            lines.Uncertainty[i] = Bounded.OfSum(uncertainty, uncertainty, 2);
        }

        return true;
    }

    /// <summary>Σ counted at one end; the lines remain in the scratch.</summary>
    public static Bounded At(ValuationEnd end, CompiledPool pool, HotMarket market, HotScratch scratch)
    {
        var lines = scratch.Lines;
        AllotHedges(end, pool, scratch);
        var total = Bounded.Zero;
        for (var i = 0; i < pool.Lines.Length; i++)
        {
            ref readonly var line = ref pool.Lines[i];
            if (line.Counts && !lines.IsDebt[i])
            {
                lines.Hedge[i] = HedgeOf(line, lines.Value[i], scratch);
                lines.Free[i] = (lines.Value[i] - lines.Hedge[i]) * scratch.Kept[line.Total];
                total += lines.Hedge[i] + lines.Free[i];
            }
        }

        ApplyCaps(pool, market.Rules, total, scratch);
        var counted = Bounded.Zero;
        for (var i = 0; i < pool.Lines.Length; i++)
        {
            if (pool.Lines[i].Counts)
            {
                counted += lines.Counted(i);
            }
        }

        return counted;
    }

    /// <summary>
    /// Native coins stand against the unit's short Δ$ as spot: hedge = min(N, (−Δ_x)⁺). Coins are there to hedge, debts add to
    /// the exposure.
    /// </summary>
    private static void AllotHedges(ValuationEnd end, CompiledPool pool, HotScratch scratch)
    {
        var lines = scratch.Lines;
        var coins = scratch.Coins.AsSpan(0, pool.Units.Length);
        var hedges = scratch.Hedges.AsSpan(0, pool.Units.Length);
        coins.Clear();
        for (var i = 0; i < pool.Units.Length; i++)
        {
            ref readonly var unit = ref scratch.UnitDeltas[i];
            hedges[i] = Bounded.OfSum(unit.Net, unit.Gross, unit.Count);
        }

        for (var i = 0; i < pool.Lines.Length; i++)
        {
            ref readonly var line = ref pool.Lines[i];
            if (!line.Counts)
            {
                continue;
            }

            lines.Value[i] = Priced(lines.Raw[i], lines.Uncertainty[i], lines.IsDebt[i], end);
            if (line.Unit >= 0 && lines.IsDebt[i])
            {
                hedges[line.Unit] += lines.Value[i];
            }
            else if (line.Unit >= 0 && line.IsCoin)
            {
                coins[line.Unit] += lines.Value[i];
            }
        }

        for (var i = 0; i < hedges.Length; i++)
        {
            hedges[i] = Bounded.Min(coins[i], Bounded.Positive(-hedges[i]));
        }
    }

    /// <summary>x·mark, worse (or, at the best end, better) by its uncertainty.</summary>
    private static Bounded Priced(Bounded raw, Bounded uncertainty, bool isDebt, ValuationEnd end)
    {
        var factor = (end, isDebt) switch
        {
            (ValuationEnd.Likely, _) => Bounded.One,
            (ValuationEnd.Worst, true) or (ValuationEnd.Best, false) => Bounded.One + uncertainty,
            _ => Bounded.Positive(Bounded.One - uncertainty),
        };
        return OnGrid(raw * factor);
    }

    /// <summary>A line's part of its unit's hedge, in proportion to e.</summary>
    private static Bounded HedgeOf(in CompiledLine line, Bounded value, HotScratch scratch) =>
        line.Unit >= 0 && line.IsCoin && !scratch.Hedges[line.Unit].IsZero
            ? OnGrid(scratch.Hedges[line.Unit] * Bounded.Share(value, scratch.Coins[line.Unit], 1))
            : Bounded.Zero;

    private static Bounded OnGrid(Bounded value) => value.IsZero ? value : value with { Error = value.Error + Bounded.GridOfSteps };

    /// <summary>Asset, issuer and venue caps on free values, in this order; V is the pool's value before any.</summary>
    private static void ApplyCaps(CompiledPool pool, HotRules rules, Bounded total, HotScratch scratch)
    {
        if (rules.AssetCap.IsOn)
        {
            Apply(rules.AssetCap, pool.AssetGroups, CapOf.Asset, pool, total, scratch);
        }

        if (rules.IssuerCap.IsOn)
        {
            Apply(rules.IssuerCap, pool.IssuerGroups, CapOf.Issuer, pool, total, scratch);
        }

        if (rules.VenueCap.IsOn)
        {
            Apply(rules.VenueCap, pool.VenueGroups, CapOf.Venue, pool, total, scratch);
        }
    }

    /// <summary>A group worth v above its limit L counts L + κ·(v − L), pro rata: each line 1 − (1 − κ)·(v − L)/v of itself.</summary>
    private static void Apply(HotCap cap, CompiledCapGroup[] groups, CapOf kind, CompiledPool pool, Bounded total, HotScratch scratch)
    {
        var limit = Bounded.Of(cap.BaseUsd) + (Bounded.Of(cap.Share) * total);
        if (total.Most <= limit.Least)
        {
            // No group is worth more than all of them together.
            return;
        }

        var lines = scratch.Lines;
        var sums = scratch.Groups.AsSpan(0, groups.Length);
        sums.Clear();
        for (var i = 0; i < pool.Lines.Length; i++)
        {
            if (GroupOf(pool.Lines[i], lines.IsDebt[i], kind) is >= 0 and var group)
            {
                sums[group] += lines.Free[i];
            }
        }

        var isAbove = false;
        for (var i = 0; i < sums.Length; i++)
        {
            var excess = Bounded.Positive(sums[i] - limit);
            isAbove |= !excess.IsZero;
            sums[i] = excess.IsZero ? Bounded.One
                : Bounded.One - ((Bounded.One - Bounded.Of(groups[i].ExcessWeight)) * Bounded.Share(excess, sums[i], 1));
        }

        for (var i = 0; isAbove && i < pool.Lines.Length; i++)
        {
            if (GroupOf(pool.Lines[i], lines.IsDebt[i], kind) is >= 0 and var group)
            {
                lines.Free[i] *= sums[group];
            }
        }
    }

    private static int GroupOf(in CompiledLine line, bool isDebt, CapOf kind) => !line.Counts || isDebt ? -1
        : kind switch
        {
            CapOf.Asset => line.AssetGroup,
            CapOf.Issuer => line.IssuerGroup,
            _ => line.VenueGroup,
        };

    private enum CapOf
    {
        Asset = 0,
        Issuer,
        Venue,
    }
}
