namespace MultiVenueMargin.Risk.RuleBooks.Derive;

/// <summary>The options that end at one moment, and what the feeds say of it.</summary>
public sealed record ManagerExpiry
{
    // Options settle on the average of the last half hour, of which more and more is known already.
    private const decimal AveragedSeconds = 1800m;

    /// <summary>Until expiry; zero from then on.</summary>
    public required decimal Seconds { get; init; }

    /// <summary>The part of the forward that no move of the spot changes any more.</summary>
    public decimal FixedForward { get; init; }

    /// <summary>The part that moves with the spot.</summary>
    public required decimal MovingForward { get; init; }

    /// <summary>Interest per year; one below zero counts as zero.</summary>
    public decimal Rate { get; init; }

    /// <summary>The least that forward, rate and volatility feeds say of themselves, 0 to 1.</summary>
    public decimal Confidence { get; init; } = 1m;

    public required IReadOnlyList<ManagerOption> Options { get; init; }

    public decimal Forward => FixedForward + MovingForward;

    public double Years => Pricing.ForwardOption.YearsOf(Seconds);

    /// <summary>Units bought and sold, each counted.</summary>
    public decimal GrossAmount => Options.Sum(option => Math.Abs(option.Amount));

    /// <summary>Units sold.</summary>
    public decimal Shorts => Options.Sum(option => Math.Max(-option.Amount, 0m));

    /// <summary>Units sold less those bought at the same strike, call or put alike; a strike that is bought more than sold adds nothing.</summary>
    public decimal NakedShorts => Options
        .GroupBy(option => option.Strike)
        .Sum(strike => Math.Max(-strike.Sum(option => option.Amount), 0m));

    /// <summary>In the last half hour the share of the average that has passed is fixed.</summary>
    public static (decimal Fixed, decimal Moving) SplitForward(decimal forward, decimal seconds)
    {
        var passed = Math.Clamp(AveragedSeconds - seconds, 0m, AveragedSeconds);
        var known = forward * passed / AveragedSeconds;
        return (known, forward - known);
    }
}
