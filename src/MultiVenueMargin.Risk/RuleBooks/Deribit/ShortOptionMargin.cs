using MultiVenueMargin.Domain.Instruments;

namespace MultiVenueMargin.Risk.RuleBooks.Deribit;

/// <summary>Standard margin of a short option, in coins per coin of underlying. A long one costs its premium and no more.</summary>
/// <param name="Initial">At the money: 0.15.</param>
/// <param name="LeastInitial">Far out of the money: 0.1.</param>
/// <param name="Maintenance">0.075.</param>
public sealed record ShortOptionMargin(decimal Initial, decimal LeastInitial, decimal Maintenance)
{
    /// <summary>How far out of the money, as a share of the underlying.</summary>
    public static decimal OutOfTheMoney(OptionRight right, decimal underlying, decimal strike) =>
        Math.Max(0m, right == OptionRight.Call ? strike - underlying : underlying - strike) / underlying;

    /// <summary>max(0.15 − OTM/U, 0.1) + mark; a put never below its maintenance margin.</summary>
    public decimal InitialOf(OptionRight right, decimal outOfTheMoney, decimal mark)
    {
        var margin = Math.Max(Initial - outOfTheMoney, LeastInitial) + mark;
        return right == OptionRight.Put ? Math.Max(margin, MaintenanceOf(right, mark)) : margin;
    }

    /// <summary>0.075 + mark; a put that is worth more than its underlying asks more.</summary>
    public decimal MaintenanceOf(OptionRight right, decimal mark) =>
        (right == OptionRight.Put ? Math.Max(Maintenance, Maintenance * mark) : Maintenance) + mark;
}
