using MultiVenueMargin.Domain.Books;
using MultiVenueMargin.Domain.Market;
using MultiVenueMargin.Domain.Rules;

namespace MultiVenueMargin.Contracts;

/// <summary>What to evaluate.</summary>
/// <param name="Explain">Also open the figures.</param>
public sealed record Evaluation(Book Book, MarketSnapshot Market, RuleSet Rules, bool Explain);
