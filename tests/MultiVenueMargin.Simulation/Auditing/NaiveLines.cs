using MultiVenueMargin.Domain.Feeds;

namespace MultiVenueMargin.Simulation.Auditing;

/// <summary>What a feed has told, in one table by a name made up here.</summary>
internal sealed class NaiveLines
{
    private static readonly FeedParts[] Parts = [FeedParts.Balances, FeedParts.Positions, FeedParts.Orders, FeedParts.Statement];

    private readonly SortedDictionary<string, ToldLine> _lines = new(StringComparer.Ordinal);
    private readonly Dictionary<FeedParts, (bool IsKnown, DateTimeOffset? Since)> _parts = Parts.ToDictionary(part => part, _ => (false, (DateTimeOffset?)null));

    public IEnumerable<ToldLine> All => _lines.Values;

    /// <summary>Since when balances are unconfirmed as a whole; absent while they are not.</summary>
    public DateTimeOffset? BalancesSince => _parts[FeedParts.Balances].Since;

    /// <summary>Equal lines have equal text, whenever they were vouched for.</summary>
    public string Text => string.Join(" | ", _lines.Values.Select(line => line.Fact.ToString()));

    /// <summary>Since when what a margin needs is unconfirmed at the longest; absent where some of it was never told.</summary>
    public DateTimeOffset? OldestOf(DateTimeOffset heardAt)
    {
        var (balances, positions) = (_parts[FeedParts.Balances], _parts[FeedParts.Positions]);
        if (!balances.IsKnown || !positions.IsKnown)
        {
            return null;
        }

        return new[] { heardAt, balances.Since ?? heardAt, positions.Since ?? heardAt }.Min();
    }

    public NaiveLines Copy()
    {
        var copy = new NaiveLines();
        foreach (var (name, line) in _lines)
        {
            copy._lines.Add(name, line);
        }

        foreach (var (part, known) in _parts)
        {
            copy._parts[part] = known;
        }

        return copy;
    }

    public void Begin(FeedParts complete, DateTimeOffset? heardAt)
    {
        foreach (var part in Parts)
        {
            var isComplete = (complete & part) != 0;
            _parts[part] = isComplete ? (true, null) : (_parts[part].IsKnown, _parts[part].Since ?? heardAt);
            foreach (var (name, line) in _lines.Where(line => PartOf(line.Value.Fact) == part).ToList())
            {
                if (isComplete)
                {
                    _lines.Remove(name);
                }
                else
                {
                    _lines[name] = line with { Since = line.Since ?? heardAt };
                }
            }
        }
    }

    public void Take(FeedFact fact)
    {
        if (fact is MovementFact)
        {
            return;
        }

        if (IsNothing(fact))
        {
            _lines.Remove(NameOf(fact));
        }
        else
        {
            _lines[NameOf(fact)] = new ToldLine(fact, null);
        }
    }

    private static bool IsNothing(FeedFact fact) => fact switch
    {
        BalanceFact it => it.Balance.Value == 0 && it.UnrealisedProfit.Value == 0 && it.Owed.Value == 0,
        PositionFact it => it.Quantity.Value == 0,
        OrderFact it => it.Open.Value == 0,
        _ => false,
    };

    private static string NameOf(FeedFact fact) => fact switch
    {
        BalanceFact it => $"b {it.Asset} {it.IsLoan}",
        PositionFact it => $"p {it.Instrument}",
        OrderFact it => $"o {it.Order}",
        _ => "s",
    };

    private static FeedParts PartOf(FeedFact fact) => fact switch
    {
        BalanceFact => FeedParts.Balances,
        PositionFact => FeedParts.Positions,
        OrderFact => FeedParts.Orders,
        _ => FeedParts.Statement,
    };
}
