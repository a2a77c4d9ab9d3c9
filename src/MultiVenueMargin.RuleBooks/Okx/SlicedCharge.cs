using MultiVenueMargin.Domain.Rules;

namespace MultiVenueMargin.RuleBooks.Okx;

/// <summary>One step of a ladder of the venue: a rate or multiplier up to an amount; the last may have no end.</summary>
public sealed record LadderStep(decimal? UpTo, decimal Rate);

/// <summary>Ladders in which every slice has its own rate, like tax brackets.</summary>
public static class SlicedCharge
{
    /// <summary>Σ slice·rate; what lies beyond the last step, where that ends, is charged nothing and counts nothing.</summary>
    public static decimal Of(IReadOnlyList<LadderStep> ladder, decimal amount) =>
        Tier.Charge([.. ladder.Select(step => new Tier(step.UpTo, step.Rate))], amount);
}
