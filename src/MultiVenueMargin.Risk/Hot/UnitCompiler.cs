using MultiVenueMargin.Domain;
using MultiVenueMargin.Domain.Instruments;
using MultiVenueMargin.Risk.Collateral;
using MultiVenueMargin.Risk.Valuation;

namespace MultiVenueMargin.Risk.Hot;

/// <summary>One unit of a pool: its positions sorted into locations, expiries, quotes, series and groups.</summary>
internal static class UnitCompiler
{
    private static readonly Asset Usdt = new("USDT");
    private static readonly Asset Usdc = new("USDC");

    public static CompiledUnit Compile(
        RiskUnit unit,
        List<HeldPosition> held,
        HeldSlot[] slots,
        Numbering<LocationId> locations,
        (double Whole, double Remainder) statistics,
        HotMarket market)
    {
        var atRisk = held
            .Select((position, slot) => (Position: position, Slot: slot))
            .Where(each => each.Position.Instrument.Unit == unit && !each.Position.Instrument.IsDelivered)
            .ToList();
        foreach (var (position, _) in atRisk)
        {
            locations.Of(position.Venue);
        }

        var groups = atRisk
            .Where(each => each.Position.Expiry is not null && each.Position.Quantity != 0)
            .GroupBy(each => (
                each.Position.Venue, each.Position.Expiry!.Value, each.Position.Instrument.Contract.Quote, each.Position.Instrument.Contract.IsInverse))
            .Where(group => group.Any(each => each.Position.AsOption is not null))
            .ToList();
        var grouped = groups.SelectMany(group => group.Select(each => each.Slot)).ToHashSet();
        var terms = market.Priced.ClassOf(unit);
        var first = Math.Max(held.FindIndex(position => position.Instrument.Unit == unit), 0);
        return new CompiledUnit
        {
            Unit = unit,
            Row = market.RowOf(unit),
            IndexThen = market.Units[market.RowOf(unit)].Index,
            Slots = (first, first + held.Count(position => position.Instrument.Unit == unit)),
            Scenarios = market.ScenariosOf(unit),
            Locations = locations.Items.Count,
            Whole = Part(atRisk, slots, locations, statistics.Whole, market),
            Rest = groups.Count == 0 ? null
                : Part(atRisk.FindAll(each => !grouped.Contains(each.Slot)), slots, locations, statistics.Remainder, market),
            Groups = [.. groups.Select(group => Group([.. group.Select(each => each.Position)], locations, market))],
            Range = Kernel.ToDouble(terms.Range),
            GrossFloorShare = Kernel.ToDouble(terms.GrossFloorShare),
            BasisFloor = Kernel.ToDouble(terms.BasisFloor),
            BasisPerYear = Kernel.ToDouble(terms.BasisPerYear),
            PerpetualBasis = Kernel.ToDouble(terms.PerpetualBasis),
            HalfSpread = Kernel.ToDouble(terms.HalfSpread),
            ShortOptionShare = Kernel.ToDouble(terms.ShortOptionShare),
        };
    }

    private static CompiledPart Part(
        List<(HeldPosition Position, int Slot)> positions,
        HeldSlot[] slots,
        Numbering<LocationId> locations,
        double statistical,
        HotMarket market)
    {
        var quotes = new Numbering<Asset>();
        var usd = quotes.Of(Asset.Usd);
        var expiries = positions
            .Where(each => each.Position.Expiry is not null && !each.Position.Instrument.IsExpired)
            .Select(each => each.Position.Expiry!.Value.UtcTicks)
            .Distinct()
            .Order()
            .ToList();
        // Stable: among a location's options, and among the rest, the instrument order of the pool remains.
        var sorted = positions
            .OrderBy(each => locations.Of(each.Position.Venue))
            .ThenBy(each => each.Position.AsOption is null)
            .ToList();
        var hot = sorted.Select(each => new HotPosition(
                each.Slot,
                slots[each.Slot].Row,
                each.Position.AsOption is null ? 0 : market.ScanOf(slots[each.Slot].Row),
                slots[each.Slot].Quantity,
                each.Position.AsOption is not null ? HotKind.Option
                    : each.Position.Instrument.Contract is Perpetual ? HotKind.Perpetual
                    : HotKind.Future,
                locations.Of(each.Position.Venue),
                each.Position.Instrument.IsExpired || each.Position.Expiry is not { } expiry ? -1 : expiries.IndexOf(expiry.UtcTicks),
                quotes.Of(QuoteOf(each.Position.Instrument.Contract))))
            .ToArray();
        var from = Enumerable.Range(0, locations.Items.Count + 1)
            .Select(location => hot.Count(position => position.Location < location))
            .ToArray();
        var linear = Enumerable.Range(0, locations.Items.Count)
            .Select(location => from[location] + hot.Count(position => position.Location == location && position.Kind == HotKind.Option))
            .ToArray();
        return new CompiledPart
        {
            Positions = hot,
            LocationFrom = from,
            LinearFrom = linear,
            Expiries = [.. expiries],
            VegaPairs = VegaPairs(expiries, market),
            Quotes = [.. quotes.Items.Select(market.RowOf)],
            UsdQuote = usd,
            QuotePairs = QuotePairs(quotes),
            ShortOptionUnits = Kernel.ToDouble(ShortOptionUnits(positions)),
            Statistical = statistical,
        };
    }

    private static Asset QuoteOf(Derivative contract) => contract.IsInverse ? Asset.Usd : contract.Quote;

    /// <summary>By least gap, then earlier, then later expiry.</summary>
    private static VegaPair[] VegaPairs(List<long> expiries, HotMarket market)
    {
        var full = market.Priced.Rules.AddOns.VegaTermFullGapDays;
        var pairs =
            from one in Enumerable.Range(0, expiries.Count)
            from other in Enumerable.Range(0, expiries.Count)
            where one < other
            let gap = expiries[other] - expiries[one]
            orderby gap, expiries[one], expiries[other]
            select new VegaPair(one, other, Kernel.ToDouble(Math.Min(1m, gap / (decimal)TimeSpan.TicksPerDay / full)));
        return pairs.ToArray();
    }

    /// <summary>USDT–USD, USDT–USDC, USDC–USD, then every other pair alphabetically; pairs of what is not there match nothing.</summary>
    private static QuotePair[] QuotePairs(Numbering<Asset> quotes)
    {
        var first = new List<(Asset One, Asset Other)> { (Usdt, Asset.Usd), (Usdt, Usdc), (Usdc, Asset.Usd) };
        var names = quotes.Items.Order().ToList();
        var others =
            from one in names
            from other in names
            where one < other && !first.Contains((one, other)) && !first.Contains((other, one))
            select (one, other);
        return first.Concat(others.ToList())
            .Select(pair => new QuotePair(quotes.Find(pair.Item1), quotes.Find(pair.Item2)))
            .Where(pair => pair.One >= 0 && pair.Other >= 0)
            .ToArray();
    }

    private static decimal ShortOptionUnits(List<(HeldPosition Position, int Slot)> positions) => positions
        .Select(each => each.Position)
        .Where(position => position.AsOption is not null)
        .GroupBy(position => (position.AsOption!.Option.Expiry, position.AsOption.Option.Strike.Value, position.AsOption.Option.Right))
        .Sum(series => Kernel.Positive(-series.Sum(position => position.Units)));

    private static CompiledGroup Group(List<HeldPosition> members, Numbering<LocationId> locations, HotMarket market)
    {
        var options = members.FindAll(position => position.AsOption is not null);
        var strikes = options.Select(position => position.AsOption!.Option.Strike.Value).Distinct().Prepend(0m).ToList();
        return new CompiledGroup
        {
            Location = locations.Of(members[0].Venue),
            Options = [.. options.Select(position => new GroupOption(market.RowOf(position.Id), Kernel.ToDouble(position.Quantity)))],
            Futures = [.. members.Where(position => position.Instrument is PricedFuture).Select(position => new GroupFuture(
                market.RowOf(position.Id), Kernel.ToDouble(position.Units), position.Instrument.Contract.IsInverse))],
            Strikes = [.. strikes.Select(strike => new GroupStrike(
                Kernel.ToDouble(strike),
                Kernel.ToDouble(options.Sum(position => position.Units * position.AsOption!.PayoffAt(strike)))))],
            CallUnits = Kernel.ToDouble(options.Where(position => position.AsOption!.Option.Right == OptionRight.Call).Sum(position => position.Units)),
            GrossUnits = Kernel.ToDouble(options.Sum(position => Math.Abs(position.Units))),
            HighestStrike = Kernel.ToDouble(strikes.Max()),
        };
    }
}
