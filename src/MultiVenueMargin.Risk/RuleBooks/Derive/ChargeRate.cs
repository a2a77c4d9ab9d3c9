namespace MultiVenueMargin.Risk.RuleBooks.Derive;

/// <summary>Share of a notional.</summary>
/// <param name="Maintenance">For both levels.</param>
/// <param name="ExtraInitial">More for initial margin.</param>
public sealed record ChargeRate(decimal Maintenance, decimal ExtraInitial)
{
    public ManagerCharge Charge(decimal notional) => ManagerCharge.Of(notional, Maintenance, ExtraInitial);
}
