namespace MultiVenueMargin.Risk.RuleBooks.Marginfi;

/// <summary>
/// How an oracle's uncertainty is priced in: assets at price − confidence, liabilities at price + confidence, the confidence
/// interval widened and then capped as a share of the price.
/// </summary>
/// <param name="Multiple">By which a standard deviation of the oracle is widened.</param>
/// <param name="MostOfPrice">The cap.</param>
public sealed record OracleBand(decimal Multiple, decimal MostOfPrice)
{
    /// <param name="price">The oracle's price.</param>
    /// <param name="deviation">Its confidence before it is widened, in the price's unit.</param>
    public (decimal Asset, decimal Liability) Of(decimal price, decimal deviation) => Around(price, Multiple * deviation);

    /// <param name="price">The oracle's price.</param>
    /// <param name="interval">The confidence interval, widened already.</param>
    public (decimal Asset, decimal Liability) Around(decimal price, decimal interval)
    {
        var capped = Math.Min(interval, MostOfPrice * price);
        return (price - capped, price + capped);
    }
}
