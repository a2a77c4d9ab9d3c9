using MultiVenueMargin.Risk.RuleBooks.RegT;

namespace MultiVenueMargin.RuleBooks.Tests.RegT;

/// <summary>The rules read plainly: every division of single legs into groups, and what each group asks, or that it is none.</summary>
internal static class PlainCover
{
    public static decimal Least(IReadOnlyList<RegTOption> options, int stock, decimal price, RegTRates rates) => Partitions(options.Count + (stock == 0 ? 0 : 1))
        .Select(parts => parts.Sum(part => CostOf([.. part.Where(at => at < options.Count).Select(at => options[at])], part.Contains(options.Count) ? stock : 0, price, rates) ?? 1_000_000m))
        .Min();

    /// <summary>Every group is lawful and costs what it says, no leg is used twice, and nothing that asks something is left out.</summary>
    public static void AssertIsAllowed(StrategyCover cover, IReadOnlyList<RegTOption> options, int stock, decimal price, RegTRates rates)
    {
        foreach (var group in cover.Groups)
        {
            var units = group.Stock != 0 ? Math.Abs(group.Stock) : group.Options.Max(option => Math.Abs(option.Units));
            var one = group.Options.Select(option => option with { Units = option.Units / units }).ToList();
            Assert.Equal(CostOf(one, group.Stock / units, price, rates)!.Value * units, group.Amount.Maintenance, 6);
        }

        Assert.Equal(stock, cover.Groups.Sum(group => group.Stock));
        foreach (var option in options)
        {
            var used = cover.Groups.SelectMany(group => group.Options).Where(part => part.Name == option.Name).Sum(part => part.Units);
            Assert.True(option.Units < 0 ? used == option.Units : used >= 0 && used <= option.Units, $"{option} is used {used}");
        }
    }

    private static decimal? CostOf(List<RegTOption> legs, decimal stock, decimal price, RegTRates rates)
    {
        decimal Naked(RegTOption leg) => leg.Value + (leg.IsCall
            ? Math.Max((0.20m * price) - Math.Max(0, leg.Strike - price), 0.10m * price)
            : Math.Max((0.20m * price) - Math.Max(0, price - leg.Strike), 0.10m * leg.Strike));

        if (stock != 0)
        {
            return CostWithStock(legs, stock > 0, price, rates);
        }

        if (legs.All(leg => leg.Units > 0))
        {
            return 0m;
        }

        if (legs.Count == 1)
        {
            return -legs[0].Units * Naked(legs[0]);
        }

        if (legs.Count == 2 && legs.All(leg => leg.Units < 0) && legs[0].IsCall != legs[1].IsCall)
        {
            var (call, put) = legs[0].IsCall ? (legs[0], legs[1]) : (legs[1], legs[0]);
            return Naked(put) > Naked(call) ? Naked(put) + call.Value : Naked(call) + put.Value;
        }

        // A spread: long options end no sooner than short ones, and each short one has a long one of its right.
        return legs.Where(leg => leg.Units > 0).All(cover => legs.Where(leg => leg.Units < 0).All(leg => leg.Expiry <= cover.Expiry))
            && legs.Where(leg => leg.IsCall).Sum(leg => leg.Units) >= 0
            && legs.Where(leg => !leg.IsCall).Sum(leg => leg.Units) >= 0
            ? Enumerable.Range(0, 400).Max(at => Math.Max(0m, -legs.Sum(leg => leg.Units * Math.Max(0m, leg.IsCall ? at - leg.Strike : leg.Strike - at))))
            : null;
    }

    private static decimal? CostWithStock(List<RegTOption> legs, bool isLong, decimal price, RegTRates rates)
    {
        var keep = (isLong ? rates.LongStockMaintenance : rates.ShortStockMaintenance) * price;
        if (legs.Count == 0)
        {
            return keep;
        }

        if (legs.Count(leg => leg.Units > 0) > 1 || legs.Count(leg => leg.Units < 0) > 1)
        {
            return null;
        }

        var bought = legs.SingleOrDefault(leg => leg.Units > 0);
        var sold = legs.SingleOrDefault(leg => leg.Units < 0);
        if ((bought is not null && bought.IsCall == isLong) || (sold is not null && sold.IsCall != isLong))
        {
            return null;
        }

        var intrinsic = sold is null ? 0m : Math.Max(0m, sold.IsCall ? price - sold.Strike : sold.Strike - price);
        var away = bought is null ? 0m : Math.Max(0m, bought.IsCall ? bought.Strike - price : price - bought.Strike);
        if (bought is not null && sold is not null)
        {
            return bought.Expiry != sold.Expiry ? null
                : bought.Strike == sold.Strike ? (0.10m * sold.Strike) + intrinsic
                : isLong && bought.Strike < sold.Strike ? Math.Min((0.10m * bought.Strike) + away, 0.25m * sold.Strike)
                : null;
        }

        return bought is not null ? Math.Min((0.10m * bought.Strike) + away, keep)
            : isLong ? Math.Max(intrinsic + (0.25m * Math.Min(price, sold!.Strike)), Math.Min(price, Math.Max(sold.Value, keep)))
            : keep + intrinsic;
    }

    private static IEnumerable<List<List<int>>> Partitions(int count)
    {
        if (count == 0)
        {
            yield return [];
            yield break;
        }

        foreach (var parts in Partitions(count - 1))
        {
            for (var at = 0; at < parts.Count; at++)
            {
                yield return [.. parts.Select((part, index) => index == at ? [.. part, count - 1] : part)];
            }

            yield return [.. parts, [count - 1]];
        }
    }
}
