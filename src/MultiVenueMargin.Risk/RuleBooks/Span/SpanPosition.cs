using MultiVenueMargin.Risk.Pricing;
using MultiVenueMargin.Risk.Valuation;
using MultiVenueMargin.Risk.RuleBooks.Books;

namespace MultiVenueMargin.Risk.RuleBooks.Span;

/// <summary>One position as SPAN sees it, in USD.</summary>
/// <param name="Expiry">Its month; absent for what never ends.</param>
/// <param name="Array">Its profit in each scenario.</param>
/// <param name="Delta">Its composite delta: USD per 100 % move of the price.</param>
internal sealed record SpanPosition(DateTimeOffset? Expiry, IReadOnlyList<decimal> Array, decimal Delta)
{
    private const double DaysPerYear = 365.0;

    public static SpanPosition Of(ModelPosition position, SpanCommodityTerms terms, SpanParameters parameters)
    {
        var scenarios = SpanScenario.All(terms.ExtremeMultiple, terms.ExtremeCover);
        if (position.Option is { } option)
        {
            var priced = OptionOf(option, terms, (double)parameters.LookAheadDays / DaysPerYear);
            return new SpanPosition(
                position.Expiry,
                SpanArray.Sum([(position.Quantity, SpanArray.OfOption(scenarios, priced))]),
                position.Quantity * CompositeDelta(priced, parameters.DeltaWeights));
        }

        return new SpanPosition(
            position.Expiry,
            SpanArray.OfFuture(scenarios.Select(AtLeastToNothing), position.Delta * terms.PriceScan),
            position.Delta);

        // No price falls below nothing; the scan range is a share of the price.
        SpanScenario AtLeastToNothing(SpanScenario scenario) =>
            scenario.Price * terms.PriceScan < -1m ? scenario with { Price = -1m / terms.PriceScan } : scenario;
    }

    private static SpanOption OptionOf(PricedOptionContract option, SpanCommodityTerms terms, double lookAhead)
    {
        var forward = (double)option.Inputs.Forward;
        return new SpanOption
        {
            Right = option.Option.Right,
            Forward = forward,
            Strike = (double)option.Option.Strike.Value,
            Volatility = option.Inputs.Volatility,
            Years = option.DaysToExpiry / DaysPerYear,
            Multiplier = option.Option.Multiplier * option.UsdFactor,
            PriceScanRange = forward * (double)terms.PriceScan,
            VolatilityScanRange = (double)terms.VolatilityScan,
            VolatilityIsRelative = terms.VolatilityIsRelative,
            LookAheadYears = lookAhead,
        };
    }

    private static decimal CompositeDelta(SpanOption option, IReadOnlyList<SpanDeltaWeight> weights)
    {
        var years = Math.Max(0.0, option.Years - option.LookAheadYears);
        var (sum, total) = (0.0, 0.0);
        foreach (var move in weights)
        {
            foreach (var sign in move.Price == 0m ? [1.0] : new[] { 1.0, -1.0 })
            {
                var forward = Math.Max(0.0, option.Forward + (sign * (double)move.Price * option.PriceScanRange));
                sum += (double)move.Weight * Black76.Delta(option.Right, forward, option.Strike, option.Volatility, years);
                total += (double)move.Weight;
            }
        }

        return (decimal)(sum / total * option.Forward) * option.Multiplier;
    }
}
