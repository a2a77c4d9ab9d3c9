namespace MultiVenueMargin.Risk.RuleBooks.Derive;

/// <summary>The perpetual of a market.</summary>
/// <param name="Position">Units of the underlying, signed.</param>
/// <param name="Mark">Its price in cash.</param>
/// <param name="Confidence">What its feed says of itself, 0 to 1.</param>
/// <param name="Unsettled">Profit and funding that are not in the cash balance yet, in cash.</param>
public sealed record ManagerPerpetual(decimal Position, decimal Mark, decimal Confidence, decimal Unsettled)
{
    public static ManagerPerpetual None { get; } = new(0m, 0m, 1m, 0m);

    /// <summary>The less sure of both feeds; without a position its own does not matter.</summary>
    public decimal ConfidenceWith(decimal spotConfidence) => Position == 0 ? spotConfidence : Math.Min(spotConfidence, Confidence);
}
