namespace MultiVenueMargin.Risk.RuleBooks.Health;

/// <summary>
/// What all accounts of a venue hold and owe of one token, and from where on that makes its initial weights harsher. What open
/// orders could still bring counts as deposited.
/// </summary>
/// <param name="Deposits">All deposits, in the token.</param>
/// <param name="Borrows">All debts, in the token.</param>
/// <param name="Potential">What open orders could bring, in the token.</param>
/// <param name="DepositScaleStart">Value of deposits from which the asset weight falls; absent: never.</param>
/// <param name="BorrowScaleStart">Value of debts from which the liability weight rises; absent: never.</param>
public sealed record BankTotals(decimal Deposits, decimal Borrows, decimal Potential, decimal? DepositScaleStart, decimal? BorrowScaleStart)
{
    /// <summary>w·start/deposits above the start.</summary>
    public decimal ScaledAssetWeight(decimal weight, decimal price)
    {
        var value = (Deposits + Potential) * price;
        return DepositScaleStart is { } start && value > start ? weight * start / value : weight;
    }

    /// <summary>w·debts/start above the start, which is above zero.</summary>
    public decimal ScaledLiabilityWeight(decimal weight, decimal price)
    {
        var value = Borrows * price;
        return BorrowScaleStart is { } start && value > start ? weight * value / start : weight;
    }
}
