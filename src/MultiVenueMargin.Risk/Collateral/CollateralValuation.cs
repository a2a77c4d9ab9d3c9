using MultiVenueMargin.Domain;
using MultiVenueMargin.Domain.Books;
using MultiVenueMargin.Domain.Rules;
using MultiVenueMargin.Risk.Reports;

namespace MultiVenueMargin.Risk.Collateral;

/// <summary>
/// The lines of a pool at one end of the interval, from raw to counted (MARGIN §2): price and credit factors, the part that
/// hedges, the asset haircut on the rest, the caps.
/// </summary>
internal sealed class CollateralValuation
{
    private CollateralValuation(IReadOnlyList<CountedLine> lines, IReadOnlyList<CapReport> caps)
    {
        Lines = lines;
        Caps = caps;
        Total = lines.Sum(line => line.Counted);
    }

    /// <summary>In the order of the holdings; lines that do not count are there with nothing.</summary>
    public IReadOnlyList<CountedLine> Lines { get; }

    public IReadOnlyList<CapReport> Caps { get; }

    /// <summary>Σ counted.</summary>
    public decimal Total { get; }

    /// <param name="lines">The pool's lines.</param>
    /// <param name="positionDelta">Σ Δ$ of the pool's positions per unit, for the hedge parts.</param>
    /// <param name="accountTotals">x_total per asset over all pools and locations, for the tiers.</param>
    /// <param name="rules">The rule set.</param>
    /// <param name="end">Which end.</param>
    public static CollateralValuation At(
        ValuationEnd end,
        IReadOnlyList<HeldLine> lines,
        IReadOnlyDictionary<RiskUnit, decimal> positionDelta,
        IReadOnlyDictionary<Asset, decimal> accountTotals,
        RuleSet rules)
    {
        var counted = new List<CountedLine>(lines.Count);
        foreach (var line in lines)
        {
            counted.Add(new CountedLine(line));
        }

        var live = counted.FindAll(line => line.Held.Counts);
        foreach (var line in live)
        {
            Price(line, end);
            if (!line.Held.IsDebt)
            {
                ApplyCredit(line, rules);
                line.HaircutRate = AverageHaircut(line.Held, accountTotals);
            }
        }

        AllotHedges(live, positionDelta);
        var assets = live.FindAll(line => !line.Held.IsDebt);
        foreach (var line in assets)
        {
            line.TakeAssetHaircut();
        }

        var caps = ApplyCaps(assets, rules.Collateral, end);
        foreach (var line in live)
        {
            line.Close();
        }

        return new CollateralValuation(counted, caps);
    }

    /// <summary>x·mark, worse (or, at the best end, better) by its uncertainty.</summary>
    private static void Price(CountedLine line, ValuationEnd end)
    {
        var u = line.Held.Uncertainty;
        var factor = (end, line.Held.IsDebt) switch
        {
            (ValuationEnd.Likely, _) => 1m,
            (ValuationEnd.Worst, true) or (ValuationEnd.Best, false) => 1 + u,
            _ => Kernel.Positive(1 - u),
        };
        line.Value = Kernel.OnGrid(line.Held.Raw);
        line.Step(CollateralStep.Price, factor);
    }

    /// <summary>The factors of where and how the asset lies: location, bridge, own token, finality.</summary>
    private static void ApplyCredit(CountedLine line, RuleSet rules)
    {
        var held = line.Held.Line;
        var known = rules.Locations.TryGetValue(held.Location, out var location);
        line.Step(CollateralStep.Location, known ? 1 - location!.Haircut : 0m);
        line.Step(CollateralStep.Bridge, 1 - rules.Collateral.BridgeHaircuts.GetValueOrDefault(held.Bridge, 1m));
        line.Step(
            CollateralStep.OwnToken, known && location!.OwnToken == held.Asset ? 1 - rules.Collateral.OwnTokenHaircut : 1m);
        line.Step(CollateralStep.Finality, held.Finality is { } finality ? finality.Share : 1m);
    }

    /// <summary>h_a: the account's whole holding of the asset goes through the tiers, and every line bears the average rate.</summary>
    private static decimal AverageHaircut(HeldLine line, IReadOnlyDictionary<Asset, decimal> accountTotals) =>
        accountTotals.TryGetValue(line.Line.Asset, out var total) && total > 0
            ? Tier.Charge(line.Terms.Haircut, total) / total
            : 0m;

    /// <summary>
    /// Native coins stand against the unit's short Δ$ as spot: hedge = min(N, (−Δ_x)⁺), shared in proportion to e.
    /// </summary>
    private static void AllotHedges(List<CountedLine> live, IReadOnlyDictionary<RiskUnit, decimal> positionDelta)
    {
        foreach (var unit in live.GroupBy(line => line.Held.Unit))
        {
            if (unit.Key is not { } key)
            {
                continue;
            }

            var coins = unit.Where(line => !line.Held.IsDebt && line.Held.Terms.Kind == AssetKind.Coin).ToList();
            var available = coins.Sum(line => line.Value);
            var exposure = positionDelta.GetValueOrDefault(key) + unit.Where(line => line.Held.IsDebt).Sum(line => line.Value);
            var hedge = Math.Min(available, Kernel.Positive(-exposure));
            if (hedge <= 0)
            {
                continue;
            }

            foreach (var line in coins)
            {
                line.Hedge = hedge == available ? line.Value : Kernel.OnGrid(hedge * (line.Value / available));
            }
        }
    }

    /// <summary>Asset, issuer and venue caps on free values, in this order; V is the pool's value before any.</summary>
    private static List<CapReport> ApplyCaps(List<CountedLine> assets, CollateralRules rules, ValuationEnd end)
    {
        var total = assets.Sum(line => line.Hedge + line.Free);
        var reports = new List<CapReport>();
        Apply(
            CapKind.Asset,
            CollateralStep.AssetCap,
            rules.AssetCap,
            line => line.Held.Line.Asset == Asset.Usd || line.Held.Terms.Kind == AssetKind.Stablecoin ? null : line.Held.Line.Asset.Code,
            group => group.Min(line => line.Held.Terms.ExcessWeight));
        Apply(
            CapKind.Issuer,
            CollateralStep.IssuerCap,
            rules.IssuerCap,
            line => line.Held.Terms.Kind == AssetKind.Stablecoin ? line.Held.Terms.Issuer : null,
            group => group.Min(line => line.Held.Terms.ExcessWeight));
        Apply(CapKind.Venue, CollateralStep.VenueCap, rules.VenueCap, line => line.Held.Line.Location.Code, _ => 0m);
        return reports;

        void Apply(
            CapKind kind,
            CollateralStep step,
            CapRule rule,
            Func<CountedLine, string?> nameOf,
            Func<IEnumerable<CountedLine>, decimal> excessWeight)
        {
            if (rule.Share is not { } share)
            {
                return;
            }

            var limit = rule.BaseUsd + (share * total);
            foreach (var group in assets.Where(line => nameOf(line) is not null).GroupBy(nameOf).OrderBy(group => group.Key, StringComparer.Ordinal))
            {
                var value = group.Sum(line => line.Free);
                if (value <= limit)
                {
                    continue;
                }

                var kept = limit + (excessWeight(group) * (value - limit));
                foreach (var line in group)
                {
                    line.Cap(step, kept / value);
                }

                reports.Add(new CapReport(end, kind, group.Key!, new Usd(value - limit)));
            }
        }
    }
}
