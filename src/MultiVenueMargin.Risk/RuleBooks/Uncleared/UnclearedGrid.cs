namespace MultiVenueMargin.Risk.RuleBooks.Uncleared;

/// <summary>
/// The standardised initial margin of swaps that nobody clears (the US rules' Table A): gross notionals at the rates of their
/// classes, of which two fifths count always and three fifths as far as the values do not net.
/// </summary>
/// <param name="Gross">The sum of notional times rate.</param>
/// <param name="NetToGrossRatio">Net over gross replacement cost; one where nothing is to be replaced.</param>
public sealed record UnclearedGrid(decimal Gross, decimal NetToGrossRatio)
{
    private const decimal AlwaysCounted = 0.4m;

    public decimal InitialMargin => (AlwaysCounted * Gross) + ((1m - AlwaysCounted) * NetToGrossRatio * Gross);

    public static UnclearedGrid Of(IEnumerable<(decimal Notional, decimal Rate)> trades, decimal grossReplacementCost, decimal netReplacementCost) => new(
        trades.Sum(trade => Math.Abs(trade.Notional) * trade.Rate),
        grossReplacementCost == 0m ? 1m : netReplacementCost / grossReplacementCost);
}
