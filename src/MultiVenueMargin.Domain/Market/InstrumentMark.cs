namespace MultiVenueMargin.Domain.Market;

/// <summary>What the market says of one instrument. Every figure may be absent.</summary>
public sealed record InstrumentMark
{
    /// <summary>The mark in the instrument's quote currency (an inverse option's premium: in coin).</summary>
    public Price? Mark { get; init; }

    /// <summary>The mark's relative half-width.</summary>
    public Rate Confidence { get; init; }

    public required DateTimeOffset AsOf { get; init; }

    /// <summary>The mark implied volatility per year: 0.55 is 55 %.</summary>
    public double? ImpliedVolatility { get; init; }

    /// <summary>The venue's forward of this expiry in the quote currency, in USD for an inverse contract.</summary>
    public Price? Forward { get; init; }

    /// <summary>The delivery price, once published: nothing is at risk any more.</summary>
    public Price? Delivery { get; init; }

    /// <summary>The predicted rate of the next funding payment; positive is paid by longs.</summary>
    public Rate? PredictedFunding { get; init; }

    /// <summary>Half the bid-ask spread, relative to the mark.</summary>
    public Rate? HalfSpread { get; init; }

    /// <summary>The instrument's own 30-day average daily volume, in coins.</summary>
    public Quantity? AverageDailyVolume { get; init; }

    /// <summary>The published book, nearest level first; empty where none is published.</summary>
    public IReadOnlyList<DepthLevel> Depth { get; init; } = [];

    /// <summary>What single venues say, for their own view.</summary>
    public IReadOnlyList<SourceMark> Sources { get; init; } = [];
}

/// <summary>So many coins can be closed at this relative distance from the mark.</summary>
public readonly record struct DepthLevel(Rate Distance, Quantity Coins);
