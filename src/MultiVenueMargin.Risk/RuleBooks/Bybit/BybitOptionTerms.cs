namespace MultiVenueMargin.Risk.RuleBooks.Bybit;

/// <summary>The factors of Bybit's option margin.</summary>
/// <param name="MaintenanceFactor">Share of index or mark, whichever is larger, that a short keeps.</param>
/// <param name="LiquidationFee">Share of the index.</param>
/// <param name="UpperShare">Share of the index asked of a short at the money, before what it is out of it.</param>
/// <param name="LowerShare">The least of that share.</param>
public sealed record BybitOptionTerms(decimal MaintenanceFactor, decimal LiquidationFee, decimal UpperShare, decimal LowerShare)
{
    /// <summary>[max(f·index, f·mark) + mark + fee·index] · |size|; nothing of a long.</summary>
    public decimal Maintenance(decimal size, decimal index, decimal mark) =>
        size >= 0 ? 0m : ((MaintenanceFactor * Math.Max(index, mark)) + mark + (LiquidationFee * index)) * -size;

    /// <summary>max( (max(upper·index − otm, lower·index) + max(entry, mark)) · |size| , MM ); nothing of a long, whose premium is paid.</summary>
    /// <param name="size">Signed units of the underlying.</param>
    /// <param name="index">The underlying's index.</param>
    /// <param name="mark">The option's mark, in the index' currency.</param>
    /// <param name="entry">What it was sold at.</param>
    /// <param name="outOfTheMoney">How far the index is from the strike on the side where the option pays nothing; zero in the money.</param>
    public decimal Initial(decimal size, decimal index, decimal mark, decimal entry, decimal outOfTheMoney) =>
        size >= 0 ? 0m : Math.Max(
            (Math.Max((UpperShare * index) - outOfTheMoney, LowerShare * index) + Math.Max(entry, mark)) * -size,
            Maintenance(size, index, mark));

    /// <summary>How far out of the money.</summary>
    public static decimal OutOfTheMoney(bool isCall, decimal index, decimal strike) => Math.Max(0m, isCall ? strike - index : index - strike);
}
