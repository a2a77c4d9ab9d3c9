using MultiVenueMargin.Domain;
using MultiVenueMargin.Domain.Books;
using MultiVenueMargin.Domain.Instruments;
using MultiVenueMargin.Risk.Collateral;
using MultiVenueMargin.Risk.House;
using MultiVenueMargin.Risk.Valuation;

namespace MultiVenueMargin.Risk.Hot;

/// <summary>
/// Compiles a book against the market it is first seen on: what is netted, grouped, sorted and looked up by name in the
/// report is so here once, and the statistical figures are found. Allocates; evaluation does not.
/// </summary>
public static class BookCompiler
{
    public static CompiledBook Compile(Book book, HotMarket market) => Compile(book, market, out _);

    /// <summary>The same, telling for each pool which line each line of the book became.</summary>
    internal static CompiledBook Compile(Book book, HotMarket market, out IReadOnlyList<LineCompiler> lines)
    {
        ArgumentNullException.ThrowIfNull(book);
        ArgumentNullException.ThrowIfNull(market);
        var holdings = PoolHoldings.PoolsOf(book).Select(pool => PoolHoldings.Of(book, pool, market.Priced)).ToList();
        var accountTotals = HouseModel.AccountTotals(holdings);
        var assets = new Numbering<Asset>();
        var compilers = new List<LineCompiler>();
        var pools = holdings.Select(pool => Compile(book, pool, accountTotals, assets, market, compilers)).ToArray();
        lines = compilers;
        var totals = assets.Items.Select(asset => new HotTiers(market.Priced.Rules.Collateral.TermsOf(asset).Haircut)).ToArray();
        return new CompiledBook(book.Account, market, pools, totals);
    }

    private static CompiledPool Compile(
        Book book,
        PoolHoldings holdings,
        IReadOnlyDictionary<Asset, decimal> accountTotals,
        Numbering<Asset> assets,
        HotMarket market,
        List<LineCompiler> compilers)
    {
        var (priced, rules) = (market.Priced, market.Priced.Rules);
        var units = new Numbering<RiskUnit>();
        var lines = new LineCompiler(book, holdings, units, assets, market);
        compilers.Add(lines);
        var optionLocations = new Numbering<LocationId>();
        foreach (var position in holdings.Positions)
        {
            units.Of(position.Instrument.Unit);
        }

        // By unit, and within a unit in instrument order, as the report takes them.
        var positions = holdings.Positions.OrderBy(position => units.Find(position.Instrument.Unit)).ToList();
        var oldest = OldestOf(book, holdings.Pool);
        var slots = positions.Select(position => new HeldSlot(
                market.RowOf(position.Id),
                Kernel.ToDouble(position.Quantity),
                oldest[(position.Id, position.Venue)].UtcTicks,
                StatusOf(position.Instrument),
                position.AsOption is null ? -1 : optionLocations.Of(position.Venue)))
            .ToArray();
        var (orders, levels, anUnpricedOrder) = Orders(book, holdings, market);
        var (statements, routes) = Statements(book, holdings.Pool, lines.Locations, market);
        var (excluded, aLostPosition) = Excluded(book, holdings, market);
        var statistics = UnitStatisticsOf(book, holdings, accountTotals, priced);
        return new CompiledPool
        {
            Pool = holdings.Pool,
            Prior = book.PriorStates.GetValueOrDefault(holdings.Pool, MarginState.Healthy),
            CallExpired = book.ExpiredCalls.Contains(holdings.Pool),
            Gap = GapOf(market, lines),
            IsUnknown = book.LostFeeds.Any(feed => feed.Pool == holdings.Pool) || anUnpricedOrder || aLostPosition,
            Slots = slots,
            Excluded = excluded,
            Lines = lines.Lines,
            Lots = lines.Lots,
            Units = [.. units.Items.Select((unit, number) => UnitCompiler.Compile(
                unit, positions, slots, lines.UnitLocations(number), statistics.GetValueOrDefault(unit), market))],
            LocationCount = lines.Locations.Items.Count,
            OptionLocations = [.. optionLocations.Items.Select(location =>
                Kernel.ToDouble(rules.Locations.TryGetValue(location, out var terms) ? 1 - terms.Haircut : 0m))],
            AssetGroups = lines.AssetGroups,
            IssuerGroups = lines.IssuerGroups,
            VenueGroups = lines.VenueGroups,
            BorrowGroups = lines.BorrowGroups,
            Orders = orders,
            OrderLevels = levels,
            Statements = statements,
            Routes = routes,
            CreditPairs = CreditPairs(units, market),
        };
    }

    private static HotGap GapOf(HotMarket market, LineCompiler lines)
    {
        var rules = market.Priced.Rules;
        var optional = rules.Scan.Optional;
        return optional.VenueLoss || optional.Depeg || optional.Reorganisation ? HotGap.EventScenarios
            : lines.HasMixedWeights && market.Rules.IssuerCap.IsOn ? HotGap.MixedIssuerWeights
            : rules.Scan.GainShare is < 0 or > 1 || rules.Scan.GainCapUsd < 0 || rules.Scan.TailDampenerUsd < 0 ? HotGap.UnsoundRules
            : HotGap.None;
    }

    internal static HotStatus StatusOf(PricedInstrument instrument) => instrument.IsDelivered ? HotStatus.Delivered
        : instrument.IsExpired ? HotStatus.Expired
        : HotStatus.Live;

    /// <summary>When what is held of each instrument at each venue was last known to be true.</summary>
    private static Dictionary<(InstrumentId Id, LocationId Venue), DateTimeOffset> OldestOf(Book book, PoolId pool)
    {
        var oldest = new Dictionary<(InstrumentId, LocationId), DateTimeOffset>();
        foreach (var position in book.Positions.Where(position => position.Pool == pool))
        {
            var key = (position.Instrument, position.Venue);
            oldest[key] = oldest.TryGetValue(key, out var known) && known < position.AsOf ? known : position.AsOf;
        }

        return oldest;
    }

    /// <summary>Positions that are in no figure: unpriced, lost, or at a place whose feed is lost (which the pool knows already).</summary>
    private static (ExcludedSlot[] Slots, bool IsUnknown) Excluded(Book book, PoolHoldings holdings, HotMarket market)
    {
        var counted = holdings.Positions.Select(position => (position.Id, position.Venue)).ToHashSet();
        var silent = book.LostFeeds.Where(feed => feed.Pool == holdings.Pool).Select(feed => feed.Location).ToHashSet();
        var slots = new List<ExcludedSlot>();
        var isUnknown = false;
        foreach (var group in book.Positions
            .Where(position => position.Pool == holdings.Pool && !silent.Contains(position.Venue))
            .GroupBy(position => (Id: position.Instrument, position.Venue))
            .Where(group => !counted.Contains(group.Key)))
        {
            var isPriced = market.Priced.TryPrice(group.Key.Id, out _, out _);
            isUnknown |= isPriced || group.Sum(position => position.Quantity.Value) != 0;
            slots.Add(new ExcludedSlot(market.RowOf(group.Key.Id), group.Min(position => position.AsOf).UtcTicks, isPriced));
        }

        return ([.. slots], isUnknown);
    }

    private static (CompiledOrders[] Orders, OrderLevel[] Levels, bool IsUnknown) Orders(Book book, PoolHoldings holdings, HotMarket market)
    {
        var rules = market.Priced.Rules;
        var orders = new List<CompiledOrders>();
        var levels = new List<OrderLevel>();
        var isUnknown = false;
        foreach (var group in book.Orders
            .Where(order => order.Pool == holdings.Pool)
            .GroupBy(order => (order.Venue, order.Instrument))
            .OrderBy(group => group.Key.Instrument)
            .ThenBy(group => group.Key.Venue))
        {
            var (venue, id) = group.Key;
            var row = market.RowOf(id);
            var status = market.Instruments[row].Status;
            isUnknown |= status == HotStatus.Unpriced;
            var from = levels.Count;
            var bids = AddLevels(group.Where(order => order.Side == OrderSide.Bid), levels);
            var askFrom = levels.Count;
            var asks = AddLevels(group.Where(order => order.Side != OrderSide.Bid), levels);
            var unit = market.Priced.Market.Instruments.GetValueOrDefault(id) switch
            {
                Derivative contract => contract.Unit,
                Spot pair => rules.Collateral.UnitOf(pair.Base) ?? new RiskUnit(pair.Base.Code),
                _ => (RiskUnit?)null,
            };
            var held = holdings.Positions.FirstOrDefault(position => position.Id == id && position.Venue == venue);
            orders.Add(new CompiledOrders(
                row,
                status,
                unit is { } its && rules.Collateral.UnitOf(its.NativeCoin) is not null,
                Kernel.ToDouble(held?.Quantity ?? 0m),
                bids,
                asks,
                from,
                askFrom,
                levels.Count));
        }

        return ([.. orders], [.. levels], isUnknown);
    }

    private static double AddLevels(IEnumerable<RestingOrder> orders, List<OrderLevel> levels)
    {
        var total = 0m;
        foreach (var level in orders.GroupBy(order => order.Limit).OrderBy(level => level.Key))
        {
            var quantity = level.Sum(order => order.Quantity.Value);
            total += quantity;
            levels.Add(new OrderLevel(Kernel.ToDouble(level.Key.Value), Kernel.ToDouble(quantity)));
        }

        return Kernel.ToDouble(total);
    }

    private static (CompiledStatement[] Statements, int[] Routes) Statements(
        Book book, PoolId pool, Numbering<LocationId> locations, HotMarket market)
    {
        var rules = market.Priced.Rules;
        var statements = new List<CompiledStatement>();
        var routes = new List<int>();
        foreach (var (venue, said) in book.VenueStatements
            .Where(pair => pair.Value.Pool == pool)
            .OrderBy(pair => GraceOf(pair.Key))
            .ThenBy(pair => pair.Key))
        {
            var from = routes.Count;
            routes.AddRange(book.Routes
                .Where(route => route.To == venue && route.Duration <= GraceOf(venue))
                .OrderBy(route => route.Duration)
                .ThenBy(route => route.From)
                .Select(route => locations.Of(route.From)));
            var isComplete = said is { Equity: not null, MaintenanceMargin: not null };
            var equity = said.Equity ?? Usd.Zero;
            var maintenance = said.MaintenanceMargin ?? Usd.Zero;
            statements.Add(new CompiledStatement(
                locations.Of(venue),
                said.AsOf.UtcTicks,
                isComplete,
                isComplete ? Bounded.Of(Kernel.ToDouble((maintenance - equity).Amount)) : Bounded.Zero,
                isComplete
                    ? Bounded.Of(Kernel.ToDouble(Usd.Max(equity - (said.InitialMargin ?? maintenance), Usd.Zero).Amount))
                    : Bounded.Zero,
                from,
                routes.Count));
        }

        return ([.. statements], [.. routes]);

        TimeSpan GraceOf(LocationId venue) => rules.Locations.TryGetValue(venue, out var terms) && terms.Grace is { } grace ? grace : TimeSpan.Zero;
    }

    private static CompiledCreditPair[] CreditPairs(Numbering<RiskUnit> units, HotMarket market) => market.Priced.Rules.Credit.Pairs
        .Select((pair, number) => new CompiledCreditPair(number, units.Find(pair.First), units.Find(pair.Second)))
        .Where(pair => pair.First >= 0 && pair.Second >= 0)
        .ToArray();

    /// <summary>FHS_apc of each unit's whole and rest, by the report's own code.</summary>
    private static Dictionary<RiskUnit, (double Whole, double Remainder)> UnitStatisticsOf(
        Book book, PoolHoldings holdings, IReadOnlyDictionary<Asset, decimal> accountTotals, PricedMarket priced)
    {
        var figures = new Dictionary<RiskUnit, (double, double)>();
        var units = holdings.Positions.Select(position => position.Instrument.Unit)
            .Concat(holdings.Lines.Select(line => line.Unit).OfType<RiskUnit>());
        if (units.All(unit => priced.FindStatistics(unit) is null))
        {
            return figures;
        }

        foreach (var unit in PoolMargin.Of(book, holdings, accountTotals, priced, explain: false).Units)
        {
            if (StatisticalCore.Of(unit) is { } whole)
            {
                var rest = MaximumLoss.Split(unit) is var (_, remainder) ? StatisticalCore.Of(remainder) : null;
                figures[unit.Unit] = (Kernel.ToDouble(whole.Amount.Amount), Kernel.ToDouble(rest?.Amount.Amount ?? 0m));
            }
        }

        return figures;
    }
}
