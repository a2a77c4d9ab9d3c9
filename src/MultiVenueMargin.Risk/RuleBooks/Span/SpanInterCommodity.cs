namespace MultiVenueMargin.Risk.RuleBooks.Span;

/// <summary>
/// The inter-commodity credit. Each leg of a spread gives back its weighted price risk (price risk per delta) times the deltas
/// in the spread times the rate; spreads are formed in order of priority and consume the deltas.
/// </summary>
public static class SpanInterCommodity
{
    /// <summary>What each commodity is given back, by name; who gets nothing is not there.</summary>
    public static IReadOnlyDictionary<string, decimal> CreditsOf(IReadOnlyList<SpanPriceRisk> risks, IEnumerable<SpanCredit> credits)
    {
        var deltas = risks.ToDictionary(risk => risk.Commodity, risk => risk.Delta, StringComparer.Ordinal);
        var perDelta = risks.ToDictionary(risk => risk.Commodity, risk => risk.PerDelta, StringComparer.Ordinal);
        var given = new Dictionary<string, decimal>(StringComparer.Ordinal);
        foreach (var credit in credits.OrderBy(credit => credit.Priority))
        {
            var (first, second) = (deltas.GetValueOrDefault(credit.First), deltas.GetValueOrDefault(credit.Second));
            if (Math.Sign(first) * Math.Sign(second) != (credit.SameSide ? 1 : -1))
            {
                continue;
            }

            var spreads = Math.Min(Math.Abs(first) / credit.FirstDelta, Math.Abs(second) / credit.SecondDelta);
            Give(credit.First, spreads * credit.FirstDelta, credit.Rate);
            Give(credit.Second, spreads * credit.SecondDelta, credit.Rate);
        }

        return given;

        void Give(string commodity, decimal used, decimal rate)
        {
            deltas[commodity] -= Math.Sign(deltas[commodity]) * used;
            given[commodity] = given.GetValueOrDefault(commodity) + (used * perDelta[commodity] * rate);
        }
    }
}
