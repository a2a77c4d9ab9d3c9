namespace MultiVenueMargin.Risk.RuleBooks.Tims;

/// <summary>The valuation points of a portfolio type: equidistant moves of the underlying from one end of the range to the other.</summary>
public static class TimsGrid
{
    /// <param name="down">The lower end, as a share of the price: −0.15.</param>
    /// <param name="up">The upper end: 0.15.</param>
    /// <param name="points">How many, both ends among them; at least two.</param>
    public static IReadOnlyList<decimal> Moves(decimal down, decimal up, int points)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(points, 2);
        return [.. Enumerable.Range(0, points).Select(at => down + ((up - down) * at / (points - 1)))];
    }
}
