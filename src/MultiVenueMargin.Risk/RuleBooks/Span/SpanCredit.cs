namespace MultiVenueMargin.Risk.RuleBooks.Span;

/// <summary>A credit between two commodities whose prices move together.</summary>
/// <param name="Priority">The lower, the earlier it is given.</param>
/// <param name="First">A commodity.</param>
/// <param name="Second">Another.</param>
/// <param name="Rate">The share of the weighted price risk of each leg that is given back.</param>
/// <param name="FirstDelta">Deltas of the first in one spread.</param>
/// <param name="SecondDelta">Deltas of the second in one spread.</param>
/// <param name="SameSide">Whether both must be long or both short, as of prices that move against each other.</param>
public sealed record SpanCredit(
    int Priority, string First, string Second, decimal Rate, decimal FirstDelta = 1m, decimal SecondDelta = 1m, bool SameSide = false);

/// <summary>What one commodity brings to credits with others.</summary>
/// <param name="Commodity">Its name.</param>
/// <param name="Delta">Its net delta, signed.</param>
/// <param name="PriceRisk">What a move of the price alone loses.</param>
public sealed record SpanPriceRisk(string Commodity, decimal Delta, decimal PriceRisk)
{
    /// <summary>Weighted price risk: per delta. Nothing where there is no delta.</summary>
    public decimal PerDelta => Delta == 0m ? 0m : PriceRisk / Math.Abs(Delta);
}
