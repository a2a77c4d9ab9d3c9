namespace MultiVenueMargin.Risk.RuleBooks.Paradex;

/// <summary>
/// One market in an account under cross margin: what is held and what rests there net, side by side; nothing nets across markets. Initial margin is asked of the larger
/// of what all bids and all asks would leave open, maintenance of what is held.
/// </summary>
/// <param name="Size">Held; signed.</param>
/// <param name="Bids">Units that rest to be bought.</param>
/// <param name="Asks">Units that rest to be sold; positive.</param>
public readonly record struct CrossMarginMarket(decimal Size, decimal Bids, decimal Asks)
{
    /// <summary>Long if all bids fill and no ask.</summary>
    public decimal OpenBuy => Math.Max(0m, Bids + Size);

    /// <summary>Short if all asks fill and no bid; positive.</summary>
    public decimal OpenSell => Math.Max(0m, Asks - Size);

    public decimal Open => Math.Max(OpenBuy, OpenSell);

    /// <summary>A perpetual's or future's initial margin: rate · mark of the open size.</summary>
    public decimal FutureInitial(decimal mark, decimal rate) => Open * mark * rate;

    /// <summary>And its maintenance: a share of the same of what is held.</summary>
    public decimal FutureMaintenance(decimal mark, decimal rate, decimal share) => Math.Abs(Size) * mark * rate * share;

    /// <summary>An option's, by what one unit asks long and short.</summary>
    public decimal OptionInitial(decimal ofLong, decimal ofShort) => Math.Max(OpenBuy * ofLong, OpenSell * ofShort);

    public decimal OptionMaintenance(decimal ofLong, decimal ofShort) => Size > 0 ? Size * ofLong : -Size * ofShort;
}
