namespace MultiVenueMargin.Risk.RuleBooks.Mechanisms;

/// <summary>
/// ECC's concentration margin: the days that closing out takes beyond those the margin already covers, by the square root of time:
/// IM × (√(min(position/capacity + pad, cap)/base) − 1), never below zero.
/// </summary>
/// <param name="BaseDays">Days that the initial margin covers.</param>
/// <param name="PadDays">Added to the days of closing out.</param>
/// <param name="CapDays">The most days that are charged.</param>
/// <param name="MostOfMargin">The most that the add-on may be, as a share of the margin; absent: no such cap.</param>
public sealed record ConcentrationAddOn(decimal BaseDays, decimal PadDays, decimal CapDays, decimal? MostOfMargin = null)
{
    /// <summary>Days of the market's capacity that a position is.</summary>
    public static decimal LiquidationDays(decimal position, decimal dailyCapacity) => position / dailyCapacity;

    public decimal EffectiveDays(decimal liquidationDays) => Math.Min(liquidationDays + PadDays, CapDays);

    public decimal Of(decimal margin, decimal effectiveDays)
    {
        var addOn = Math.Max(margin * ((decimal)Math.Sqrt((double)(effectiveDays / BaseDays)) - 1m), 0m);
        return MostOfMargin is { } share ? Math.Min(addOn, share * margin) : addOn;
    }
}
