namespace MultiVenueMargin.Risk.RuleBooks.RegT;

/// <summary>
/// What each recognised strategy asks for one unit of the underlying. Prices are positive whichever side is held; what is bought
/// outright asks nothing beyond its premium.
/// </summary>
public static class StrategyRules
{
    /// <summary>A short option on its own: its value + max(rate·S − out of the money, floor), the floor on S for a call and on the strike for a put.</summary>
    public static RegTAmount Naked(RegTOption option, decimal price, RegTRates rates)
    {
        var least = rates.ShortOptionFloor * (option.IsCall ? price : option.Strike);
        var amount = option.Value + Math.Max((rates.ShortOption * price) - option.OutOfTheMoney(price), least);
        return new RegTAmount(amount, amount);
    }

    /// <summary>Short straddle and strangle: the dearer side, and the value of the other.</summary>
    public static RegTAmount ShortCallAndPut(RegTOption call, RegTOption put, decimal price, RegTRates rates)
    {
        var (ofCall, ofPut) = (Naked(call, price, rates).Maintenance, Naked(put, price, rates).Maintenance);
        var amount = ofPut > ofCall ? ofPut + call.Value : ofCall + put.Value;
        return new RegTAmount(amount, amount);
    }

    /// <summary>Stock alone, long or short.</summary>
    public static RegTAmount Stock(bool isShort, decimal price, RegTRates rates) =>
        new(rates.StockInitial(isShort) * price, rates.StockMaintenance(isShort) * price);

    /// <summary>
    /// Long stock and a short call on it. The stock counts no higher than the strike at which it may be called:
    /// max(in the money + rate·min(S, K), min(S, max(call's value, rate·S))).
    /// </summary>
    public static RegTAmount CoveredCall(RegTOption call, decimal price, RegTRates rates)
    {
        var inTheMoney = call.InTheMoney(price);
        var counted = Math.Min(price, call.Strike);
        var stock = Stock(isShort: false, price, rates);
        return new RegTAmount(
            Math.Max(inTheMoney + (rates.LongStockInitial * counted), stock.Initial + (rates.CoveredCallValue * call.Value)),
            Math.Max(inTheMoney + (rates.LongStockMaintenance * counted), Math.Min(price, Math.Max(call.Value, stock.Maintenance))));
    }

    /// <summary>Short stock and a short put on it: the stock's requirement and what the put is in the money.</summary>
    public static RegTAmount CoveredPut(RegTOption put, decimal price, RegTRates rates)
    {
        var stock = Stock(isShort: true, price, rates);
        var inTheMoney = put.InTheMoney(price);
        return new RegTAmount(stock.Initial + inTheMoney, stock.Maintenance + inTheMoney);
    }

    /// <summary>Long stock with a long put, or short stock with a long call: min(hedged rate·K + out of the money, the stock's maintenance).</summary>
    public static RegTAmount Protective(RegTOption option, decimal price, RegTRates rates)
    {
        var stock = Stock(isShort: option.IsCall, price, rates);
        return stock with
        {
            Maintenance = Math.Min((rates.HedgedStrike * option.Strike) + option.OutOfTheMoney(price), stock.Maintenance),
        };
    }

    /// <summary>Long stock, long put and a short call above it: min(hedged rate·K of the put + out of the money, collar rate·K of the call).</summary>
    public static RegTAmount Collar(RegTOption call, RegTOption put, decimal price, RegTRates rates) => new(
        Stock(isShort: false, price, rates).Initial + call.InTheMoney(price),
        Math.Min((rates.HedgedStrike * put.Strike) + put.OutOfTheMoney(price), rates.CollarCallStrike * call.Strike));

    /// <summary>
    /// Conversion (long stock, long put, short call at one strike) and reverse conversion (the opposite): hedged rate·K + what the
    /// short option is in the money.
    /// </summary>
    public static RegTAmount Conversion(RegTOption shortOption, decimal price, RegTRates rates)
    {
        var inTheMoney = shortOption.InTheMoney(price);
        return new RegTAmount(
            Stock(isShort: !shortOption.IsCall, price, rates).Initial + inTheMoney, (rates.HedgedStrike * shortOption.Strike) + inTheMoney);
    }
}
