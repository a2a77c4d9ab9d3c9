using MultiVenueMargin.Domain;
using MultiVenueMargin.Domain.Market;
using MultiVenueMargin.Risk.Collateral;
using MultiVenueMargin.Risk.Reports;
using MultiVenueMargin.Risk.Valuation;

namespace MultiVenueMargin.Risk.House;

/// <summary>LIQ (MARGIN §5): what closing each line would cost, by spread and by impact.</summary>
internal static class LiquidityCost
{
    public static Component Of(UnitHoldings holdings, bool explain)
    {
        var market = holdings.Market;
        var terms = market.ClassOf(holdings.Unit);
        var volatility = market.DailyVolatility(holdings.Unit);
        var unitVolume = market.FindDailyVolume(holdings.Unit);
        var sum = new ComponentSum("LIQ", explain);
        foreach (var position in holdings.Positions)
        {
            var size = Math.Abs(position.Delta);
            var coins = holdings.CoinsOf(position.Delta);
            var volume = position.Instrument.Mark.AverageDailyVolume?.Value ?? unitVolume;
            var impact = Impact(market, volatility, coins, volume);
            if (position.AsOption is { } option)
            {
                var half = HalfSpread(market, position, option, holdings.Index);
                var cost = half + (size * impact);
                var value = Kernel.Positive(position.Quantity * Kernel.Positive(option.ContractValue));
                if (position.Quantity > 0)
                {
                    sum.Add(
                        position,
                        Math.Min(cost, value),
                        $"half spread {half} + |Δ$| {size} × impact {impact}, at most the value {value}");
                }
                else
                {
                    sum.Add(position, cost, $"half spread {half} + |Δ$| {size} × impact {impact}");
                }

                continue;
            }

            var halfSpread = position.Instrument.Mark.HalfSpread?.Value ?? terms.HalfSpread;
            var (walked, beyond) = Walk(position.Instrument.Mark.Depth, coins, holdings.Index);
            var rest = coins is > 0 ? beyond * holdings.Index : size;
            sum.Add(
                position,
                walked + (rest * (halfSpread + impact)),
                $"walked {walked} + |Δ$| {rest} × (half spread {halfSpread} + impact {impact})");
        }

        var coinSize = Math.Abs(holdings.CoinDelta);
        var coinImpact = Impact(market, volatility, holdings.CoinsOf(holdings.CoinDelta), unitVolume);
        sum.Add(
            "coins", null, coinSize * (terms.HalfSpread + coinImpact), $"|Δ$| {coinSize} × (half spread {terms.HalfSpread} + impact {coinImpact})");
        return sum.Close();
    }

    /// <summary>k·σ_day·√(coins/ADV); a whole day's volume where nobody says what trades.</summary>
    private static decimal Impact(PricedMarket market, decimal volatility, decimal? coins, decimal? volume)
    {
        var ratio = volume is > 0 && coins is { } size ? size / volume.Value : 1m;
        return market.Rules.AddOns.ImpactCoefficient * volatility * Kernel.Sqrt(ratio);
    }

    /// <summary>min(mark, 5 %·mark + 2 bp·S·m) each.</summary>
    private static decimal HalfSpread(PricedMarket market, HeldPosition position, PricedOptionContract option, decimal index)
    {
        var mark = Kernel.Positive(option.ContractValue);
        var rules = market.Rules.AddOns;
        var each = Math.Min(
            mark, (rules.OptionSpreadOfMark * mark) + (rules.OptionSpreadOfUnderlying * index * option.Option.Multiplier));
        return each * Math.Abs(position.Quantity);
    }

    /// <summary>Walks a published book: the cost of what it takes, and the coins beyond it.</summary>
    private static (decimal Cost, decimal Beyond) Walk(IReadOnlyList<DepthLevel> depth, decimal? coins, decimal index)
    {
        var left = coins ?? 0m;
        var cost = 0m;
        foreach (var level in depth)
        {
            var taken = Math.Min(left, level.Coins.Value);
            cost += taken * index * level.Distance.Value;
            left -= taken;
        }

        return (cost, left);
    }
}
