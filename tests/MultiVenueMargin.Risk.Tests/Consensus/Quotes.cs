using MultiVenueMargin.Domain;
using MultiVenueMargin.Risk.Consensus;

namespace MultiVenueMargin.Risk.Tests.Consensus;

/// <summary>Quotes as a desk would say them: a source, a price, an age in seconds.</summary>
internal static class Quotes
{
    public static readonly DateTimeOffset Now = new(2026, 1, 1, 8, 0, 0, TimeSpan.Zero);

    public static PriceQuote Quote(string source, decimal price, double ageSeconds = 0, decimal halfWidth = 0m) =>
        new(new LocationId(source), new Price(price), new Rate(halfWidth), Now - TimeSpan.FromSeconds(ageSeconds));

    /// <summary>Sources A, B, C… with these prices, all said now.</summary>
    public static List<PriceQuote> At(params decimal[] prices) =>
        prices.Select((price, i) => Quote(((char)('A' + i)).ToString(), price)).ToList();

    /// <summary>The same words said later.</summary>
    public static List<PriceQuote> After(this IEnumerable<PriceQuote> quotes, double seconds) =>
        quotes.Select(quote => quote with { AsOf = quote.AsOf + TimeSpan.FromSeconds(seconds) }).ToList();

    public static ConsensusResult Consensus(
        this IReadOnlyCollection<PriceQuote> quotes, ConsensusState? prior = null, double seconds = 0, ConsensusPolicy? policy = null) =>
        PriceConsensus.Of(quotes, prior, policy ?? ConsensusPolicy.Default, Now + TimeSpan.FromSeconds(seconds));

    /// <summary>The state after these sources were looked at every quarter of a second up to and including the moment.</summary>
    public static ConsensusResult Watched(this List<PriceQuote> quotes, ConsensusState? prior, double from, double to)
    {
        ConsensusResult result;
        var second = from;
        do
        {
            result = quotes.After(second).Consensus(prior, second);
            prior = result.State;
            second += 0.25;
        }
        while (second <= to);

        return result;
    }
}
