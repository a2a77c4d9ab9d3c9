using MultiVenueMargin.Domain.Books;
using MultiVenueMargin.Domain.Market;
using MultiVenueMargin.Domain.Rules;
using MultiVenueMargin.Risk.RuleBooks;

namespace MultiVenueMargin.Contracts;

/// <summary>What to evaluate.</summary>
/// <param name="Explain">Also open the figures.</param>
/// <param name="Models">What else to ask about every pool, with the parameters that the rules give them.</param>
/// <param name="WithDistances">Also how far underlyings may move before each of the models acts.</param>
public sealed record Evaluation(
    Book Book, MarketSnapshot Market, RuleSet Rules, bool Explain, IReadOnlyList<IMarginModel> Models, bool WithDistances);
