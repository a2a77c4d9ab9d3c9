namespace MultiVenueMargin.Risk.Hot;

/// <summary>An option of a group, for its value and discount.</summary>
internal readonly record struct GroupOption(int Row, double Quantity);

/// <summary>A future of a group: units of the underlying, or for an inverse contract USD, which its price makes units of.</summary>
internal readonly record struct GroupFuture(int Row, double Units, bool IsInverse);

/// <summary>A strike of a group, and what its options pay there in the quote currency: the same whatever the market does.</summary>
internal readonly record struct GroupStrike(double Strike, double OptionPayoff);

/// <summary>Options and futures of one venue, expiry, quote and style, whose loss is bounded together (MARGIN §5).</summary>
internal sealed class CompiledGroup
{
    /// <summary>The venue among the unit's locations.</summary>
    public required int Location { get; init; }

    public required GroupOption[] Options { get; init; }

    public required GroupFuture[] Futures { get; init; }

    /// <summary>Price zero, then every strike.</summary>
    public required GroupStrike[] Strikes { get; init; }

    /// <summary>Σ of the calls' units: what the options pay per USD of price far up.</summary>
    public required double CallUnits { get; init; }

    /// <summary>Σ of the options' units without their signs, and the highest strike: a bound on all payoffs.</summary>
    public required double GrossUnits { get; init; }

    public required double HighestStrike { get; init; }
}
