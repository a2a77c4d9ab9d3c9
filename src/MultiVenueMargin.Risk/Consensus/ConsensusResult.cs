using MultiVenueMargin.Domain;
using MultiVenueMargin.Domain.Market;

namespace MultiVenueMargin.Risk.Consensus;

/// <summary>One mark from several sources, how sure it is, and what every source had to do with it.</summary>
public sealed record ConsensusResult
{
    /// <summary>To be given to the next evaluation.</summary>
    public required ConsensusState State { get; init; }

    public ConsensusLevel Level => State.Level;

    /// <summary>The weighted median of the sources that count, within their span; absent where none does.</summary>
    public required Price? Mark { get; init; }

    /// <summary>Relative half-width, rounded up to 1e-8.</summary>
    public required Rate Confidence { get; init; }

    /// <summary>At least half of the weight is as new as this; never after the evaluation.</summary>
    public required DateTimeOffset AsOf { get; init; }

    /// <summary>Every quote that was given and what became of it, by source.</summary>
    public required IReadOnlyList<SourceStanding> Sources { get; init; }

    /// <summary>The sources that are far from the mark, by name.</summary>
    public required IReadOnlyList<OutlyingSource> Outlying { get; init; }

    /// <summary>The mark of an asset; absent where there is none.</summary>
    public AssetMark? AssetMark => Mark is { } mark
        ? new AssetMark { Mark = mark, Confidence = Confidence, AsOf = AsOf, Sources = Counted }
        : null;

    /// <summary>What the market says of an instrument, with the mark of this consensus and everything else as it was stated.</summary>
    public InstrumentMark? MarkOf(InstrumentMark stated) => Mark is { } mark
        ? stated with { Mark = mark, Confidence = Confidence, AsOf = AsOf, Sources = Counted }
        : null;

    private List<SourceMark> Counted => Sources
        .Where(source => source.Weight > 0)
        .Select(source => new SourceMark(source.Quote.Source, source.Quote.Price, source.Quote.HalfWidth, source.Quote.AsOf))
        .ToList();
}

/// <summary>What became of a quote, in order of precedence.</summary>
public enum QuoteStanding
{
    /// <summary>No source, no price above zero, a price beyond what a market may hold, or a half-width outside [0, 1).</summary>
    Unsound = 0,

    /// <summary>Dated further ahead than clocks differ.</summary>
    Ahead,

    /// <summary>The same source said something else, later.</summary>
    Superseded,

    /// <summary>Its source has no weight.</summary>
    Unused,

    Stale,

    /// <summary>Counts half.</summary>
    Ageing,

    Fresh,
}

/// <summary>One quote in a consensus.</summary>
/// <param name="Quote">As it was given.</param>
/// <param name="Standing">What became of it.</param>
/// <param name="Weight">What it weighed; zero where it did not count.</param>
public sealed record SourceStanding(PriceQuote Quote, QuoteStanding Standing, decimal Weight);

/// <summary>A source that is far from the mark.</summary>
/// <param name="Source">Who.</param>
/// <param name="Price">What it says.</param>
/// <param name="Distance">(price − mark)/mark to 1e-8, nearest; ±1000 stands for anything beyond. For display: nothing is decided on it.</param>
public sealed record OutlyingSource(LocationId Source, Price Price, Rate Distance);
