namespace MultiVenueMargin.Risk.RuleBooks.RegT;

/// <summary>A book's options and stock of one underlying, divided into strategies that together ask the least.</summary>
/// <param name="Groups">Disjoint; together all short options and all stock.</param>
/// <param name="IsLeast">Whether no other division asks less to be kept; else it is one that is allowed, and the search was stopped.</param>
public sealed record StrategyCover(IReadOnlyList<CoveredGroup> Groups, bool IsLeast)
{
    public RegTAmount Amount => Groups.Aggregate(default(RegTAmount), (sum, group) => sum + group.Amount);

    /// <summary>
    /// The cover that asks the least maintenance, and among several of those the least to be entered. Amounts may be divided: a short
    /// option can be covered half by stock and half by another option.
    /// </summary>
    /// <param name="options">All of one underlying, of any expiries.</param>
    /// <param name="stock">Units of the underlying; negative is short.</param>
    /// <param name="price">What one unit of it is worth.</param>
    /// <param name="rates">What the rules ask.</param>
    /// <param name="mostOptions">Of more series than this, the ones that ask the most on their own are covered and the others stand alone.</param>
    public static StrategyCover Least(IReadOnlyList<RegTOption> options, decimal stock, decimal price, RegTRates rates, int mostOptions = 96)
    {
        var ordered = options.Where(option => option.Units != 0)
            .OrderByDescending(option => Math.Abs(option.Units) * StrategyRules.Naked(option, price, rates).Maintenance)
            .ToList();
        var search = new CoverSearch([.. ordered.Take(mostOptions)], stock, price, rates);
        var groups = search.Run(out var isLeast);
        var alone = ordered.Skip(mostOptions).Where(option => option.IsShort).Select(option => CoverSearch.NakedOption(option, price, rates)).ToList();
        return new StrategyCover([.. groups, .. alone], isLeast && ordered.Count <= mostOptions);
    }
}
