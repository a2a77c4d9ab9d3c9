using MultiVenueMargin.Domain;

namespace MultiVenueMargin.Accounts.Registers;

/// <summary>What the fund did about one deficit.</summary>
/// <param name="Asked">What was missing.</param>
/// <param name="Granted">What there was for it: reserved, and paid once it is confirmed.</param>
/// <param name="Shares">Who bears the rest, once it is confirmed; empty where nothing is left, or nobody contributed.</param>
public sealed record FundDraw(
    DecisionId Deficit, Usd Asked, Usd Granted, bool IsConfirmed, IReadOnlyDictionary<InstitutionId, Usd> Shares)
{
    /// <summary>What the participants bear.</summary>
    public Usd Allocated => Usd.Sum(Shares.Values);

    /// <summary>What nobody bears: the fund had too little for it and nobody contributed. Zero before it is confirmed.</summary>
    public Usd Unborne => IsConfirmed ? Asked - Granted - Allocated : Usd.Zero;
}
