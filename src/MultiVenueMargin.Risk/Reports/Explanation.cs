using System.Globalization;
using MultiVenueMargin.Domain;

namespace MultiVenueMargin.Risk.Reports;

/// <summary>
/// A figure and the parts it is made of. The parts of every node add up to it exactly; a node without parts is a leaf, and
/// the leaves of the whole tree add up to its root.
/// </summary>
/// <param name="Name">What it is called in the glossary, or what it concerns.</param>
/// <param name="Amount">How much.</param>
/// <param name="Working">How it came about, in words; empty where the parts say it all.</param>
/// <param name="Parts">What it is made of.</param>
public sealed record Explanation(string Name, Usd Amount, string Working, IReadOnlyList<Explanation> Parts)
{
    /// <summary>The place it is about, where it is about one.</summary>
    public LocationId? Venue { get; init; }

    /// <summary>The holding it is about, where it is about one.</summary>
    public string? Holding { get; init; }

    /// <summary>What would have to move for it to be lost: a unit's price or volatility, basis, a peg, rates, funding, liquidity.</summary>
    public string? Factor { get; init; }

    /// <summary>Every leaf below, each with what its ancestors say of venue, holding and factor.</summary>
    public IEnumerable<Explanation> Leaves() => Parts.Count == 0
        ? [this]
        : Parts.SelectMany(part => (part with
        {
            Venue = part.Venue ?? Venue,
            Holding = part.Holding ?? Holding,
            Factor = part.Factor ?? Factor,
        }).Leaves());

    /// <summary>Leaves added up by venue; what is about no single place is under <c>account</c>. Adds up to this figure.</summary>
    public IReadOnlyList<(string Venue, Usd Amount)> ByVenue() => Sums(leaf => leaf.Venue?.Code ?? "account");

    /// <summary>Leaves added up by holding; what is about no single holding is under its own name.</summary>
    public IReadOnlyList<(string Holding, Usd Amount)> ByHolding() => Sums(leaf => leaf.Holding ?? leaf.Name);

    /// <summary>Leaves added up by factor.</summary>
    public IReadOnlyList<(string Factor, Usd Amount)> ByFactor() => Sums(leaf => leaf.Factor ?? "other");

    /// <summary>The maintenance requirement of a pool, opened.</summary>
    public static Explanation OfRequirement(PoolReport pool)
    {
        var parts = pool.Units.Select(OfUnit).ToList();
        if (pool.Credit.Items.Count > 0)
        {
            parts.Add(Whole("CREDIT", -pool.Credit.Amount, pool.Credit.Items.Select(item => Leaf(
                $"{item.First} against {item.Second}",
                -item.Amount,
                Text($"{item.Share:0.####} × min({item.DirectionFirst}, {item.DirectionSecond})")))) with
            { Factor = "correlation" });
        }

        if (pool.Borrow.Items.Count > 0)
        {
            parts.Add(Whole("BORROW", pool.Borrow.Amount, pool.Borrow.Items.Select(item =>
                Leaf($"borrowed {item.Asset}", item.Amount, $"on {item.Debt} owed"))) with
            { Factor = "borrowing" });
        }

        if (pool.VenueTrap.Items.Count > 0)
        {
            parts.Add(Whole("VENUE_TRAP", pool.VenueTrap.Amount, pool.VenueTrap.Items.Select(item =>
                Leaf($"trapped at {item.Venue}", item.Trapped, $"short {item.Shortfall}, less what arrives in time") with
                {
                    Venue = item.Venue,
                })) with
            { Factor = "venue" });
        }

        if (pool.Orders.Items.Count > 0)
        {
            parts.Add(Whole("ORDERS", pool.Orders.Amount, pool.Orders.Items.Select(item =>
                Leaf($"orders in {item.Instrument}", item.Amount, $"bids {item.IfBidsFill}, asks {item.IfAsksFill}") with
                {
                    Venue = item.Venue,
                    Holding = $"{item.Instrument}@{item.Venue}",
                })) with
            { Factor = "orders" });
        }

        return new Explanation("MM", pool.MaintenanceMargin, string.Empty, parts);
    }

    /// <summary>Adjusted equity of a pool, opened: from raw amounts over every step to what is counted.</summary>
    public static Explanation OfEquity(PoolReport pool)
    {
        var equity = pool.Equity;
        var parts = equity.Lines.Select(OfLine).ToList();
        parts.AddRange(equity.OptionValues.Select(OfOptions));
        parts.AddRange(equity.StaleByUnit.Select(unit =>
            Leaf($"STALE {unit.Unit}", -unit.Amount, "what age and spread of marks may cost the positions") with { Factor = "staleness" }));
        return new Explanation("adjusted equity", equity.Adjusted, string.Empty, parts);
    }

    private static Explanation OfUnit(UnitReport unit)
    {
        var price = $"{unit.Unit} price";
        var volatility = $"{unit.Unit} volatility";
        var parts = new List<Explanation> { OfCore(unit) };
        AddComponent(unit.Basis, $"{unit.Unit} basis");
        AddComponent(unit.VegaTerm, volatility);
        AddComponent(unit.Peg, "pegs");
        AddComponent(unit.RateRisk, "rates");
        AddComponent(unit.Funding, "funding");
        AddComponent(unit.Liquidity, "liquidity");
        AddComponent(unit.Concentration, "liquidity");

        var added = Usd.Sum(parts.Select(part => part.Amount));
        if (unit.Uncapped > added)
        {
            var minimum = unit.Uncapped == unit.ShortOptionMinimum.Amount ? unit.ShortOptionMinimum : unit.MinimumDelta;
            parts.Add(Leaf(
                $"raised to {minimum.Name}", unit.Uncapped - added, $"{minimum.Name} is {minimum.Amount}") with
            { Factor = price });
        }

        if (unit.Requirement < unit.Uncapped)
        {
            var bound = unit.MaximumLoss!;
            parts.Add(Leaf(
                "no more than can be lost",
                unit.Requirement - unit.Uncapped,
                $"maximum losses {bound.GroupsTotal} + rest {bound.Rest}") with
            { Factor = price });
        }

        return new Explanation(unit.Unit.Code, unit.Requirement, string.Empty, parts);

        void AddComponent(Component component, string factor)
        {
            if (component.Amount != Usd.Zero)
            {
                parts.Add(OfComponent(component) with { Factor = factor });
            }
        }
    }

    private static Explanation OfCore(UnitReport unit)
    {
        var scan = new Explanation(
            "SCAN",
            unit.Scan.Amount,
            $"the worst scenario is {unit.Scan.Binding}",
            unit.Scan.Contributions.Select(contribution => OfContribution(contribution, unit.Unit)).ToList());
        var parts = new List<Explanation> { scan };
        if (unit.Core > unit.Scan.Amount)
        {
            var byHistory = unit.Statistical is { } statistical && statistical.Amount == unit.Core;
            parts.Add(Leaf(
                byHistory ? "raised to FHS" : "raised to GROSS_FLOOR",
                unit.Core - unit.Scan.Amount,
                byHistory ? $"FHS is {unit.Core}" : $"a share of gross Δ$ is {unit.Core}") with
            { Factor = $"{unit.Unit} price" });
        }

        return new Explanation("Core", unit.Core, string.Empty, parts);
    }

    private static Explanation OfContribution(ScanContribution contribution, RiskUnit unit)
    {
        var parts = contribution.OfVolatility == Usd.Zero
            ? new List<Explanation>()
            : [Leaf("of price", contribution.OfPrice, string.Empty), Leaf("of volatility", contribution.OfVolatility, string.Empty) with { Factor = $"{unit} volatility" }];
        return new Explanation(contribution.Holding, contribution.Amount, string.Empty, parts)
        {
            Venue = contribution.Location,
            Holding = contribution.Holding,
            Factor = $"{unit} price",
        };
    }

    private static Explanation OfComponent(Component component) => Whole(
        component.Name,
        component.Amount,
        component.Items.Select(item => Leaf(item.Subject, item.Amount, item.Working) with
        {
            Venue = item.Location,
            Holding = item.Location is null ? null : item.Subject,
        }));

    private static Explanation OfLine(LineReport line)
    {
        var steps = new (string Name, Usd Amount)[]
        {
            ("raw", line.Raw),
            ("price", line.PriceStep),
            ("location", line.LocationStep),
            ("bridge", line.BridgeStep),
            ("own token", line.OwnTokenStep),
            ("finality", line.FinalityStep),
            ("asset haircut", line.AssetStep),
            ("asset cap", line.AssetCapStep),
            ("issuer cap", line.IssuerCapStep),
            ("venue cap", line.VenueCapStep),
            ("rounding", line.Rounding),
        };
        return Whole(
            line.Name,
            line.Counted,
            steps.Where(step => step.Amount != Usd.Zero).Select(step => Leaf(step.Name, step.Amount, string.Empty))) with
        {
            Venue = line.Line.Location,
            Holding = line.Name,
        };
    }

    private static Explanation OfOptions(OptionValueReport options)
    {
        var parts = options.Positions.Select(position =>
            Leaf(position.Position, position.Amount, WorkingOf(position)) with { Holding = position.Position }).ToList();
        if (options.LocationStep != Usd.Zero)
        {
            parts.Add(Leaf("location and rounding", options.LocationStep, string.Empty));
        }

        return new Explanation($"options at {options.Location}", options.Counted, string.Empty, parts) { Venue = options.Location };
    }

    private static string WorkingOf(OptionPositionReport option) => Text(
        $"{(option.IsMarked ? "at the venue's mark" : "at the model's value")}; F {option.Forward:0.####} ({option.ForwardSource}), σ {option.Volatility:0.####} ({option.VolatilitySource})");

    private static Explanation Leaf(string name, Usd amount, string working) => new(name, amount, working, []);

    private static Explanation Whole(string name, Usd amount, IEnumerable<Explanation> parts) => new(name, amount, string.Empty, parts.ToList());

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);

    private List<(string, Usd)> Sums(Func<Explanation, string> keyOf) => Leaves()
        .GroupBy(keyOf)
        .Select(group => (group.Key, Usd.Sum(group.Select(leaf => leaf.Amount))))
        .OrderByDescending(sum => Math.Abs(sum.Item2.Amount))
        .ThenBy(sum => sum.Key, StringComparer.Ordinal)
        .ToList();
}
