using MultiVenueMargin.Domain;

namespace MultiVenueMargin.Risk.Consensus;

/// <summary>
/// What one source says a price is, before anybody has looked at it: it may be zero, old or ahead of its time. A quote that
/// counted is shown beside the mark as a <see cref="Domain.Market.SourceMark"/>.
/// </summary>
/// <param name="Source">Who says so.</param>
/// <param name="Price">USD, or the quote currency of an instrument.</param>
/// <param name="HalfWidth">How sure the source itself is, relative to its price: 0.001 says ±0.1 %.</param>
/// <param name="AsOf">When it was true at the source.</param>
public readonly record struct PriceQuote(LocationId Source, Price Price, Rate HalfWidth, DateTimeOffset AsOf);
