using MultiVenueMargin.Domain.Instruments;

namespace MultiVenueMargin.Risk.RuleBooks.Derive;

/// <summary>Options of one strike and side.</summary>
/// <param name="Strike">In cash per unit of the underlying.</param>
/// <param name="Right">Call or put.</param>
/// <param name="Amount">Units of the underlying; negative when sold.</param>
/// <param name="Volatility">What the volatility feed says for this strike, per root of a year.</param>
public sealed record ManagerOption(decimal Strike, OptionRight Right, decimal Amount, double Volatility);
