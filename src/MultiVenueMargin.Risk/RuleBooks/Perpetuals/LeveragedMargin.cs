namespace MultiVenueMargin.Risk.RuleBooks.Perpetuals;

/// <summary>Margin of a position at the leverage its owner chose, as venues and trading platforms without tiers reckon it.</summary>
public static class LeveragedMargin
{
    /// <summary>Notional over leverage.</summary>
    public static decimal Of(decimal notional, decimal leverage) => Math.Abs(notional) / leverage;

    /// <summary>The rate asked of the notional over leverage; a standard account is asked it of the whole notional.</summary>
    public static decimal Of(decimal notional, decimal leverage, decimal rate, bool isStandard) => Math.Abs(notional) * rate / (isStandard ? 1m : leverage);

    /// <summary>Coins that an inverse position of so many USD is worth.</summary>
    public static decimal InverseNotional(decimal quantity, decimal price) => quantity / price;
}
