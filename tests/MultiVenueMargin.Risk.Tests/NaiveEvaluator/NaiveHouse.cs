using MultiVenueMargin.Domain;
using MultiVenueMargin.Domain.Books;
using MultiVenueMargin.Domain.Instruments;
using MultiVenueMargin.Domain.Rules;
using MultiVenueMargin.Risk.Reports;
using MultiVenueMargin.Risk.Tests.Properties;
using MultiVenueMargin.Risk.Valuation;
using static MultiVenueMargin.Risk.Tests.NaiveEvaluator.BigRational;

namespace MultiVenueMargin.Risk.Tests.NaiveEvaluator;

/// <summary>A pool as the naive evaluator sees it: figures by name, and the state.</summary>
internal sealed record NaivePool(PoolId Pool, IReadOnlyDictionary<string, BigRational> Figures, MarginState State);

/// <summary>
/// A second, slow path to every aggregate figure of the house model, written from MARGIN's text in exact fractions. It takes
/// per-contract figures (Δ$, vega, values, risk arrays, σ_day, statistical scenarios) from the priced market and shares no other
/// code with the model. The optional event scenarios are left to it; rule sets are compared with them off.
/// </summary>
internal static class NaiveHouse
{
    public static List<NaivePool> Evaluate(BookCase drawn)
    {
        var priced = drawn.Priced;
        var pools = drawn.Book.Lines.Select(line => line.Pool)
            .Concat(drawn.Book.Positions.Select(position => position.Pool))
            .Concat(drawn.Book.Orders.Select(order => order.Pool))
            .Concat(drawn.Book.LostFeeds.Select(feed => feed.Pool))
            .Concat(drawn.Book.VenueStatements.Values.Select(statement => statement.Pool))
            .DefaultIfEmpty(PoolId.Cross)
            .Distinct()
            .Select(pool => (Pool: pool, Holdings: NaiveHoldings.Of(drawn, priced, pool)))
            .ToList();
        var totals = pools.SelectMany(pool => pool.Holdings.Lines)
            .Where(line => line.Amount.Sign > 0)
            .GroupBy(line => line.Key.Asset)
            .ToDictionary(asset => asset.Key, asset => Sum(asset.Select(line => line.Amount)));
        return pools.Select(pool => OfPool(drawn, priced, pool.Pool, pool.Holdings, totals)).ToList();
    }

    private static NaivePool OfPool(
        BookCase drawn, PricedMarket priced, PoolId pool, NaiveHoldings holdings, Dictionary<Asset, BigRational> totals)
    {
        var rules = drawn.Rules;
        var figures = new Dictionary<string, BigRational>();
        var options = OptionValue(holdings, rules);
        var stale = Stale(holdings);
        var worst = NaiveCollateral.At(ValuationEnd.Worst, holdings, totals, rules);
        figures["Adjusted"] = Sum(worst.Select(line => line.Counted)) + options - stale;
        figures["Likely"] = Counted(ValuationEnd.Likely) + options;
        figures["Best"] = Counted(ValuationEnd.Best) + options + stale;
        figures["Options"] = options;
        figures["STALE"] = stale;
        foreach (var line in worst.Where(line => line.IsLive).GroupBy(line => $"{line.Key.Name} {line.Key.Bridge} {line.Key.Finality?.Confirmations}"))
        {
            figures[$"line {line.Key}"] = Sum(line.Select(one => one.Counted));
            figures[$"hedge {line.Key}"] = Sum(line.Select(one => one.Hedge));
        }

        var units = Units(holdings, worst, priced);
        foreach (var unit in units)
        {
            foreach (var (name, figure) in unit.Figures)
            {
                figures[$"{unit.Unit} {name}"] = figure;
            }
        }

        figures["CREDIT"] = Credit(drawn, units);
        figures["BORROW"] = Sum(worst.Where(line => line.IsLive && line.IsDebt)
            .GroupBy(line => line.Key.Asset)
            .Select(asset => Up(NaiveCollateral.Slices(rules.BorrowTiers, -Sum(asset.Select(line => line.Counted))))));
        figures["VENUE_TRAP"] = VenueTrap(drawn, pool, worst);
        var isUnknown = holdings.IsUnknown;
        figures["ORDERS"] = NaiveOrders.Of(drawn, priced, pool, holdings, ref isUnknown);
        var maintenance = Sum(units.Select(unit => unit.Requirement)) - figures["CREDIT"] + figures["BORROW"]
            + figures["VENUE_TRAP"] + figures["ORDERS"];
        figures["MM"] = maintenance;
        figures["IM"] = Up(maintenance * rules.InitialMarginFactor);
        return new NaivePool(
            pool, figures, isUnknown ? MarginState.Unknown : State(drawn, pool, figures["Adjusted"], figures["Likely"], maintenance));

        BigRational Counted(ValuationEnd end) => Sum(NaiveCollateral.At(end, holdings, totals, rules).Select(line => line.Counted));
    }

    /// <summary>Marks in USD, netted per location; a positive net loses h_l, and all of itself where there are no terms.</summary>
    private static BigRational OptionValue(NaiveHoldings holdings, RuleSet rules)
    {
        var sum = Zero;
        foreach (var location in holdings.Positions.Where(position => position.Option is not null).GroupBy(position => position.Venue))
        {
            var net = Sum(location.Select(position => position.OptionValue));
            var kept = rules.Locations.TryGetValue(location.Key, out var terms) ? One - terms.Haircut : Zero;
            sum += Down(net.Sign > 0 ? net * kept : net);
        }

        return sum;
    }

    private static BigRational Stale(NaiveHoldings holdings) => Sum(holdings.Positions
        .GroupBy(position => position.Contract.Unit)
        .Select(unit => Up(Abs(Sum(unit.Select(position => position.Delta * position.U))))));

    private static List<NaiveUnit> Units(NaiveHoldings holdings, List<NaiveLine> worst, PricedMarket priced)
    {
        var names = holdings.Positions.Select(position => position.Contract.Unit)
            .Concat(worst.Where(line => line.IsLive).Select(line => line.Unit).OfType<RiskUnit>())
            .Distinct();
        var units = new List<NaiveUnit>();
        foreach (var name in names)
        {
            var lines = worst.Where(line => line.IsLive && line.Unit == name).ToList();
            units.Add(new NaiveUnit(
                name,
                priced,
                holdings.Positions.Where(position => position.Contract.Unit == name && !position.Instrument.IsDelivered).ToList(),
                lines.Select(line => (line.Key.Location, line.IsDebt ? line.Value : line.Hedge)).ToList(),
                lines.Where(line => !line.IsDebt).Select(line => (line.Key.Location, line.Gross, line.Haircut)).ToList()).Evaluate());
        }

        return units;
    }

    private static BigRational Credit(BookCase drawn, List<NaiveUnit> units)
    {
        var sum = Zero;
        foreach (var pair in drawn.Rules.Credit.Pairs.Where(_ => !drawn.Market.StressFlag))
        {
            var one = units.Find(unit => unit.Unit == pair.First);
            var other = units.Find(unit => unit.Unit == pair.Second);
            if (one is null || other is null || one.AllDelta.Sign * other.AllDelta.Sign >= 0)
            {
                continue;
            }

            var known = drawn.Market.Correlations.FirstOrDefault(correlation =>
                new[] { correlation.First, correlation.Second }.ToHashSet().SetEquals([pair.First, pair.Second]));
            var floor = known is null ? Zero : Clamp(Min((decimal)known.Days250, (decimal)known.Stress), Zero, One);
            var share = Min(floor * drawn.Rules.Credit.CorrelationShare, drawn.Rules.Credit.Most);
            sum += Down(share * Min(Directional(one), Directional(other)));
        }

        return sum;

        BigRational Directional(NaiveUnit unit) => Min(
            Min(unit.Figures["SCAN"], unit.Requirement), Abs(unit.AllDelta) * drawn.Rules.ClassOf(unit.Unit).Range);
    }

    private static BigRational VenueTrap(BookCase drawn, PoolId pool, List<NaiveLine> worst)
    {
        var said = drawn.Book.VenueStatements.Where(pair => pair.Value.Pool == pool).ToDictionary();
        var spare = worst.GroupBy(line => line.Key.Location)
            .ToDictionary(location => location.Key, location => Positive(Sum(location.Select(line => line.Counted))));
        foreach (var (venue, statement) in said)
        {
            spare[venue] = statement.Equity is { } equity && (statement.InitialMargin ?? statement.MaintenanceMargin) is { } needed
                ? Positive(equity.Amount - needed.Amount)
                : Zero;
        }

        var trapped = Zero;
        foreach (var venue in said.Keys.OrderBy(Grace).ThenBy(venue => venue.Code, StringComparer.Ordinal))
        {
            if (said[venue] is not { Equity: { } equity, MaintenanceMargin: { } maintenance })
            {
                continue;
            }

            var missing = Positive(maintenance.Amount - equity.Amount);
            foreach (var route in drawn.Book.Routes
                .Where(route => route.To == venue && route.Duration <= Grace(venue))
                .OrderBy(route => route.Duration)
                .ThenBy(route => route.From.Code, StringComparer.Ordinal))
            {
                var paid = Min(missing, spare.GetValueOrDefault(route.From, Zero));
                missing -= paid;
                if (spare.ContainsKey(route.From))
                {
                    spare[route.From] -= paid;
                }
            }

            trapped += Up(missing);
        }

        return trapped;

        TimeSpan Grace(LocationId venue) =>
            drawn.Rules.Locations.TryGetValue(venue, out var terms) ? terms.Grace ?? TimeSpan.Zero : TimeSpan.Zero;
    }

    private static MarginState State(BookCase drawn, PoolId pool, BigRational worst, BigRational likely, BigRational maintenance)
    {
        if (maintenance.Sign == 0)
        {
            return worst.Sign >= 0 ? MarginState.Healthy : MarginState.Takeover;
        }

        var states = drawn.Rules.States;
        var prior = drawn.Book.PriorStates.GetValueOrDefault(pool, MarginState.Healthy);
        var reached = states.Ladder
            .Where(level => Below(level.EnterBelow, level.State) || (prior >= level.State && Below(level.LeaveAt, level.State)))
            .Select(level => level.State)
            .Append(drawn.Book.ExpiredCalls.Contains(pool) ? MarginState.Restricted : MarginState.Healthy);
        return reached.Max();

        bool Below(decimal ratio, MarginState state) =>
            worst < maintenance * ratio && (state < MarginState.Liquidating || likely < maintenance * ratio);
    }
}
