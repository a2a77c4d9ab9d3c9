namespace MultiVenueMargin.Risk.RuleBooks.Bybit;

/// <summary>What buying an option costs at Bybit: the premium and a fee on the index, which the price of the option caps.</summary>
/// <param name="Premium">Price times quantity.</param>
/// <param name="Fee">min(taker · index, cap · price) · quantity.</param>
public readonly record struct OptionPurchase(decimal Premium, decimal Fee)
{
    public decimal Cost => Premium + Fee;

    public static OptionPurchase Of(decimal quantity, decimal price, decimal index, decimal takerRate, decimal feeCap) =>
        new(price * quantity, Math.Min(takerRate * index, feeCap * price) * quantity);
}
