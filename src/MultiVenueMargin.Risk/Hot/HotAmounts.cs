namespace MultiVenueMargin.Risk.Hot;

/// <summary>Amounts of lines with their unrealised profits, and what the account holds of each asset in all its pools.</summary>
internal static class HotAmounts
{
    /// <summary>x_total and h_a: the account's whole holding of an asset goes through the tiers, and every line bears the average.</summary>
    public static void FillTotals(CompiledBook book, HotMarket market, HotScratch scratch)
    {
        var totals = scratch.Totals.AsSpan(0, book.Totals.Length);
        totals.Clear();
        foreach (var pool in book.CompiledPools)
        {
            foreach (ref readonly var line in pool.Lines.AsSpan())
            {
                totals[line.Total] += Bounded.Positive(AmountOf(line, pool, market));
            }
        }

        for (var i = 0; i < totals.Length; i++)
        {
            scratch.Haircuts[i] = Bounded.Share(book.Totals[i].Charge(totals[i]), totals[i], book.Totals[i].MostRate);
            scratch.Kept[i] = Bounded.One - scratch.Haircuts[i];
        }
    }

    public static Bounded AmountOf(in CompiledLine line, CompiledPool pool, HotMarket market)
    {
        var amount = Bounded.Of(line.Amount);
        for (var i = line.LotFrom; i < line.LotTo; i++)
        {
            amount += ProfitOf(pool.Lots[i], market);
        }

        return amount;
    }

    /// <summary>Whether a profit that may be exactly nothing would, if it were not, make its line older.</summary>
    public static bool HangsOnNothing(in CompiledLine line, CompiledPool pool, HotMarket market)
    {
        for (var i = line.LotFrom; i < line.LotTo; i++)
        {
            if (pool.Lots[i].MakesOlder && ProfitOf(pool.Lots[i], market) is var profit && Math.Abs(profit.Value) <= profit.Error)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>q·m·(P − P₀), or in coin q·c·(1/P₀ − 1/P).</summary>
    private static Bounded ProfitOf(in CompiledLot lot, HotMarket market)
    {
        var price = market.Instruments[lot.Row].Price;
        return lot.IsInverse
            ? Bounded.OfSum(lot.Size * ((1 / lot.Entry) - (1 / price)), Math.Abs(lot.Size) * ((1 / lot.Entry) + (1 / price)), 2)
            : Bounded.OfSum(lot.Size * (price - lot.Entry), Math.Abs(lot.Size) * (price + lot.Entry), 2);
    }
}
