namespace MultiVenueMargin.Risk.RuleBooks.Derive;

/// <summary>One part of what a manager asks, as a positive amount of cash at each level.</summary>
public readonly record struct ManagerCharge(decimal Initial, decimal Maintenance)
{
    public static ManagerCharge operator +(ManagerCharge left, ManagerCharge right) =>
        new(left.Initial + right.Initial, left.Maintenance + right.Maintenance);

    /// <summary>Shares of one amount.</summary>
    public static ManagerCharge Of(decimal amount, decimal maintenance, decimal extraInitial) =>
        new(amount * (maintenance + extraInitial), amount * maintenance);

    /// <summary>Asked for initial margin alone.</summary>
    public static ManagerCharge OfInitial(decimal amount) => new(amount, 0m);
}
