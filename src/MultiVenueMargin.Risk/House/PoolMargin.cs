using System.Runtime.InteropServices;
using MultiVenueMargin.Domain;
using MultiVenueMargin.Domain.Books;
using MultiVenueMargin.Domain.Rules;
using MultiVenueMargin.Risk.Collateral;
using MultiVenueMargin.Risk.Reports;
using MultiVenueMargin.Risk.Valuation;

namespace MultiVenueMargin.Risk.House;

/// <summary>One pool's margin, in the order of MARGIN §2–§6: collateral at each end, units on the worst lines, the account's own parts, the state.</summary>
internal static class PoolMargin
{
    public static (PoolReport Report, IReadOnlyList<UnitHoldings> Units) Of(
        Book book, PoolHoldings holdings, IReadOnlyDictionary<Asset, decimal> accountTotals, PricedMarket market, bool explain)
    {
        var rules = market.Rules;
        var unknown = new List<Omission>(holdings.Unknown);
        var omissions = new List<Omission>(holdings.Omissions);
        var delta = DeltaOf(holdings);
        var worst = CollateralValuation.At(ValuationEnd.Worst, holdings.Lines, delta, accountTotals, rules);
        var likely = CollateralValuation.At(ValuationEnd.Likely, holdings.Lines, delta, accountTotals, rules);
        var best = CollateralValuation.At(ValuationEnd.Best, holdings.Lines, delta, accountTotals, rules);
        var equity = Equity.Of(holdings, worst, likely, best, rules);

        var unitHoldings = UnitsOf(holdings, worst, market);
        var units = unitHoldings.Select(unit => UnitRequirement.Of(unit, explain)).ToList();
        var credit = Credit.Of(units, market, omissions);
        var borrow = Borrow.Of(worst.Lines, rules);
        var trap = VenueTrap.Of(book, holdings, worst.Lines, market, omissions);
        var orders = OpenOrders.Of(book, holdings, market, unknown, omissions);

        var maintenance = Usd.Sum(units.Select(unit => unit.Requirement)) - credit.Amount + borrow.Amount + trap.Amount + orders.Amount;
        var initial = Usd.Up(rules.InitialMarginFactor * maintenance.Amount);
        var prior = book.PriorStates.GetValueOrDefault(holdings.Pool, MarginState.Healthy);
        var state = MarginStates.Of(
            equity.Adjusted.Amount,
            equity.Likely.Amount,
            maintenance.Amount,
            prior,
            book.ExpiredCalls.Contains(holdings.Pool),
            rules.States);
        var shortfall = Usd.Max(Usd.Up(rules.Calls.TargetRatio * maintenance.Amount) - equity.Adjusted, Usd.Zero);
        NameWhatIsMissing(unitHoldings, equity, rules, omissions);

        var report = new PoolReport
        {
            Pool = holdings.Pool,
            Equity = equity,
            Units = units,
            Credit = credit,
            Borrow = borrow,
            VenueTrap = trap,
            Orders = orders,
            MaintenanceMargin = maintenance,
            InitialMargin = initial,
            Ratio = new RatioInterval(
                Ratio(equity.Adjusted, maintenance), Ratio(equity.Likely, maintenance), Ratio(equity.Best, maintenance)),
            State = unknown.Count > 0 ? MarginState.Unknown : state,
            LastKnownState = unknown.Count > 0 ? prior : state,
            Unknown = unknown,
            Omissions = omissions,
            SolvencyDelta = equity.Adjusted - maintenance,
            ExcessOverInitial = equity.Adjusted - initial,
            ShortfallToTarget = shortfall,
            // An expired call may leave a pool restricted that lacks nothing: then nothing is asked for.
            CallAmount = state >= MarginState.Call && shortfall > Usd.Zero ? Usd.Max(shortfall, new Usd(rules.Calls.MinimumTransferUsd)) : Usd.Zero,
        };
        return (report, unitHoldings);
    }

    /// <summary>The pool's units alone, as its report margins them.</summary>
    public static IReadOnlyList<UnitHoldings> UnitsOf(PoolHoldings holdings, IReadOnlyDictionary<Asset, decimal> accountTotals, PricedMarket market) =>
        UnitsOf(holdings, CollateralValuation.At(ValuationEnd.Worst, holdings.Lines, DeltaOf(holdings), accountTotals, market.Rules), market);

    private static Dictionary<RiskUnit, decimal> DeltaOf(PoolHoldings holdings)
    {
        var delta = new Dictionary<RiskUnit, decimal>();
        foreach (var position in holdings.Positions)
        {
            CollectionsMarshal.GetValueRefOrAddDefault(delta, position.Instrument.Unit, out _) += position.Delta;
        }

        return delta;
    }

    /// <summary>Everything the pool has, sorted into risk units; a unit of delivered contracts alone is there with nothing at risk.</summary>
    private static List<UnitHoldings> UnitsOf(PoolHoldings holdings, CollateralValuation worst, PricedMarket market)
    {
        var positions = holdings.Positions.ToLookup(position => position.Instrument.Unit);
        // In an order of their own: the last digits of a sum of quotients hang on its order, and the book's is nobody's doing.
        var lines = worst.Lines
            .Where(line => line.Held.Counts && line.Held.Unit is not null)
            .OrderBy(line => line.Held.Line.Asset)
            .ThenBy(line => line.Held.Line.Location)
            .ThenBy(line => line.Held.Line.IsLoan)
            .ThenBy(line => line.Held.Line.Bridge)
            .ThenBy(line => line.Held.Line.Finality?.Confirmations ?? int.MaxValue)
            .ThenBy(line => line.Held.Line.Finality?.Required ?? 0)
            .ToLookup(line => line.Held.Unit!.Value);
        var units = positions.Select(group => group.Key).Concat(lines.Select(group => group.Key)).Distinct().Order();
        return units.Select(unit => new UnitHoldings(
                unit,
                market,
                positions[unit].Where(position => !position.Instrument.IsDelivered).ToList(),
                lines[unit].SelectMany(CoinsOf).ToList(),
                lines[unit].SelectMany(FreeOf).ToList()))
            .ToList();
    }

    private static IEnumerable<CoinHolding> CoinsOf(CountedLine line)
    {
        var (name, location) = (line.Held.Name, line.Held.Line.Location);
        if (line.Held.IsDebt)
        {
            yield return new CoinHolding(name, location, line.Value);
        }
        else if (line.Hedge > 0)
        {
            yield return new CoinHolding($"hedge {name}", location, line.Hedge, IsFinal(line));
        }
    }

    private static IEnumerable<FreeHolding> FreeOf(CountedLine line)
    {
        if (!line.Held.IsDebt && line.Gross > 0)
        {
            yield return new FreeHolding($"free {line.Held.Name}", line.Held.Line.Location, line.Gross, line.HaircutRate, IsFinal(line));
        }
    }

    private static bool IsFinal(CountedLine line) => line.Held.Line.Finality is not { Share: < 1m };

    private static void NameWhatIsMissing(
        List<UnitHoldings> units, EquityReport equity, RuleSet rules, List<Omission> omissions)
    {
        foreach (var cap in equity.Caps.Where(cap => cap.End == ValuationEnd.Worst))
        {
            var kind = cap.Kind switch
            {
                CapKind.Asset => OmissionKind.AssetCap,
                CapKind.Issuer => OmissionKind.IssuerCap,
                _ => OmissionKind.VenueCap,
            };
            omissions.Add(new Omission(kind, cap.Group, "so much lies above its limit and counts in part or not at all", cap.Above));
        }

        foreach (var options in equity.OptionValues.Where(options => options.Net > Usd.Zero && options.Counted == Usd.Zero))
        {
            if (!rules.Locations.ContainsKey(options.Location))
            {
                omissions.Add(new Omission(
                    OmissionKind.NoLocationTerms,
                    $"options at {options.Location}",
                    $"the rules have no terms for {options.Location}; what lies there counts nothing",
                    options.Net));
            }
        }

        foreach (var unit in units)
        {
            if (unit.Market.FindStatistics(unit.Unit) is null)
            {
                omissions.Add(new Omission(
                    OmissionKind.HistoryAbsent, unit.Unit.Code, "no history is loaded, so the statistical core is not in the figure"));
            }

            foreach (var position in unit.Positions)
            {
                if (position.Instrument.Contract is Domain.Instruments.Perpetual && position.Instrument.Mark.PredictedFunding is null)
                {
                    omissions.Add(new Omission(
                        OmissionKind.FundingAbsent, position.Name, "its next funding rate is not known, so FUNDING leaves it out"));
                }
            }
        }

        omissions.Sort((left, right) => left.Kind != right.Kind
            ? left.Kind.CompareTo(right.Kind)
            : string.CompareOrdinal(left.Subject, right.Subject));
    }

    /// <summary>For display only, to eight digits; towards −∞ so that no ratio looks better than it is.</summary>
    private static decimal? Ratio(Usd equity, Usd maintenance) => maintenance == Usd.Zero
        ? null
        : decimal.Round(equity.Amount / maintenance.Amount, 8, MidpointRounding.ToNegativeInfinity);
}
