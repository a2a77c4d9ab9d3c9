using MultiVenueMargin.Risk.RuleBooks.Perpetuals;

namespace MultiVenueMargin.Risk.RuleBooks.Binance;

/// <summary>A linear position with the bracket it is margined in.</summary>
/// <param name="Size">Signed units of the underlying.</param>
/// <param name="Entry">What it was entered at.</param>
/// <param name="Mark">What it is marked at.</param>
/// <param name="Rate">The bracket's maintenance rate.</param>
/// <param name="Deduction">The bracket's <c>cum</c>.</param>
public readonly record struct BracketedPosition(decimal Size, decimal Entry, decimal Mark, decimal Rate, decimal Deduction)
{
    public decimal Profit => FuturesProfit.Linear(Size, Entry, Mark);

    /// <summary>|rate · size · mark| − cum.</summary>
    public decimal Maintenance => (Rate * Math.Abs(Size) * Mark) - Deduction;
}
