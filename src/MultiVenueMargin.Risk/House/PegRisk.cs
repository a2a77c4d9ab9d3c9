using MultiVenueMargin.Domain;
using MultiVenueMargin.Domain.Rules;
using MultiVenueMargin.Risk.Reports;

namespace MultiVenueMargin.Risk.House;

/// <summary>
/// PEG (MARGIN §5): a long in one quote currency hedged by a short in another holds only while the two are worth the same.
/// </summary>
internal static class PegRisk
{
    private static readonly Asset Usd = Asset.Usd;
    private static readonly Asset Usdt = new("USDT");
    private static readonly Asset Usdc = new("USDC");

    public static Component Of(UnitHoldings holdings, bool explain)
    {
        var sum = new ComponentSum("PEG", explain);
        var open = NetByQuote(holdings);
        foreach (var (one, other) in PairsInOrder(open.Keys))
        {
            var (first, second) = (open.GetValueOrDefault(one), open.GetValueOrDefault(other));
            if (Math.Sign(first) * Math.Sign(second) >= 0)
            {
                continue;
            }

            var matched = Math.Min(Math.Abs(first), Math.Abs(second));
            open[one] = first - (Math.Sign(first) * matched);
            open[other] = second - (Math.Sign(second) * matched);
            var price = Math.Min(PriceOf(one, holdings), PriceOf(other, holdings));
            var rate = Rate(Tier.Charge(holdings.Market.Rules.AddOns.PegTiers, matched) / matched, price, holdings.Market.Rules.AddOns);
            sum.Add($"{one} against {other}", null, matched * rate, $"matched Δ$ {matched} × {rate} at the lower price {price}");
        }

        return sum.Close();
    }

    /// <summary>Calm: ρ. Strained: up to 5ρ. Broken: 40 %. Linear in between.</summary>
    internal static decimal Rate(decimal calm, decimal price, AddOnRules rules)
    {
        var strained = rules.PegStrainMultiple * calm;
        if (price >= rules.PegCalmAbove)
        {
            return calm;
        }

        if (price >= rules.PegStrainAt)
        {
            return calm + ((strained - calm) * (rules.PegCalmAbove - price) / (rules.PegCalmAbove - rules.PegStrainAt));
        }

        return price > rules.PegBrokenAt
            ? strained + ((rules.PegBrokenRate - strained) * (rules.PegStrainAt - price) / (rules.PegStrainAt - rules.PegBrokenAt))
            : rules.PegBrokenRate;
    }

    private static Dictionary<Asset, decimal> NetByQuote(UnitHoldings holdings)
    {
        var net = new Dictionary<Asset, decimal>();
        foreach (var position in holdings.Positions)
        {
            var contract = position.Instrument.Contract;
            var quote = contract.IsInverse ? Usd : contract.Quote;
            net[quote] = net.GetValueOrDefault(quote) + position.Delta;
        }

        net[Usd] = net.GetValueOrDefault(Usd) + holdings.CoinDelta;
        return net;
    }

    /// <summary>USDT–USD, USDT–USDC, USDC–USD, then every other pair alphabetically.</summary>
    private static IEnumerable<(Asset, Asset)> PairsInOrder(IEnumerable<Asset> quotes)
    {
        var first = new List<(Asset One, Asset Other)> { (Usdt, Usd), (Usdt, Usdc), (Usdc, Usd) };
        var names = quotes.Order().ToList();
        var others =
            from one in names
            from other in names
            where one < other && !first.Contains((one, other)) && !first.Contains((other, one))
            select (one, other);
        return first.Concat(others.ToList());
    }

    private static decimal PriceOf(Asset quote, UnitHoldings holdings) => holdings.Market.FindMark(quote)?.Mark.Value ?? 1m;
}
