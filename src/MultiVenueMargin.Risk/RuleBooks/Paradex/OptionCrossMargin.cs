using MultiVenueMargin.Domain.Instruments;

namespace MultiVenueMargin.Risk.RuleBooks.Paradex;

/// <summary>Cross margin of one option, for initial or for maintenance margin: the fractions are two sets of the same rules.</summary>
/// <param name="Premium">Of the mark of a long option.</param>
/// <param name="LongInTheMoney">Of spot, the most a long one asks.</param>
/// <param name="ShortInTheMoney">Of spot, less how far a short one is out of the money.</param>
/// <param name="ShortOutOfTheMoney">Of spot, the least a short one asks.</param>
/// <param name="PutCap">Of the strike, the most a short put asks.</param>
public sealed record OptionCrossMargin(
    decimal Premium, decimal LongInTheMoney, decimal ShortInTheMoney, decimal ShortOutOfTheMoney, decimal PutCap)
{
    public static decimal OutOfTheMoney(OptionRight right, decimal spot, decimal strike) =>
        Math.Max(0m, right == OptionRight.Call ? strike - spot : spot - strike);

    /// <summary>min(premium·mark, in the money·spot).</summary>
    public decimal Long(decimal mark, decimal spot) => Math.Min(Premium * mark, LongInTheMoney * spot);

    /// <summary>max(in the money·spot − OTM, out of the money·spot); a put no more than its cap·strike.</summary>
    public decimal Short(OptionRight right, decimal spot, decimal strike)
    {
        var margin = Math.Max((ShortInTheMoney * spot) - OutOfTheMoney(right, spot, strike), ShortOutOfTheMoney * spot);
        return right == OptionRight.Put ? Math.Min(margin, PutCap * strike) : margin;
    }
}
