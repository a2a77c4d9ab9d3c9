using MultiVenueMargin.Domain.Instruments;

namespace MultiVenueMargin.Risk.RuleBooks.RegT;

/// <summary>Options of one series held or owed.</summary>
/// <param name="Name">For reports.</param>
/// <param name="Right">Call or put.</param>
/// <param name="Strike">In the currency of the account.</param>
/// <param name="Expiry">When it ends.</param>
/// <param name="Units">Contracts times multiplier; negative is short.</param>
/// <param name="Value">What one unit is worth now.</param>
public sealed record RegTOption(string Name, OptionRight Right, decimal Strike, DateTimeOffset Expiry, decimal Units, decimal Value)
{
    public bool IsCall => Right == OptionRight.Call;

    public bool IsShort => Units < 0;

    /// <summary>By how much one unit is in the money, and what it pays at expiry, at this price.</summary>
    public decimal InTheMoney(decimal price) => Math.Max(0m, IsCall ? price - Strike : Strike - price);

    /// <summary>By how much it is out of the money.</summary>
    public decimal OutOfTheMoney(decimal price) => Math.Max(0m, IsCall ? Strike - price : price - Strike);
}
