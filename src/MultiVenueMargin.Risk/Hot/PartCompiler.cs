using MultiVenueMargin.Domain;
using MultiVenueMargin.Domain.Instruments;

namespace MultiVenueMargin.Risk.Hot;

/// <summary>Positions of a unit that are margined together, sorted into locations, expiries and quotes.</summary>
internal static class PartCompiler
{
    private static readonly Asset Usdt = new("USDT");
    private static readonly Asset Usdc = new("USDC");

    /// <summary>The pairs that PEG matches first.</summary>
    private static readonly (Asset One, Asset Other)[] FirstPairs = [(Usdt, Asset.Usd), (Usdt, Usdc), (Usdc, Asset.Usd)];

    public static CompiledPart Compile(
        List<int> slots, UnitSlots unit, bool isRest, Numbering<LocationId> locations, double statistical, HotMarket market)
    {
        var quotes = new Numbering<Asset>();
        var usd = quotes.Of(Asset.Usd);
        var expiries = Expiries(slots, unit);
        var (sorted, from, linear) = ByLocation(slots, unit, locations);
        var positions = new HotPosition[sorted.Length];
        for (var i = 0; i < positions.Length; i++)
        {
            var slot = sorted[i].Slot;
            var (held, place) = (unit.Held(slot), unit.Pool.Slots[slot]);
            var contract = held.Instrument.Contract;
            positions[i] = new HotPosition(
                slot,
                place.Row,
                held.AsOption is null ? 0 : market.ScanOf(place.Row),
                place.Quantity,
                held.AsOption is not null ? HotKind.Option : contract is Perpetual ? HotKind.Perpetual : HotKind.Future,
                sorted[i].Location,
                held.Instrument.IsExpired || held.Expiry is not { } expiry ? -1 : expiries.BinarySearch(expiry.UtcTicks),
                quotes.Of(contract.IsInverse ? Asset.Usd : contract.Quote));
            var stands = unit.Pool.Places[slot];
            unit.Pool.Places[slot] = isRest ? stands with { Rest = i } : stands with { Whole = i };
        }

        var quoteRows = new int[quotes.Items.Count];
        for (var i = 0; i < quoteRows.Length; i++)
        {
            quoteRows[i] = market.RowOf(quotes.Items[i]);
        }

        return new CompiledPart
        {
            Positions = positions,
            LocationFrom = from,
            LinearFrom = linear,
            Expiries = [.. expiries],
            VegaPairs = VegaPairs(expiries, market),
            Quotes = quoteRows,
            UsdQuote = usd,
            QuotePairs = QuotePairs(quotes),
            ShortOptionUnits = Kernel.ToDouble(ShortOptionUnits(slots, unit)),
            Statistical = statistical,
        };
    }

    /// <summary>Those that lie ahead, ascending.</summary>
    private static List<long> Expiries(List<int> slots, UnitSlots unit)
    {
        var expiries = new List<long>();
        foreach (var slot in slots)
        {
            var held = unit.Held(slot);
            if (!held.Instrument.IsExpired && held.Expiry is { } expiry && expiries.BinarySearch(expiry.UtcTicks) is < 0 and var before)
            {
                expiries.Insert(~before, expiry.UtcTicks);
            }
        }

        return expiries;
    }

    /// <summary>By location, its options first; among these and among the rest the instrument order of the pool remains.</summary>
    private static ((int Slot, int Location)[] Sorted, int[] From, int[] Linear) ByLocation(
        List<int> slots, UnitSlots unit, Numbering<LocationId> locations)
    {
        var count = locations.Items.Count;
        var locationOf = new int[slots.Count];
        var next = new int[(2 * count) + 1];
        for (var i = 0; i < locationOf.Length; i++)
        {
            var held = unit.Held(slots[i]);
            locationOf[i] = i > 0 && held.Venue == unit.Held(slots[i - 1]).Venue ? locationOf[i - 1] : locations.Of(held.Venue);
            next[(2 * locationOf[i]) + (held.AsOption is null ? 1 : 0) + 1]++;
        }

        for (var i = 1; i < next.Length; i++)
        {
            next[i] += next[i - 1];
        }

        var (from, linear) = (new int[count + 1], new int[count]);
        for (var location = 0; location < count; location++)
        {
            (from[location], linear[location]) = (next[2 * location], next[(2 * location) + 1]);
        }

        from[count] = slots.Count;
        var sorted = new (int, int)[slots.Count];
        for (var i = 0; i < sorted.Length; i++)
        {
            var bucket = (2 * locationOf[i]) + (unit.Held(slots[i]).AsOption is null ? 1 : 0);
            sorted[next[bucket]++] = (slots[i], locationOf[i]);
        }

        return (sorted, from, linear);
    }

    /// <summary>By least gap, then earlier, then later expiry.</summary>
    private static VegaPair[] VegaPairs(List<long> expiries, HotMarket market)
    {
        var full = market.Priced.Rules.AddOns.VegaTermFullGapDays;
        var pairs = new VegaPair[expiries.Count * (expiries.Count - 1) / 2];
        var count = 0;
        for (var one = 0; one < expiries.Count; one++)
        {
            for (var other = one + 1; other < expiries.Count; other++)
            {
                var gap = expiries[other] - expiries[one];
                pairs[count++] = new VegaPair(one, other, Kernel.ToDouble(Math.Min(1m, gap / (decimal)TimeSpan.TicksPerDay / full)));
            }
        }

        Array.Sort(pairs, (left, right) =>
            (expiries[left.Other] - expiries[left.One]).CompareTo(expiries[right.Other] - expiries[right.One]) is not 0 and var byGap ? byGap
            : left.One.CompareTo(right.One) is not 0 and var byOne ? byOne
            : left.Other.CompareTo(right.Other));
        return pairs;
    }

    /// <summary>USDT–USD, USDT–USDC, USDC–USD, then every other pair alphabetically; pairs of what is not there match nothing.</summary>
    private static QuotePair[] QuotePairs(Numbering<Asset> quotes)
    {
        if (quotes.Items.Count == 1)
        {
            return [];
        }

        var pairs = new List<QuotePair>();
        foreach (var (one, other) in FirstPairs)
        {
            if (quotes.Find(one) is >= 0 and var first && quotes.Find(other) is >= 0 and var second)
            {
                pairs.Add(new QuotePair(first, second));
            }
        }

        var names = new List<Asset>(quotes.Items);
        names.Sort();
        for (var i = 0; i < names.Count; i++)
        {
            for (var j = i + 1; j < names.Count; j++)
            {
                if (!FirstPairs.Contains((names[i], names[j])) && !FirstPairs.Contains((names[j], names[i])))
                {
                    pairs.Add(new QuotePair(quotes.Find(names[i]), quotes.Find(names[j])));
                }
            }
        }

        return [.. pairs];
    }

    private static decimal ShortOptionUnits(List<int> slots, UnitSlots unit)
    {
        var series = new Numbering<(DateTimeOffset Expiry, decimal Strike, OptionRight Right)>();
        var units = new List<decimal>();
        foreach (var slot in slots)
        {
            var held = unit.Held(slot);
            if (held.AsOption is not { Option: var option })
            {
                continue;
            }

            var number = series.Of((option.Expiry, option.Strike.Value, option.Right));
            if (number == units.Count)
            {
                units.Add(0m);
            }

            units[number] += held.Units;
        }

        var total = 0m;
        foreach (var net in units)
        {
            total += Kernel.Positive(-net);
        }

        return total;
    }
}
