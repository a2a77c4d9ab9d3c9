namespace MultiVenueMargin.Risk.RuleBooks.Paradex;

/// <summary>What closing would cost, which both margin modes provide for.</summary>
/// <param name="Futures">Of the value at the mark.</param>
/// <param name="Options">Of spot.</param>
/// <param name="OptionCap">Of an option's mark: it is charged no more.</param>
public sealed record ParadexFees(decimal Futures, decimal Options, decimal OptionCap)
{
    /// <summary>Rate · mark, per unit.</summary>
    public decimal OfFuture(decimal mark) => Futures * mark;

    /// <summary>min(rate · spot, cap · mark), per unit.</summary>
    public decimal OfOption(decimal spot, decimal mark) => Math.Min(Options * spot, OptionCap * mark);
}
