using MultiVenueMargin.Domain;
using MultiVenueMargin.Domain.Books;
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
    internal static CompiledBook Compile(Book book, HotMarket market, out LineCompiler[] lines)
    {
        ArgumentNullException.ThrowIfNull(book);
        ArgumentNullException.ThrowIfNull(market);
        var names = PoolHoldings.PoolsOf(book);
        var holdings = new List<PoolHoldings>(names.Count);
        foreach (var name in names)
        {
            holdings.Add(PoolHoldings.Of(book, name, market.Priced));
        }

        var accountTotals = HouseModel.AccountTotals(holdings);
        var assets = new Numbering<Asset>();
        var pools = new CompiledPool[holdings.Count];
        lines = new LineCompiler[holdings.Count];
        for (var i = 0; i < pools.Length; i++)
        {
            pools[i] = Compile(book, holdings[i], accountTotals, assets, market, out lines[i]);
        }

        var totals = new HotTiers[assets.Items.Count];
        for (var i = 0; i < totals.Length; i++)
        {
            totals[i] = new HotTiers(market.Priced.Rules.Collateral.TermsOf(assets.Items[i]).Haircut);
        }

        return new CompiledBook(book.Account, market, pools, totals);
    }

    private static CompiledPool Compile(
        Book book,
        PoolHoldings holdings,
        IReadOnlyDictionary<Asset, decimal> accountTotals,
        Numbering<Asset> assets,
        HotMarket market,
        out LineCompiler lines)
    {
        // Lines name units first, then positions do: their sums are taken in this order.
        var units = new Numbering<RiskUnit>();
        lines = new LineCompiler(book, holdings, units, assets, market);
        var slots = new SlotCompiler(book, holdings, lines, units, market);
        var orders = new OrderCompiler(book, holdings, slots, market);
        var statements = new StatementCompiler(book, holdings.Pool, lines.Locations, market);
        var statistics = UnitStatisticsOf(holdings, units, accountTotals, market.Priced);
        var compiled = new CompiledUnit[units.Items.Count];
        for (var unit = 0; unit < compiled.Length; unit++)
        {
            compiled[unit] = UnitCompiler.Compile(
                units.Items[unit], slots.Of(unit), lines.UnitLocations(unit), statistics.GetValueOrDefault(units.Items[unit]), market);
        }

        return new CompiledPool
        {
            Pool = holdings.Pool,
            Gap = GapOf(market, lines, statements),
            IsUnknown = IsFedByALostFeed(book, holdings.Pool) || orders.IsUnknown || slots.IsUnknown,
            Slots = slots.Slots,
            Excluded = slots.Excluded,
            Lines = lines.Lines,
            Lots = lines.Lots,
            Units = compiled,
            LocationCount = lines.Locations.Items.Count,
            OptionLocations = slots.OptionLocations,
            AssetGroups = lines.AssetGroups,
            IssuerGroups = lines.IssuerGroups,
            VenueGroups = lines.VenueGroups,
            BorrowGroups = lines.BorrowGroups,
            Orders = orders.Orders,
            OrderLevels = orders.Levels,
            Statements = statements.Statements,
            Routes = statements.Routes,
            CreditPairs = CreditPairs(units, market),
            Places = new PoolPlaces
            {
                Members = holdings.Members,
                Slots = slots.Places,
                Excluded = slots.ExcludedRuns,
                LineMembers = lines.Members,
                Lines = lines.Runs,
                LotsAsOf = lines.LotsAsOf,
                IsTouched = new bool[lines.Lines.Length],
                Statements = statements.Venues,
            },
        };
    }

    private static bool IsFedByALostFeed(Book book, PoolId pool)
    {
        foreach (var feed in book.LostFeeds)
        {
            if (feed.Pool == pool)
            {
                return true;
            }
        }

        return false;
    }

    private static HotGap GapOf(HotMarket market, LineCompiler lines, StatementCompiler statements)
    {
        var rules = market.Priced.Rules;
        var optional = rules.Scan.Optional;
        return optional.VenueLoss || optional.Depeg || optional.Reorganisation ? HotGap.EventScenarios
            : lines.HasMixedWeights && market.Rules.IssuerCap.IsOn ? HotGap.MixedIssuerWeights
            : rules.Scan.GainShare is < 0 or > 1 || rules.Scan.GainCapUsd < 0 || rules.Scan.TailDampenerUsd < 0 ? HotGap.UnsoundRules
            : statements.NeedsRuleBooks ? HotGap.VenueRules
            : HotGap.None;
    }

    private static CompiledCreditPair[] CreditPairs(Numbering<RiskUnit> units, HotMarket market)
    {
        var pairs = market.Priced.Rules.Credit.Pairs;
        var held = new List<CompiledCreditPair>();
        for (var i = 0; i < pairs.Count; i++)
        {
            if (units.Find(pairs[i].First) is >= 0 and var first && units.Find(pairs[i].Second) is >= 0 and var second)
            {
                held.Add(new CompiledCreditPair(i, first, second));
            }
        }

        return [.. held];
    }

    /// <summary>FHS_apc of each unit's whole and rest, by the report's own code.</summary>
    private static Dictionary<RiskUnit, (double Whole, double Remainder)> UnitStatisticsOf(
        PoolHoldings holdings, Numbering<RiskUnit> units, IReadOnlyDictionary<Asset, decimal> accountTotals, PricedMarket priced)
    {
        var figures = new Dictionary<RiskUnit, (double, double)>();
        var hasHistory = false;
        foreach (var unit in units.Items)
        {
            hasHistory |= priced.FindStatistics(unit) is not null;
        }

        if (!hasHistory)
        {
            return figures;
        }

        foreach (var unit in PoolMargin.UnitsOf(holdings, accountTotals, priced))
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
