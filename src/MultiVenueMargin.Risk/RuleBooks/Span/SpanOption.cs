using MultiVenueMargin.Domain.Instruments;

namespace MultiVenueMargin.Risk.RuleBooks.Span;

/// <summary>What the risk array of an option is made from.</summary>
public sealed record SpanOption
{
    public required OptionRight Right { get; init; }

    /// <summary>F, in the quote currency.</summary>
    public required double Forward { get; init; }

    public required double Strike { get; init; }

    /// <summary>σ per year.</summary>
    public required double Volatility { get; init; }

    /// <summary>T.</summary>
    public required double Years { get; init; }

    /// <summary>Money per point of the option's price, per contract.</summary>
    public required decimal Multiplier { get; init; }

    /// <summary>Points of the price that make one range.</summary>
    public required double PriceScanRange { get; init; }

    /// <summary>One range of the volatility: a share of it, or points of it.</summary>
    public required double VolatilityScanRange { get; init; }

    public required bool VolatilityIsRelative { get; init; }

    /// <summary>How much nearer to expiry the scenarios are.</summary>
    public double LookAheadYears { get; init; }

    /// <summary>What the value is discounted at; zero where the premium is.</summary>
    public double InterestRate { get; init; }
}
