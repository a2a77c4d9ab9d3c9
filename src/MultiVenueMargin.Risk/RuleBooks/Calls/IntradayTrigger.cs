namespace MultiVenueMargin.Risk.RuleBooks.Calls;

/// <summary>
/// When collateral must be collected within the day: as soon as the requirement is more than a multiple of what is there.
/// Exactly that much is not more.
/// </summary>
/// <param name="Multiple">Of the available collateral: 1.1.</param>
/// <param name="CollectWithinMinutes">How soon.</param>
public sealed record IntradayTrigger(decimal Multiple, decimal CollectWithinMinutes)
{
    public bool IsCalled(decimal requirement, decimal availableCollateral) => requirement > Multiple * availableCollateral;
}
