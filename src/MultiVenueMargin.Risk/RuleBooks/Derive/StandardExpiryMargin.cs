namespace MultiVenueMargin.Risk.RuleBooks.Derive;

/// <summary>What the standard manager finds of the options of one expiry.</summary>
/// <param name="Seconds">Until expiry.</param>
/// <param name="Value">Of all of them, marked.</param>
/// <param name="Isolated">Each sold option by itself, as balances; what is bought gives nothing.</param>
/// <param name="MaxLoss">The worst payoff at expiry, and more for calls sold without one bought; as balances.</param>
public sealed record StandardExpiryMargin(decimal Seconds, decimal Value, ManagerCharge Isolated, ManagerCharge MaxLoss)
{
    /// <summary>The better of both for the account, at each level.</summary>
    public ManagerCharge Balance => new(Math.Max(Isolated.Initial, MaxLoss.Initial), Math.Max(Isolated.Maintenance, MaxLoss.Maintenance));

    /// <summary>What is asked out of equity, in which the options stand at their value.</summary>
    public ManagerCharge Charge => new(Value - Balance.Initial, Value - Balance.Maintenance);

    /// <summary>Whether the bound decides initial margin rather than the sum of options by themselves.</summary>
    public bool IsBound => MaxLoss.Initial > Isolated.Initial;
}
