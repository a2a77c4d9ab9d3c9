using MultiVenueMargin.Domain;
using MultiVenueMargin.Domain.Books;
using MultiVenueMargin.Domain.Rules;
using MultiVenueMargin.Risk.Reports;
using static MultiVenueMargin.Risk.Tests.NaiveEvaluator.BigRational;

namespace MultiVenueMargin.Risk.Tests.NaiveEvaluator;

/// <summary>MARGIN §2 for the lines of one pool at one end, sentence by sentence.</summary>
internal static class NaiveCollateral
{
    /// <summary>Copies of the lines with everything filled in.</summary>
    public static List<NaiveLine> At(
        ValuationEnd end, NaiveHoldings holdings, IReadOnlyDictionary<Asset, BigRational> totals, RuleSet rules)
    {
        var lines = holdings.Lines.Select(line => line.Copy()).ToList();
        var live = lines.Where(line => line.IsLive).ToList();
        foreach (var line in live)
        {
            line.Value = line.Amount * line.Mark * PriceFactor(end, line) * (line.IsDebt ? One : Place(line, rules));
        }

        var assets = live.Where(line => !line.IsDebt).ToList();
        foreach (var unit in live.Select(line => line.Unit).OfType<RiskUnit>().Distinct())
        {
            var native = assets.Where(line => line.Unit == unit && line.Terms.Kind == AssetKind.Coin).ToList();
            var n = Sum(native.Select(line => line.Value));
            var exposure = Sum(holdings.Positions.Where(position => position.Contract.Unit == unit).Select(position => position.Delta))
                + Sum(live.Where(line => line.IsDebt && line.Unit == unit).Select(line => line.Value));
            var hedge = Min(n, Positive(-exposure));
            foreach (var line in native.Where(_ => n.Sign > 0))
            {
                line.Hedge = hedge * line.Value / n;
            }
        }

        foreach (var line in assets)
        {
            var total = totals.GetValueOrDefault(line.Key.Asset, Zero);
            line.Haircut = total.Sign > 0 ? Slices(line.Terms.Haircut, total) / total : Zero;
            line.Free = (line.Value - line.Hedge) * (One - line.Haircut);
        }

        var v = Sum(assets.Select(line => line.Hedge + line.Free));
        Cap(assets, rules.Collateral.AssetCap, v, line =>
            line.Key.Asset == Asset.Usd || line.Terms.Kind == AssetKind.Stablecoin ? null : line.Key.Asset.Code, KeptOfExcess);
        Cap(assets, rules.Collateral.IssuerCap, v, line => line.Terms.Kind == AssetKind.Stablecoin ? line.Terms.Issuer : null, KeptOfExcess);
        Cap(assets, rules.Collateral.VenueCap, v, line => line.Key.Location.Code, _ => Zero);
        foreach (var line in live)
        {
            line.Counted = Down(line.IsDebt ? line.Value : line.Hedge + line.Free);
        }

        return lines;
    }

    /// <summary>Σ(slice·rate).</summary>
    public static BigRational Slices(IReadOnlyList<Tier> tiers, BigRational total)
    {
        var (sum, below) = (Zero, Zero);
        foreach (var tier in tiers)
        {
            var upTo = tier.UpTo is { } end ? Min(end, total) : total;
            sum += Positive(upTo - below) * tier.Rate;
            below = Max(below, upTo);
        }

        return sum;
    }

    private static BigRational PriceFactor(ValuationEnd end, NaiveLine line)
    {
        if (end == ValuationEnd.Likely)
        {
            return One;
        }

        var isUp = (end == ValuationEnd.Best) != line.IsDebt;
        return isUp ? One + line.U : Positive(One - line.U);
    }

    private static BigRational Place(NaiveLine line, RuleSet rules)
    {
        if (!rules.Locations.TryGetValue(line.Key.Location, out var terms))
        {
            return Zero;
        }

        var ownToken = terms.OwnToken == line.Key.Asset ? rules.Collateral.OwnTokenHaircut : 0m;
        var finality = line.Key.Finality is { } seen ? Clamp(Of(seen.Confirmations, seen.Required), Zero, One) : One;
        return (One - terms.Haircut) * (One - rules.Collateral.BridgeHaircuts[line.Key.Bridge]) * (One - ownToken) * finality;
    }

    private static BigRational KeptOfExcess(NaiveLine line) => line.Terms.ExcessWeight;

    private static void Cap(
        List<NaiveLine> assets, CapRule rule, BigRational v, Func<NaiveLine, string?> group, Func<NaiveLine, BigRational> kappa)
    {
        if (rule.Share is not { } share)
        {
            return;
        }

        var limit = rule.BaseUsd + ((BigRational)share * v);
        foreach (var name in assets.Select(group).OfType<string>().Distinct())
        {
            var members = assets.Where(line => group(line) == name).ToList();
            var worth = Sum(members.Select(line => line.Free));
            if (worth > limit)
            {
                var counts = limit + (members.Select(kappa).Aggregate(Min) * (worth - limit));
                members.ForEach(line => line.Free = line.Free * counts / worth);
            }
        }
    }
}
