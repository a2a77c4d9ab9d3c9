namespace MultiVenueMargin.Risk.Hot;

/// <summary>PEG, the twin of <see cref="House.PegRisk"/>: what is long in one quote currency and short in another.</summary>
internal static class HotPegRisk
{
    /// <remarks>
    /// As with vega, matching does not let errors grow, so no matched amount is further off than all nets together; and no
    /// pair costs more per matched dollar than the highest rate.
    /// </remarks>
    public static Bounded Of(CompiledPart part, double gross, HotMarket market, HotScratch scratch)
    {
        if (part.QuotePairs.Length == 0)
        {
            return Bounded.Zero;
        }

        var open = scratch.Sums.AsSpan(0, part.Quotes.Length);
        open.Clear();
        foreach (ref readonly var position in part.Positions.AsSpan())
        {
            open[position.Quote] += scratch.Deltas[position.Slot];
        }

        var coins = scratch.State.CoinDelta;
        open[part.UsdQuote] += coins.Value;
        var error = Bounded.ErrorOfSum(gross + Math.Abs(coins.Value), part.Positions.Length + (2 * part.QuotePairs.Length)) + coins.Error;
        var rules = market.Rules;
        var most = Math.Max(rules.PegBrokenRate, rules.PegStrainMultiple * rules.PegTiers.MostRate);
        var total = Bounded.Zero;
        foreach (ref readonly var pair in part.QuotePairs.AsSpan())
        {
            var matched = HotAddOns.Match(ref open[pair.One], ref open[pair.Other]);
            total += matched > 0
                ? Cost(new Bounded(matched, error), Bounded.Of(PriceOf(pair, part, market)), rules)
                : new Bounded(0, error * most);
        }

        return total.Rounded();
    }

    private static double PriceOf(QuotePair pair, CompiledPart part, HotMarket market) =>
        Math.Min(market.Assets[part.Quotes[pair.One]].Mark, market.Assets[part.Quotes[pair.Other]].Mark);

    /// <summary>Calm: the slices' charge. Strained: five times it. Broken: 40 %. Linear in between, written without a branch.</summary>
    private static Bounded Cost(Bounded matched, Bounded price, HotRules rules)
    {
        var calm = rules.PegTiers.Charge(matched);
        var strained = Bounded.Of(rules.PegStrainMultiple) * calm;
        var (calmAbove, strainAt, brokenAt) =
            (Bounded.Of(rules.PegCalmAbove), Bounded.Of(rules.PegStrainAt), Bounded.Of(rules.PegBrokenAt));
        var strain = Within((calmAbove - price) / (calmAbove - strainAt));
        var broken = Within((strainAt - price) / (strainAt - brokenAt));
        return calm + ((strained - calm) * strain) + (((Bounded.Of(rules.PegBrokenRate) * matched) - strained) * broken);
    }

    private static Bounded Within(Bounded share) => Bounded.Min(Bounded.Positive(share), new Bounded(1, 0));
}
