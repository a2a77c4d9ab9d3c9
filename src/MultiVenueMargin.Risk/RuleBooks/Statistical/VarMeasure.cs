namespace MultiVenueMargin.Risk.RuleBooks.Statistical;

/// <summary>One way to read a tail: over which returns, and as value at risk or as expected shortfall.</summary>
/// <param name="Name">For reports: <c>filtered VaR</c>.</param>
/// <param name="Profits">The profits of an underlying that it looks at.</param>
/// <param name="Tail">1 − confidence.</param>
/// <param name="IsShortfall">The mean of the tail rather than its edge.</param>
internal sealed record VarMeasure(string Name, Func<UnitHistory, double[]> Profits, decimal Tail, bool IsShortfall)
{
    /// <summary>The loss of all these together over their newest days; below zero where even the tail gains.</summary>
    public decimal LossOf(IReadOnlyList<UnitHistory> units, int days)
    {
        var total = new double[days];
        foreach (var profits in units.Select(Profits))
        {
            for (var day = 0; day < days; day++)
            {
                total[day] += profits[profits.Length - days + day];
            }
        }

        var tail = new HistoricalTail(total.Select(profit => (decimal)profit));
        var rank = tail.RankOf(Tail, TailRank.Ceiling);
        return -(IsShortfall ? tail.MeanOfWorst(rank) : tail.Worst(rank));
    }
}
